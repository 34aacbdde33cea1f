import type { Answers, AnswerValue } from '../../base/answers.ts';
import { daysBetween, type OnDate } from '../../base/jst.ts';
import type { Places } from '../../base/places.ts';
import { checkValue } from './check-answers.ts';
import type { Questionnaire } from './model.ts';
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
 * What is known of a person today: kept answers that need no new asking yet and that the questionnaire still offers.
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
    const { as, againAfterDays } = question.kept;
    if (againAfterDays !== undefined && daysBetween(held.keptOn, context.today) >= againAfterDays) continue;
    const asYear = as === 'year-of-birth' && typeof held.value === 'number';
    const checked = checkValue(question, asYear ? yearOf(context.today) - Number(held.value) : held.value, context);
    if (checked.ok) known[question.linkId] = checked.value;
  }
  return known;
}
