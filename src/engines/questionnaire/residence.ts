import { type Answers, answerCode } from '../../base/answers.ts';
import type { Municipality, Places } from '../../base/places.ts';
import type { Questionnaire } from './model.ts';

/** Where a person lives, as far as their answers tell. */
export type Residence =
  | { readonly known: true; readonly municipality: Municipality }
  /** `among` is empty when nothing was said, or the postal code does not exist. */
  | { readonly known: false; readonly among: readonly Municipality[] };

/** The municipality of these answers: the one chosen, else the only one that the postal code covers. */
export function residenceOf(questionnaire: Questionnaire, answers: Answers, places: Places): Residence {
  const question = questionnaire.questions.find(({ kind }) => kind === 'municipality');
  const zipId = question?.municipalityOf ?? questionnaire.questions.find(({ kind }) => kind === 'zip')?.linkId;
  const zip = zipId === undefined ? undefined : answerCode(answers, zipId);
  const among = zip === undefined ? [] : places.municipalitiesOfZip(zip);
  const code = question && answerCode(answers, question.linkId);
  const chosen = code === undefined ? undefined : places.municipality(code);
  if (chosen && (among.length === 0 || among.some((place) => place.code === code))) {
    return { known: true, municipality: chosen };
  }
  return among.length === 1 ? { known: true, municipality: among[0]! } : { known: false, among };
}
