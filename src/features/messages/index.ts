/** What is to be said to whom, and was it? What arrived already? Owns `outbox`, `line_event` and `dead_letter`. */
export { forgetSettledBefore } from './aftermath-store.ts';
export { bury } from './bury.ts';
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
export { unbury } from './unbury.ts';
