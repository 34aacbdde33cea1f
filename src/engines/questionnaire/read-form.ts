import type { Answers, AnswerValue } from '../../base/answers.ts';
import type { Fault } from './fault.ts';
import type { Question } from './model.ts';
import { type ReadingContext, readAnswer } from './read-answer.ts';
import { residenceOf } from './residence.ts';
import type { Interview } from './session.ts';
import { effectiveAnswers, endsAtOnce, shownQuestions } from './shown.ts';

/** A form that was filled in at one go: its answers, or what is wrong with it, question by question. */
export type FormReading =
  | { readonly ok: true; readonly answers: Answers; readonly endedAtOnce: boolean }
  | { readonly ok: false; readonly faults: ReadonlyMap<string, Fault> };

export interface FilledForm {
  /** The fields of a question as they were sent; undefined when none was. */
  raw(question: Question): string | readonly string[] | undefined;
  /** Kept answers (knownAnswers): they stand where no field was sent. */
  readonly known: Answers;
}

/**
 * Reads all questions at once, as a session would have asked them one by one: what would not be shown is ignored, and an answer
 * that ends the form at once excuses what was to follow. Later stages are read where they were filled in. Never throws.
 */
export function readForm(interview: Interview, filled: FilledForm, context: ReadingContext): FormReading {
  const { questionnaire } = interview;
  const given: Record<string, AnswerValue> = {};
  const refused = new Map<string, Fault>();
  for (const question of questionnaire.questions) {
    if (question.hidden) {
      if (question.initial !== undefined) given[question.linkId] = question.initial;
      continue;
    }
    const raw = filled.raw(question);
    if (raw === undefined && question.stage > 0) continue;
    const known = filled.known[question.linkId];
    if (raw === undefined && known !== undefined) {
      given[question.linkId] = known;
      continue;
    }
    const reading = readAnswer(question, raw, context);
    if (!reading.ok) refused.set(question.linkId, reading.fault);
    else if (reading.value !== undefined) given[question.linkId] = reading.value;
  }
  const answers = effectiveAnswers(questionnaire, given);
  if (endsAtOnce(questionnaire, answers)) return { ok: true, answers, endedAtOnce: true };
  const isPlaceKnown = residenceOf(questionnaire, answers, interview.places).known;
  const faults = new Map<string, Fault>();
  for (const { linkId, municipalityOf, triggers } of shownQuestions(questionnaire, given)) {
    const fault = refused.get(linkId);
    // A municipality is asked only where the postal code does not tell it, a question that hangs on a refused answer only after that.
    if (!fault || (municipalityOf !== undefined && isPlaceKnown) || triggers.some((one) => refused.has(one))) continue;
    faults.set(linkId, fault);
  }
  return faults.size > 0 ? { ok: false, faults } : { ok: true, answers, endedAtOnce: false };
}
