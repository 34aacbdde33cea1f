/** What is to be said to whom, and was it? What arrived already? Owns `outbox`, `line_event` and `dead_letter`. */
export { forgetSettledBefore } from './aftermath-store.ts';
export { bury } from './bury.ts';
export { deadLetterRoutes } from './dead-letter-routes.ts';
export { type DeadLetter, forgetDeadLettersBefore } from './dead-letter-store.ts';
export {
  deadLetterOf,
  listDeadLetters,
  openDeadLetter,
  queueAgain,
  readDeadLetter,
  settleLetter,
  takeDeadLetter,
  type UndeliveredMessage,
} from './dead-letters.ts';
export { forgetEventsBefore, knownEvents, rememberEvents } from './event-store.ts';
export { leaseMs, queueMessage } from './queue-message.ts';
export {
  dropWaiting,
  type Fate,
  forgetChat,
  lease,
  nextDue,
  type Queued,
  replyOutcomeUnknown,
  settle,
} from './store.ts';
export { unbury } from './unbury.ts';
