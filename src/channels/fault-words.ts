import { isOnDate, type OnDate } from '../base/jst.ts';
import type { Language } from '../base/language.ts';
import type { Say } from '../base/words.ts';
import type { Fault, Question } from '../engines/questionnaire/index.ts';

/**
 * The sentence for an answer that could not be read. It repeats what was read, so it goes back to the same person and
 * nowhere else. `tellDate` writes a date as people say it.
 */
export function faultWords(
  fault: Fault,
  question: Question,
  { language, say, tellDate }: { language: Language; say: Say; tellDate: (on: OnDate) => string },
): string {
  const params = Object.entries(fault.params).map(([name, value]) => {
    if (name === 'none') return [name, question.options.find(({ code }) => code === value)?.label[language] ?? ''];
    return [name, typeof value === 'string' && isOnDate(value) ? tellDate(value) : value];
  });
  return say(fault.code.replace('questionnaire.', 'questionnaire-faults.'), Object.fromEntries(params));
}
