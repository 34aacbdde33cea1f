import { type Answers, answerCode } from '../../base/answers.ts';
import { daysBetween, jstDate } from '../../base/jst.ts';
import {
  type Advice,
  advise,
  anySymptom,
  type Exposure,
  exposureOf,
  type Guidance,
  isOutcome,
  type Outcome,
  severityOf,
} from '../../engines/guidance/index.ts';
import { effectiveAnswers, knownAnswers, type Questionnaire } from '../../engines/questionnaire/index.ts';
import type { Resident } from '../residents/index.ts';
import type { DecisionContext } from './model.ts';

/** Someone known to be infected stays so for 14 days unless a full answer or staff say otherwise (domain §7.4). */
const knownPositiveDays = 14;

export interface Decided extends Advice {
  readonly context: DecisionContext;
  readonly anySymptom: boolean;
  /** What the person's record holds afterwards. */
  readonly exposure: Exposure | null;
  readonly knownPositiveSince: Date | null;
}

type Known = Pick<Resident, 'profile' | 'episode' | 'exposure' | 'knownPositiveSince'>;

/**
 * What a person's answers come to, given what is known of them. Kept answers are those of the full questionnaire, whichever
 * was asked now: a daily answer of a 70-year-old is still a 70-year-old's.
 */
export function decide(
  guidance: Guidance,
  asked: { readonly questionnaire: Questionnaire; readonly full: Questionnaire },
  answers: Answers,
  person: Known & { readonly lastAntipyretic: boolean },
  at: Date,
): Decided {
  const answeredOn = jstDate(at);
  const isFull = asked.questionnaire.id === asked.full.id;
  const knownPositiveSince = isFull
    ? diagnosedSince(answers, person.knownPositiveSince, at)
    : person.knownPositiveSince;
  const context: DecisionContext = {
    questionnaire: isFull ? 'ps-initial' : 'ps-daily',
    episode: person.episode,
    exposure: isFull ? null : person.exposure,
    profile: stillKnown(asked.full, knownAnswers(asked.full, person.profile, { today: answeredOn }), answers),
    enrolledKnownPositive: knownPositiveSince !== null && isKnownPositive(knownPositiveSince, at),
    lastAntipyretic: person.lastAntipyretic,
  };
  const advice = adviseAgain(guidance, answers, context, at);
  return {
    ...advice,
    context,
    anySymptom: anySymptom(advice.inputs),
    // A form that ended at once never came to these questions: what was known before stays.
    exposure: isFull && answers.contact !== undefined ? exposureOf(answers, answeredOn) : person.exposure,
    knownPositiveSince,
  };
}

/** What was known, less what today's answers hide: who says today to be a man is not pregnant from before. */
function stillKnown(full: Questionnaire, known: Answers, answers: Answers): Answers {
  const effective = effectiveAnswers(full, { ...known, ...answers });
  return Object.fromEntries(Object.entries(known).filter(([linkId]) => effective[linkId] !== undefined));
}

/** What a full answer's `visit` says of a diagnosis; unanswered, what was known stays. */
export function diagnosedSince(answers: Answers, since: Date | null, at: Date): Date | null {
  const visit = answerCode(answers, 'visit');
  if (visit === undefined) return since;
  if (visit !== 'covid') return null;
  // Days that ran out belong to an earlier diagnosis.
  return since !== null && isKnownPositive(since, at) ? since : at;
}

const isKnownPositive = (since: Date, at: Date): boolean =>
  daysBetween(jstDate(since), jstDate(at)) <= knownPositiveDays;

/** The decision alone, from what is stored with a response: for replaying answers over another table. */
export const adviseAgain = (guidance: Guidance, answers: Answers, context: DecisionContext, at: Date): Advice =>
  advise(guidance, answers, {
    ...context,
    answeredAt: at,
    episode: context.episode ?? undefined,
    exposure: context.exposure ?? undefined,
  });

/** "The outcome rose": it is more severe than before. A first outcome has not risen. */
export const rose = (before: string | null, now: Outcome): boolean =>
  isOutcome(before) && severityOf(now) > severityOf(before);
