import { type Outcome, severityOf } from '../guidance/index.ts';

/** Why somebody needs a human. The order of urgency is content (desk.ts). */
export const boardReasons = [
  /** An emergency sign was answered. */
  'emergency',
  /** Worse than last time, while followed for something serious. */
  'worse',
  /** Was told to call and could not get through. */
  'cannot_connect',
  /** Messages in a row without an answer, as the follow-up plan says. */
  'no_answer',
  'asked_for_human',
  'request',
  /** LINE is blocked: the next check-in cannot be sent. */
  'unreachable',
  /** Has no LINE: staff ask by phone when a check-in is due. */
  'phone_check_in',
] as const;
export type BoardReason = (typeof boardReasons)[number];

/** How somebody was, as far as worse and better are told apart. */
export interface Condition {
  readonly outcome: Outcome;
  /** Codes of strong symptoms: fatigue, dyspnoea, … */
  readonly strong: readonly string[];
}

export interface AnswerFacts {
  /** The answer before; undefined for a first one. */
  readonly before?: Condition | undefined;
  readonly now: Condition;
  /** Whether they were able to call, if they were asked. */
  readonly contacted?: 'not_yet' | 'called' | 'visited' | 'cannot_connect' | undefined;
  readonly asksForHuman?: boolean | undefined;
  /** The follow-up plan under which they answered has staff look at those who get worse. */
  readonly worseToBoard: boolean;
}

/** The outcome rose, or there is a strong symptom that was not there before. */
export const isWorse = (before: Condition, now: Condition): boolean =>
  severityOf(now.outcome) > severityOf(before.outcome) || now.strong.some((code) => !before.strong.includes(code));

/**
 * For what an answer puts somebody on the board, at once. Being told to call somebody is no reason by itself: in one
 * prefecture that would have been 15,000 people.
 */
export function answerReasons({ before, now, contacted, asksForHuman, worseToBoard }: AnswerFacts): BoardReason[] {
  const reasons: BoardReason[] = [];
  if (now.outcome === 'EMERGENCY') reasons.push('emergency');
  if (worseToBoard && before && isWorse(before, now)) reasons.push('worse');
  if (contacted === 'cannot_connect') reasons.push('cannot_connect');
  if (asksForHuman) reasons.push('asked_for_human');
  return reasons;
}
