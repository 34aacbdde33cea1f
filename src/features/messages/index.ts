/** What is to be said to whom, and was it? What arrived already? Owns `outbox`, `line_event` and `dead_letter`. */
export { bury } from './bury.ts';
export type { DeadLetter } from './dead-letter-store.ts';
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
export { queueMessage } from './queue-message.ts';
export {
  dropWaiting,
  type Fate,
  forgetChat,
  forgetDeadLettersBefore,
  forgetEventsBefore,
  knownEvents,
  lease,
  nextDue,
  type Queued,
  rememberEvents,
  replyOutcomeUnknown,
  settle,
} from './store.ts';
