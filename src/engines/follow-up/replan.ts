import { type Outcome, severityOf } from '../guidance/index.ts';
import { advanceFollowUp } from './advance.ts';
import type { FollowUp } from './compile.ts';
import { planIn } from './next-due.ts';
import type { FollowUpState } from './state.ts';

export interface Replanned<Key> {
  readonly key: Key;
  readonly before: Outcome;
  readonly state: FollowUpState;
}

/** Whose outcome is to be looked at when the rules change: only these need their last answers decided again. */
export const isReplanned = (followUp: FollowUp, state: FollowUpState): boolean =>
  !state.ended && planIn(followUp, state).plan.onRulesChange === 'tell';

/** Of many people those whose outcome rises under the new rules, with their new plan; they are told in the next morning's window. */
export function replan<Key>(
  followUp: FollowUp,
  people: Iterable<{ readonly key: Key; readonly state: FollowUpState; readonly outcome: Outcome }>,
  atMs: number,
): Replanned<Key>[] {
  const risen: Replanned<Key>[] = [];
  for (const { key, state, outcome } of people) {
    if (!isReplanned(followUp, state) || severityOf(outcome) <= severityOf(state.outcome)) continue;
    const next = advanceFollowUp(followUp, state, { kind: 'rules-changed', atMs, outcome });
    if (next && next !== state) risen.push({ key, before: state.outcome, state: next });
  }
  return risen;
}
