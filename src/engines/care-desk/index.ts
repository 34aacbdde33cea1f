/**
 * The care desk: who needs a human, why, how soon, and what may be done with their case and with what they asked for. Pure:
 * clock, people and content are arguments. README.md says how it decides.
 */
export { deskOpening, saysOutOfHours, type Writing } from './automatic-message.ts';
export { isOnBoard, nextPageMs, orderBoard, type Standing, standingOf } from './board.ts';
export {
  type Actor,
  actOnCase,
  addReason,
  type Case,
  type CaseAct,
  type CaseOutcome,
  type CaseReason,
  type CaseStatus,
  type ClockedReason,
  caseProblems,
  openCase,
  waitingReasons,
} from './case.ts';
export { type Band, bandOf, type Desk, readDesk } from './desk.ts';
export { type AnswerFacts, answerReasons, type BoardReason, boardReasons, type Condition, isWorse } from './reasons.ts';
export {
  type CareRequest,
  countRequests,
  isOpenRequest,
  type RequestCount,
  type RequestKind,
  type RequestOutcome,
  type RequestStatus,
  type RequestStep,
  receiveRequest,
  requestKinds,
  requestProblems,
  requestStatuses,
  stepRequest,
} from './requests.ts';
