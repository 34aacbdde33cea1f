import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Profile } from './model.ts';
import { shortCode } from './search-code.ts';
import { type ResidentRow, toRow } from './search-residents.ts';
import * as store from './search-store.ts';

/** A person as staff see them: the row, what is kept, and who else is in the same chat. */
export interface ResidentRecord {
  readonly row: ResidentRow;
  readonly profile: Profile;
  readonly language: 'ja' | 'easy' | 'en';
  readonly onsetOn: string | null;
  readonly people: ReadonlyArray<{
    readonly residentId: string;
    readonly code: string;
    readonly relation: 'self' | 'family';
  }>;
}

export const noSuchResident = {
  code: 'residents.no-such-resident',
  status: 404,
  title: 'There is no such resident here, or their data has been erased.',
} as const;

/**
 * Opens one person's record: a look that the audit log keeps. Someone outside the staff member's areas is not there for them;
 * neither are such people of the same chat.
 * @param areas municipality codes; null = the whole account
 * @throws Problem `residents.no-such-resident`
 */
export async function readResident(
  scope: Scope,
  residentId: string,
  areas: readonly string[] | null,
): Promise<ResidentRecord> {
  scope.require('residents.read');
  const within = (code: string | null): boolean => areas === null || (code !== null && areas.includes(code));
  const found = await store.residentRow(scope.tx, scope.account.id, residentId);
  const state = await store.residentState(scope.tx, scope.account.id, residentId);
  if (!found || !state || !within(found.municipalityCode)) throw new Problem(noSuchResident);
  const others = await store.othersOfChat(scope.tx, scope.account.id, residentId);
  await scope.audit('residents.read', residentId);
  return {
    row: toRow(scope, found),
    profile: found.profile,
    language: state.language,
    onsetOn: state.onsetOn,
    people: others
      .filter(({ municipalityCode }) => within(municipalityCode))
      .map((other) => ({ residentId: other.residentId, code: shortCode(other.residentId), relation: other.relation })),
  };
}
