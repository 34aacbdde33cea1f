import type { Answers } from '../../base/answers.ts';
import type { OnDate } from '../../base/jst.ts';
import {
  checkAnswers,
  effectiveAnswers,
  type Question,
  type Questionnaire,
} from '../../engines/questionnaire/index.ts';

/** One line of input: whose answers, and which of them count; or all that is wrong with it. */
export type AskedLine =
  | { readonly ok: true; readonly id: string | number; readonly answers: Answers }
  /** `id` as it was written, where it could be read. */
  | { readonly ok: false; readonly id: unknown; readonly faults: readonly string[] };

/** Asked before the questionnaire, and nothing that guidance rests on: `consent_terms`, `consent_privacy`, …, `followup`. */
const besideTheQuestions = /^(consent_.*|followup)$/;

/**
 * Reads `{"id": …, "answers": {…}}`. Codes and ids must be the questionnaire's; numbers may be written as texts and the codes
 * of days as numbers; a single code stands for a list of one; null is not answered. What would not be asked is left out.
 * Other keys beside `id` and `answers` are let be.
 *
 * @param today the day of the answers in Japan: no date may lie after it
 */
export function readAskedLine(text: string, questionnaire: Questionnaire, today: OnDate): AskedLine {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return {
      ok: false,
      id: undefined,
      faults: ['This is not JSON; write one object a line, with "id" and "answers".'],
    };
  }
  if (!isObject(json)) {
    return { ok: false, id: undefined, faults: ['This is not a JSON object; write one with "id" and "answers".'] };
  }
  const { id, answers: given } = json;
  const faults: string[] = [];
  const named = typeof id === 'string' || typeof id === 'number';
  if (!named) faults.push('"id" is missing; write a text or a number that tells the line apart.');
  if (!isObject(given))
    return { ok: false, id, faults: [...faults, '"answers" is missing; write an object of answers.'] };

  const asked = Object.entries(given).filter(([question]) => !besideTheQuestions.test(question));
  const raw = Object.fromEntries(
    asked.map(([question, value]) => [question, asWritten(questionnaire.byLinkId.get(question), value)]),
  );
  const { answers, problems } = checkAnswers(questionnaire, raw, { today });
  faults.push(...problems.map(({ message }) => message));
  if (!named || faults.length > 0) return { ok: false, id, faults };
  return { ok: true, id, answers: effectiveAnswers(questionnaire, answers) };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Spreadsheets and databases write numbers as texts and texts of digits as numbers: both mean the same here. */
function asWritten(question: Question | undefined, value: unknown): unknown {
  switch (question?.kind) {
    case 'integer':
    case 'decimal':
      return typeof value === 'string' && /^\s*-?\d{1,12}(\.\d{1,12})?\s*$/.test(value) ? Number(value) : value;
    case 'many':
      return Array.isArray(value) ? value.map(digitsAsText) : digitsAsText(value);
    case 'one':
    case 'zip':
    case 'municipality':
      return digitsAsText(value);
    default:
      return value;
  }
}

const digitsAsText = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value);
