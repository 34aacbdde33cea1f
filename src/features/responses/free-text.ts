import type { Answers, AnswerValue } from '../../base/answers.ts';
import type { Kept, Questionnaire } from '../../engines/questionnaire/index.ts';

/** Answers in a person's own words, which are sealed, apart from coded ones, which are counted. */
export function partText(questionnaire: Questionnaire, answers: Answers): { coded: Answers; text: Answers } {
  const coded: Record<string, AnswerValue> = {};
  const text: Record<string, AnswerValue> = {};
  for (const [linkId, value] of Object.entries(answers)) {
    if (value === undefined) continue;
    if (isOwnWords(questionnaire, linkId, value)) text[linkId] = value;
    else coded[linkId] = value;
  }
  return { coded, text };
}

/** The same for what is kept in the profile. */
export function partKept(questionnaire: Questionnaire, kept: Kept): { coded: Kept; text: Kept } {
  const entries = Object.entries(kept);
  const isText = ([linkId, { value }]: (typeof entries)[number]) => isOwnWords(questionnaire, linkId, value);
  return {
    coded: Object.fromEntries(entries.filter((entry) => !isText(entry))),
    text: Object.fromEntries(entries.filter(isText)),
  };
}

/** What is not one of the offered codes is what somebody typed; a question we do not know counts as typed. */
function isOwnWords(questionnaire: Questionnaire, linkId: string, value: AnswerValue): boolean {
  const question = questionnaire.byLinkId.get(linkId);
  if (!question || question.kind === 'string' || question.kind === 'text') return true;
  if (!question.open) return false;
  const codes = new Set(question.options.map((option) => option.code));
  return (Array.isArray(value) ? value : [String(value)]).some((one) => !codes.has(one));
}
