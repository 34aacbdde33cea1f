import type { ResidentId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../platform/scope.ts';
import type { ConsentItem, ConsentRecord } from './model.ts';
import { type AskedTick, consentRequired } from './record-ticks.ts';
import * as store from './store.ts';

export interface ConsentState {
  /** The newest record of each item. */
  readonly records: ReadonlyMap<ConsentItem, ConsentRecord>;
  /** Every required tick is given, under a version that still holds. */
  readonly mayAnswer: boolean;
  /** Required ticks were given once, but a new version asks again. */
  readonly asksAgain: boolean;
  readonly followup: boolean;
  readonly research: boolean;
}

/** What a person has agreed to, as of now. */
export async function consentState(
  scope: Scope,
  residentId: ResidentId,
  asked: readonly AskedTick[],
): Promise<ConsentState> {
  const records = new Map((await store.newest(scope.tx, scope.account.id, residentId)).map((one) => [one.item, one]));
  return stateOf(records, asked);
}

export function stateOf(records: ReadonlyMap<ConsentItem, ConsentRecord>, asked: readonly AskedTick[]): ConsentState {
  const required = asked.filter((tick) => tick.required);
  const given = required.filter((tick) => records.get(tick.item)?.given === true);
  const held = given.filter((tick) => {
    const record = records.get(tick.item)!;
    return record.documentId === tick.document.id && tick.holdsFrom(record.version);
  });
  return {
    records,
    mayAnswer: held.length === required.length,
    asksAgain: given.length === required.length && held.length < required.length,
    followup: records.get('followup')?.given === true,
    research: records.get('research')?.given === true,
  };
}

/** @throws Problem `consent.required` */
export function requireConsent(state: ConsentState): void {
  if (!state.mayAnswer) throw new Problem(consentRequired);
}
