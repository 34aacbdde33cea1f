import { type Answers, type AnswerValue, answerCodes } from '../../base/answers.ts';
import { parseOnDate } from '../../base/jst.ts';
import type { Language, Localized } from '../../base/language.ts';
import type { GuidanceMessages, Phrase } from './guidance-messages.ts';

/** One sentence made from the answers; `onPhone` is false for what is only said back on the page ("no fever"). */
export interface SaidAnswer {
  readonly phrase: string;
  readonly say: string;
  readonly onPhone: boolean;
}

/** The answers as short sentences in one language, in the order of the phrases. Answers without a phrase are passed over. */
export function sayAnswers(messages: GuidanceMessages, answers: Answers, language: Language): readonly SaidAnswer[] {
  return messages.phrases.flatMap((phrase) =>
    sentences(messages, phrase, answers, language).map(({ say, onPhone }) => ({ phrase: phrase.id, say, onPhone })),
  );
}

interface Sentence {
  readonly say: string;
  readonly onPhone: boolean;
}

function sentences(messages: GuidanceMessages, phrase: Phrase, answers: Answers, language: Language): Sentence[] {
  if ('first' in phrase) {
    for (const option of phrase.first) {
      if (!fits(option.if, answers)) continue;
      const say = fillIn(messages, option.say[language], answers, language);
      if (say !== undefined) return [{ say, onPhone: phrase.onPhone && option.onPhone }];
    }
    return [];
  }
  const { onPhone } = phrase;
  if ('each' in phrase) return chosen(phrase.say, answers, phrase.each, language).map((say) => ({ say, onPhone }));
  const names = chosen(phrase.names, answers, phrase.list, language);
  if (names.length === 0) return [];
  const list = join(names, messages.joins[language]);
  return [{ say: phrase.say[language].replace('{list}', () => list), onPhone }];
}

/** The texts of the codes chosen, in the order in which the content lists them. */
function chosen(
  texts: Readonly<Record<string, Localized>>,
  answers: Answers,
  question: string,
  language: Language,
): string[] {
  const codes = answerCodes(answers, question);
  return Object.entries(texts)
    .filter(([code]) => codes.includes(code))
    .map(([, text]) => text[language]);
}

const fits = (wanted: Readonly<Record<string, string>>, answers: Answers): boolean =>
  Object.entries(wanted).every(([question, code]) =>
    code === '*' ? answers[question] !== undefined : answerCodes(answers, question).includes(code),
  );

/** The text with `{question}` filled in; undefined where an answer is neither a number nor a calendar date. */
function fillIn(messages: GuidanceMessages, text: string, answers: Answers, language: Language): string | undefined {
  let complete = true;
  const filled = text.replace(/\{(\w+)\}/g, (_, question: string) => {
    const value = sayValue(messages, answers[question], language);
    if (value === undefined) complete = false;
    return value ?? '';
  });
  return complete ? filled : undefined;
}

function sayValue(messages: GuidanceMessages, value: AnswerValue | undefined, language: Language): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  const on = typeof value === 'string' ? parseOnDate(value) : undefined;
  if (on === undefined) return undefined;
  const { pattern, months, days } = messages.dates[language];
  const [month, day] = [months[Number(on.slice(5, 7)) - 1]!, days[Number(on.slice(8, 10)) - 1]!];
  return pattern.replace('{month}', () => month).replace('{day}', () => day);
}

const join = (names: readonly string[], [between, beforeLast]: readonly [string, string]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(between)}${beforeLast}${names.at(-1)}`;
