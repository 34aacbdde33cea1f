/** Does each clause of the policy hold? Erasing on request, and what goes by itself when its time is over. */
export { eraseOnePerson, eraseWholeChat } from './erase-everything.ts';
export { type Promised, promisedBy } from './promised.ts';
export { purge } from './purge.ts';
