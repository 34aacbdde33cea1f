/** What did each person answer, and what were they told? Owns `form`, `response` and `callback`. */
export { badNumber, callbackNumber, offerCallback, readPhoneNumber, withdrawCallback } from './callback.ts';
export { adviseAgain, rose } from './decide.ts';
export { eraseAnswers } from './erase-answers.ts';
export {
  type Form,
  type FormStart,
  formHours,
  formUnderWay,
  keepSession,
  openForm,
  questionnaireUnderWay,
  speakFormIn,
} from './fill-form.ts';
export { removeFormsBefore } from './form-store.ts';
export type { DecisionContext, StoredResponse } from './model.ts';
export { responsesInFull, responsesOf } from './read-responses.ts';
export { addOptionalAnswers, placeOf, type Recorded, type RecordParts, recordResponse } from './record-response.ts';
export { responsesAfter } from './store.ts';
