import type { Answers, AnswerValue } from '../../base/answers.ts';
import type { Localized } from '../../base/language.ts';
import type { Places } from '../../base/places.ts';
import type { Question, Questionnaire } from '../../engines/questionnaire/index.ts';

export interface AnswerText {
  readonly linkId: string;
  readonly question: Localized;
  readonly answer: Localized;
}

/**
 * Coded answers in the words in which they were asked, in the order of the questionnaire. What it does not know any more (an
 * older version asked it) comes last, as it was coded. Numbers stay plain numbers.
 */
export function answerTexts(questionnaire: Questionnaire | undefined, places: Places, answers: Answers): AnswerText[] {
  const questions = questionnaire?.questions ?? [];
  const known = questions.flatMap((question) => {
    const value = answers[question.linkId];
    if (value === undefined) return [];
    return [{ linkId: question.linkId, question: question.text, answer: textOf(question, value, places) }];
  });
  const rest = Object.entries(answers).flatMap(([linkId, value]) =>
    value === undefined || questionnaire?.byLinkId.has(linkId)
      ? []
      : [{ linkId, question: everyLanguage(linkId), answer: everyLanguage(asCoded(value)) }],
  );
  return [...known, ...rest];
}

function textOf(question: Question, value: AnswerValue, places: Places): Localized {
  if (question.kind === 'municipality' && typeof value === 'string') {
    return everyLanguage(places.municipality(value)?.name ?? value);
  }
  if (question.options.length === 0) return everyLanguage(asCoded(value));
  const labels = (Array.isArray(value) ? value : [String(value)]).map(
    (code) => question.options.find((option) => option.code === code)?.label ?? everyLanguage(code),
  );
  return {
    ja: labels.map(({ ja }) => ja).join('、'),
    easy: labels.map(({ easy }) => easy).join('、'),
    en: labels.map(({ en }) => en).join(', '),
  };
}

const asCoded = (value: AnswerValue): string => (Array.isArray(value) ? value.join(', ') : String(value));

const everyLanguage = (text: string): Localized => ({ ja: text, easy: text, en: text });
