import type { Policy } from '../../engines/policy/index.ts';
import type { Scope } from '../../platform/scope.ts';
import { endExpired } from '../entry/index.ts';
import { forgetDeadLettersBefore, forgetEventsBefore } from '../messages/index.ts';
import { silentSince } from '../residents/index.ts';
import { formHours, removeFormsBefore } from '../responses/index.ts';
import { erase } from './erase-everything.ts';

const dayMs = 24 * 3_600_000;
/** LINE sends an event again within hours; a week is far beyond. */
const eventDays = 7;
/** Events that failed: as long as policies say of them (docs/reference/retention.md). */
export const deadLetterDays = 90;

/** As many at a time as one transaction takes without keeping others waiting. */
const peopleAtOnce = 100;

/** What the account's policy promises about answers. */
export interface Promised {
  /** Days after a person's last answer when all of theirs is erased; Infinity where the policy names no end. */
  readonly answerDays: number;
}

/** The days after the last answer that a policy promises for answers. */
export function promisedBy(policy: Policy): Promised {
  const rule = policy.retention.find(
    ({ items, from }) => from === 'last-answer' && items.includes('questionnaire_answers'),
  );
  return { answerDays: typeof rule?.days === 'number' ? rule.days : Number.POSITIVE_INFINITY };
}

/**
 * Removes what is of no more use: people who have not answered for as long as the policy says, answers that were never sent,
 * ended sessions and codes, what failed long ago, ids of old events. Returns whether there is more to do.
 */
export async function purge(scope: Scope, { answerDays }: Promised): Promise<boolean> {
  const { tx, account, now } = scope;
  const silent = Number.isFinite(answerDays)
    ? await silentSince(tx, account.id, new Date(now.getTime() - answerDays * dayMs), peopleAtOnce)
    : [];
  for (const residentId of silent) await erase(scope, residentId);
  await removeFormsBefore(tx, account.id, new Date(now.getTime() - formHours * 3_600_000));
  await endExpired(tx, account.id, now);
  await forgetDeadLettersBefore(tx, account.id, new Date(now.getTime() - deadLetterDays * dayMs));
  await forgetEventsBefore(tx, account.id, new Date(now.getTime() - eventDays * dayMs));
  return silent.length === peopleAtOnce;
}
