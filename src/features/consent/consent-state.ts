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
  /** Ticked, under a version that still holds: an older tick is no consent to what a new version says. */
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
  const held = asked.filter((tick) => {
    const record = records.get(tick.item);
    return record?.given === true && record.documentId === tick.document.id && tick.holdsFrom(record.version);
  });
  const holds = (item: ConsentItem): boolean => held.some((tick) => tick.item === item);
  const mayAnswer = required.every(({ item }) => holds(item));
  return {
    records,
    mayAnswer,
    asksAgain: given.length === required.length && !mayAnswer,
    followup: holds('followup'),
    research: holds('research'),
  };
}

/** @throws Problem `consent.required` */
export function requireConsent(state: ConsentState): void {
  if (!state.mayAnswer) throw new Problem(consentRequired);
}
