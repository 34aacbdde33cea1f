/** How does a browser come to act for a chat? Owns `web_session` and `entry_link`. */
export { endExpired, endSessionsOf } from './store.ts';
export {
  followLink,
  lookAfter,
  makeLink,
  openSession,
  sessionHours,
  sessionOf,
  type WebSession,
} from './web-session.ts';
