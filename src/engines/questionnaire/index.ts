/**
 * Asking by FHIR R4 questionnaires, purely: a Questionnaire is loaded into a form ready to be asked, a session says what
 * to ask next and takes answers, and the answers leave as a QuestionnaireResponse. No clock, no storage, no words of its
 * own: dates, places and texts come in.
 */
export { applyChatToken, type ChatAct, type ChatOutcome, chatToken, isChatToken, tickedIn } from './chat.ts';
export { checkQuestionnaire } from './check.ts';
export { type AnswerProblem, checkAnswers } from './check-answers.ts';
export { type Fault, type FaultCode, faultParams, type Reading } from './fault.ts';
export { parseQuestionnaire } from './fhir.ts';
export { type Kept, keepAnswers, knownAnswers, withoutHidden } from './kept.ts';
export { loadQuestionnaire } from './load.ts';
export type { Note, Option, Part, Question, QuestionKind, Questionnaire, Stage } from './model.ts';
export { type PlainCondition, plainConditions } from './plain-conditions.ts';
export { type Progress, progressOf } from './progress.ts';
export { type ReadingContext, readAnswer } from './read-answer.ts';
export { type FilledForm, type FormReading, readForm } from './read-form.ts';
export { type Residence, residenceOf } from './residence.ts';
export {
  fromQuestionnaireResponse,
  type QuestionnaireResponse,
  type ResponseContext,
  toQuestionnaireResponse,
} from './response.ts';
export {
  answerQuestion,
  answerStep,
  answersInView,
  back,
  type ConfirmStep,
  canGoBack,
  confirmKept,
  currentStep,
  type DoneStep,
  enterStage,
  forgetAnswer,
  goOn,
  goTo,
  type Interview,
  inLanguage,
  isComplete,
  type QuestionStep,
  type Session,
  type Start,
  type Step,
  sessionAnswers,
  startSession,
} from './session.ts';
export { effectiveAnswers, endsAtOnce, isShown, shownNotes, shownQuestions } from './shown.ts';
export { validateResponse } from './validate-response.ts';
