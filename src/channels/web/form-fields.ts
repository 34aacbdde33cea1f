import type { AnswerValue } from '../../base/answers.ts';
import type { Question } from '../../engines/questionnaire/index.ts';
import { openCode } from './views/question-field.ts';
import type { Typed } from './views/question-view.ts';
import type { Visit } from './visit.ts';

const list = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
const one = (value: string | string[] | undefined): string => list(value)[0] ?? '';

/** What a form sent for a question, as the questionnaire engine reads it. */
export function rawOf(question: Question, body: Visit['body']): string | readonly string[] | undefined {
  const { linkId } = question;
  if (question.kind === 'date') {
    const parts = ['year', 'month', 'day'].map((part) => one(body[`${linkId}_${part}`]));
    return parts.every((part) => part.trim() === '') ? undefined : parts;
  }
  const sent = list(body[linkId]);
  if (question.open && sent.includes(openCode)) {
    return [...sent.filter((code) => code !== openCode), one(body[`${linkId}_text`])];
  }
  return sent.length > 1 || question.kind === 'many' ? sent : sent[0];
}

/** What was typed or chosen, to be shown again beside what was wrong with it. */
export function typedAgain(question: Question, body: Visit['body']): Typed {
  const { linkId } = question;
  const part = (name: string) => one(body[`${linkId}_${name}`]);
  if (question.kind === 'date') return { date: { year: part('year'), month: part('month'), day: part('day') } };
  const sent = list(body[linkId]);
  const own = sent.includes(openCode) ? { own: part('text') } : {};
  return question.options.length > 0 || question.kind === 'boolean'
    ? { codes: sent, ...own }
    : { text: one(body[linkId]) };
}

/** An answer given before, as the fields show it. */
export function typedOf(question: Question, value: AnswerValue | undefined): Typed {
  if (value === undefined) return {};
  if (question.kind === 'date') {
    const [year = '', month = '', day = ''] = String(value).split('-');
    return { date: { year, month: String(Number(month)), day: String(Number(day)) } };
  }
  if (question.options.length === 0 && question.kind !== 'boolean') return { text: shown(question, value) };
  const codes = Array.isArray(value) ? value : [String(value)];
  const known = new Set(question.options.map((option) => option.code));
  const own = question.open ? codes.find((code) => !known.has(code)) : undefined;
  return { codes, ...(own === undefined ? {} : { own }) };
}

const shown = (question: Question, value: AnswerValue): string =>
  question.kind === 'zip' ? `${String(value).slice(0, 3)}-${String(value).slice(3)}` : String(value);
