import type { Answers, AnswerValue } from '../../base/answers.ts';
import { type OnDate, parseOnDate } from '../../base/jst.ts';
import type { Reading } from './fault.ts';
import type { Question, Questionnaire } from './model.ts';
import { checkChoices, checkDate, checkNumber, type ReadingContext, readText } from './read-answer.ts';
import { readMunicipality, readZip } from './read-place.ts';

/** Why machine input is not an answer: which question, which kind of fault, and one English sentence that names it. */
export interface AnswerProblem {
  readonly id: string;
  readonly code: string;
  readonly message: string;
}

/**
 * Machine input (`mimamori advise`, imports) as answers, or the problems in it. Exact, where readAnswer is kind: codes
 * as text, lists for choices of several (one code alone will do), whole numbers as numbers, dates as 'YYYY-MM-DD'.
 * `null` is not answered. Whether a question would be shown is not asked here: see effectiveAnswers.
 */
export function checkAnswers(
  questionnaire: Questionnaire,
  raw: Readonly<Record<string, unknown>>,
  context: ReadingContext,
): { readonly answers: Answers; readonly problems: readonly AnswerProblem[] } {
  const answers: Record<string, AnswerValue> = {};
  const problems: AnswerProblem[] = [];
  for (const [id, value] of Object.entries(raw)) {
    const question = questionnaire.byLinkId.get(id);
    if (!question) {
      const message = `'${id}' is not a question of ${questionnaire.id}.`;
      problems.push({ id, code: 'questionnaire.unknown-question', message });
    } else if (value !== null && value !== undefined) {
      const checked = checkValue(question, value, context);
      if (checked.ok) answers[id] = checked.value;
      else problems.push({ id, code: checked.code, message: checked.message });
    }
  }
  return { answers, problems };
}

type Checked =
  | { readonly ok: true; readonly value: AnswerValue }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** Is this value an answer to this question? Used for machine input and for what was stored under earlier content. */
export function checkValue(question: Question, value: unknown, context: ReadingContext): Checked {
  switch (question.kind) {
    case 'one':
      return typeof value === 'string' ? checkCodes(question, [value]) : wrongType(question, 'one code, as text');
    case 'many': {
      const codes = typeof value === 'string' ? [value] : value;
      return isTexts(codes) ? checkCodes(question, codes) : wrongType(question, 'a list of codes');
    }
    case 'boolean':
      return typeof value === 'boolean' ? { ok: true, value } : wrongType(question, 'true or false');
    case 'integer':
    case 'decimal':
      if (typeof value !== 'number') return wrongType(question, 'a number');
      return settled(question, value, checkNumber(question, value));
    case 'date': {
      const on = typeof value === 'string' ? parseOnDate(value) : undefined;
      if (on === undefined) return wrongType(question, "a date, as 'YYYY-MM-DD'");
      return settled(question, value, checkDate(question, on, context.today as OnDate));
    }
    case 'time':
      return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(value)
        ? { ok: true, value }
        : wrongType(question, "a time, as 'hh:mm:ss'");
    case 'zip':
      if (typeof value !== 'string') return wrongType(question, 'a postal code of seven digits, as text');
      return settled(question, value, readZip(value, undefined));
    case 'municipality':
      if (typeof value !== 'string') return wrongType(question, 'a municipality code of five digits, as text');
      return settled(question, value, readMunicipality(value, context.places));
    default:
      return checkTexts(question, value);
  }
}

function checkTexts(question: Question, value: unknown): Checked {
  if (question.repeats && isTexts(value)) {
    const faulty = value.map((line) => settled(question, line, readText(question, line))).find((each) => !each.ok);
    return faulty ?? { ok: true, value };
  }
  if (typeof value !== 'string') return wrongType(question, question.repeats ? 'a list of texts' : 'a text');
  return settled(question, value, readText(question, value));
}

function checkCodes(question: Question, codes: readonly string[]): Checked {
  const unknown = codes.find((code) => !question.open && !question.options.some((option) => option.code === code));
  if (unknown !== undefined) {
    const listed = question.options.map((option) => option.code).join(', ');
    const message = `'${question.linkId}' has no code '${unknown.slice(0, 80)}'; its codes are: ${listed}.`;
    return { ok: false, code: 'questionnaire.unknown-code', message };
  }
  if (question.kind === 'one') return { ok: true, value: codes[0]! };
  return settled(question, codes, checkChoices(question, new Set(codes)));
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

const wrongType = (question: Question, wanted: string): Checked => ({
  ok: false,
  code: 'questionnaire.wrong-type',
  message: `'${question.linkId}' must be ${wanted}.`,
});

const explanations: Readonly<Record<string, string>> = {
  'none-and-others': 'holds an option that excludes all others, together with others',
  'date-in-future': 'lies in the future',
};

function settled(question: Question, given: unknown, reading: Reading): Checked {
  if (reading.ok)
    return reading.value === undefined ? wrongType(question, 'not empty') : { ok: true, value: reading.value };
  const reason = reading.fault.code.replace('questionnaire.', '');
  const shown = JSON.stringify(given).slice(0, 80);
  const message = `'${question.linkId}' is ${shown}: it ${explanations[reason] ?? `is refused (${reason.replaceAll('-', ' ')})`}.`;
  return { ok: false, code: reading.fault.code, message };
}
