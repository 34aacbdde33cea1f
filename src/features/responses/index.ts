/** What did each person answer, and what were they told? Owns `form`, `response`, `typed_answer` and `callback`. */
export { badNumber, callbackNumber, offerCallback, readPhoneNumber, withdrawCallback } from './callback.ts';
export { adviseAgain, rose } from './decide.ts';
export { eraseAnswers } from './erase-answers.ts';
export {
  type Form,
  type FormStart,
  formHours,
  formUnderWay,
  giveUpForms,
  keepSession,
  openForm,
  questionnaireUnderWay,
  speakFormIn,
} from './fill-form.ts';
export { removeFormsBefore } from './form-store.ts';
export type { DecisionContext, StoredResponse } from './model.ts';
export { responsesInFull, responsesOf } from './read-responses.ts';
export { addOptionalAnswers, placeOf, type Recorded, type RecordParts, recordResponse } from './record-response.ts';
export { removeCallbacksBefore, responsesAfter } from './store.ts';
export { noteTyped, type TakenBack, takeBackTyped, typedDays } from './take-back.ts';
export { removeTypedBefore } from './typed-answer-store.ts';
