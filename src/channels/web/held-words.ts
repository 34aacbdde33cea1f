import type { AnswerValue } from '../../base/answers.ts';
import { parseOnDate } from '../../base/jst.ts';
import type { Language } from '../../base/language.ts';
import type { Kept, Question, Questionnaire } from '../../engines/questionnaire/index.ts';
import type { StoredResponse } from '../../features/responses/index.ts';
import { type AccountKit, municipalityName } from '../account-kit.ts';
import { formatDate } from './views/format.ts';
import type { HeldItem } from './views/my-data-page.ts';
import type { Visit } from './visit.ts';

/** What is kept in the profile, as question and answer; a year of birth is told as such. */
export function heldProfile(visit: Visit, profile: Kept): HeldItem[] {
  const { questionnaire } = visit.kit.initial;
  return Object.entries(profile).flatMap(([linkId, { value }]) => {
    const question = questionnaire.byLinkId.get(linkId);
    if (!question) return [];
    const asYear = question.kept?.as === 'year-of-birth';
    const name = asYear ? visit.frame.say('my-data.year_of_birth') : question.text[visit.language];
    return [{ name, value: asYear ? String(value) : answerWords(visit, question, value) }];
  });
}

export function heldAnswers(visit: Visit, response: StoredResponse): HeldItem[] {
  const questionnaire = questionnaireOf(visit.kit, response.questionnaire);
  return Object.entries(response.answers).flatMap(([linkId, value]) => {
    const question = questionnaire?.byLinkId.get(linkId);
    if (!question || value === undefined || question.hidden) return [];
    return [{ name: question.text[visit.language], value: answerWords(visit, question, value) }];
  });
}

const questionnaireOf = (kit: AccountKit, id: string): Questionnaire | undefined =>
  [kit.initial, kit.daily].find(({ questionnaire }) => questionnaire.id === id)?.questionnaire;

/** An answer in words: options by their labels, dates and places as people say them. */
export function answerWords(visit: Visit, question: Question, value: AnswerValue): string {
  const { frame, kit, language } = visit;
  if (typeof value === 'boolean') return frame.say(value ? 'form.yes' : 'form.no');
  if (question.kind === 'zip') return `${String(value).slice(0, 3)}-${String(value).slice(3)}`;
  if (question.kind === 'date') {
    const on = parseOnDate(String(value));
    return on ? formatDate(frame, on) : String(value);
  }
  if (question.kind === 'municipality') {
    const municipality = kit.places.municipality(String(value));
    return municipality ? municipalityName(municipality, language) : String(value);
  }
  const words = (Array.isArray(value) ? value : [value]).map((code) => optionWords(question, String(code), language));
  const unit = question.unit ? ` ${question.unit[language]}` : '';
  return `${words.join(language === 'en' ? ', ' : '、')}${unit}`;
}

const optionWords = (question: Question, code: string, language: Language): string =>
  question.options.find((option) => option.code === code)?.label[language] ?? code;
