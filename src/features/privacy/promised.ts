import type { Policy } from '../../engines/policy/index.ts';

/** What an account's policy promises of time, in days; Infinity where it names no end. */
export interface Promised {
  /** After a person's last answer, all of theirs goes: the shortest time that is promised from then. */
  readonly answerDays: number;
  /** After it arrived, what failed goes. */
  readonly failedDays: number;
  /** After it was given, a number to be called back on goes. */
  readonly callbackDays: number;
  /** After somebody was erased, what showed that they had agreed and were erased goes as well. */
  readonly proofDays: number;
}

export function promisedBy(policy: Policy): Promised {
  const shortest = (rules: Policy['retention']): number =>
    Math.min(Number.POSITIVE_INFINITY, ...rules.flatMap(({ days }) => (days === 'unlimited' ? [] : days)));
  const of = (...items: readonly string[]): number =>
    shortest(policy.retention.filter((rule) => items.some((item) => rule.items.includes(item))));
  return {
    answerDays: shortest(policy.retention.filter(({ from }) => from === 'last-answer')),
    failedDays: of('failed_events'),
    // When the call was made nobody writes down: counted from the day the number was given, it goes no later than promised.
    callbackDays: of('callback_number'),
    proofDays: of('consent_records', 'erased_tombstone'),
  };
}
