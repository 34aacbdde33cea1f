/** Speaking with the emulator. */

/** Something the emulator declined; the message is for people. */
export class Declined extends Error {}

/**
 * @param {string} path below `/_/`
 * @param {'GET' | 'POST' | 'DELETE'} [method]
 * @param {unknown} [body]
 * @returns {Promise<any>} what the emulator answered; the shapes are those of `desk/views.ts`
 */
export async function ask(path, method = 'GET', body) {
  const init =
    body === undefined
      ? { method }
      : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(`/_/${path}`, init);
  const value = await answer.json();
  if (!answer.ok) throw new Declined(value.message ?? `${answer.status}`);
  return value;
}

/** @param {string} path @param {unknown} [body] */
export const post = (path, body = {}) => ask(path, 'POST', body);

/**
 * @typedef {{ of: 'chat' | 'phone' | 'desk', userId?: string, channelId?: string, part?: string }} Change
 * Listens for changes. Whenever a connection opens, everything is taken as changed: something may have happened before.
 * @param {string[]} phones user ids
 * @param {(changes: Change[]) => void} heard
 * @param {() => void} opened
 * @returns {() => void} stops
 */
export function listen(phones, heard, opened) {
  const query = phones.map((id) => `phone=${encodeURIComponent(id)}`).join('&');
  const events = new EventSource(`/_/events?${query}`);
  events.addEventListener('message', (event) => heard(JSON.parse(event.data)));
  events.addEventListener('open', opened);
  return () => events.close();
}
