import type { Answers, AnswerValue } from '../../base/answers.ts';
import { daysBetween, type OnDate } from '../../base/jst.ts';
import type { Places } from '../../base/places.ts';
import { checkValue } from './check-answers.ts';
import type { Question, Questionnaire } from './model.ts';
import { effectiveAnswers } from './shown.ts';

/** What a person's profile holds of their answers, by question id. An age is held as the year of birth. */
export type Kept = Readonly<Record<string, { readonly value: AnswerValue; readonly keptOn: OnDate }>>;

const yearOf = (on: OnDate): number => Number(on.slice(0, 4));

/** What to keep of these answers in the profile: those of the questions marked as kept, dated. */
export function keepAnswers(questionnaire: Questionnaire, answers: Answers, answeredOn: OnDate): Kept {
  const effective = effectiveAnswers(questionnaire, answers);
  const kept: Record<string, { value: AnswerValue; keptOn: OnDate }> = {};
  for (const { linkId, kept: rule } of questionnaire.questions) {
    const value = effective[linkId];
    if (!rule || value === undefined) continue;
    const asYear = rule.as === 'year-of-birth' && typeof value === 'number';
    kept[linkId] = { value: asYear ? yearOf(answeredOn) - value : value, keptOn: answeredOn };
  }
  return kept;
}

/**
 * What is known of a person today: kept answers that need no new asking yet and that the questionnaire still offers to someone
 * of whom the rest is known: nobody whose sex was corrected to male is pregnant from before.
 * An age is reckoned from the year alone, so it may run up to a year ahead of the birthday; the person confirms it.
 */
export function knownAnswers(
  questionnaire: Questionnaire,
  kept: Kept,
  context: { readonly today: OnDate; readonly places?: Places },
): Answers {
  const known: Record<string, AnswerValue> = {};
  for (const question of questionnaire.questions) {
    const held = kept[question.linkId];
    if (!held || !question.kept) continue;
    const { againAfterDays } = question.kept;
    if (againAfterDays !== undefined && daysBetween(held.keptOn, context.today) >= againAfterDays) continue;
    const checked = checkValue(question, valueOn(question, held.value, context.today), context);
    if (checked.ok) known[question.linkId] = checked.value;
  }
  return effectiveAnswers(questionnaire, known);
}

/** What is kept without that of questions which the rest of it hides: a corrected answer takes what hung on it along. */
export function withoutHidden(questionnaire: Questionnaire, kept: Kept, today: OnDate): Kept {
  const answers: Record<string, AnswerValue> = {};
  for (const [linkId, { value }] of Object.entries(kept)) {
    const question = questionnaire.byLinkId.get(linkId);
    if (question) answers[linkId] = valueOn(question, value, today);
  }
  const shown = effectiveAnswers(questionnaire, answers);
  return Object.fromEntries(
    Object.entries(kept).filter(([linkId]) => answers[linkId] === undefined || shown[linkId] !== undefined),
  );
}

/** A kept value as an answer of that day: a year of birth is an age again. */
const valueOn = ({ kept }: Question, value: AnswerValue, today: OnDate): AnswerValue =>
  kept?.as === 'year-of-birth' && typeof value === 'number' ? yearOf(today) - value : value;
