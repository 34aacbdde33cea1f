/** What is to be said to whom, and was it? What arrived already? Owns `outbox`, `line_event` and `dead_letter`. */
export { bury } from './bury.ts';
export { deadLetterRoutes } from './dead-letter-routes.ts';
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
