/** How does a browser come to act for a chat? Owns `web_session` and `return_code`. */
export {
  comeBack,
  makeReturnCode,
  type ReturnCode,
  readReturnCode,
  returnCodeDays,
  returnCodeOf,
  withdrawReturnCode,
} from './return-code.ts';
export { endExpired, endSessionsOf, lookAwayFrom } from './store.ts';
export { lookAfter, openSession, sessionHours, sessionOf, type WebSession } from './web-session.ts';
