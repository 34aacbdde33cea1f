import { h } from './dom.js';
import { icon } from './icons.js';
import { Declined, post } from './server.js';
import { openSheet } from './sheet.js';

/**
 * Windows over the chat: LIFF pages with their grant, other pages, and what only another app could open.
 * @typedef {import('./words.js').Speaker} Speaker
 * @typedef {{ kind: 'liff' | 'page' | 'app', url: string, title: string, grant: Record<string, string>, scheme: string, target: string }} Opening
 */

const LOCAL = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Follows a link as the phone would.
 * @param {HTMLElement} screen @param {Speaker} words @param {string} userId @param {string} uri
 */
export async function followLink(screen, words, userId, uri) {
  /** @type {Opening} */
  const opening = await post(`phones/${userId}/open`, { uri });
  if (opening.kind === 'app') appSheet(screen, words, opening);
  else if (opening.kind === 'liff' || LOCAL.has(new URL(opening.url).hostname))
    pageWindow(screen, words, userId, opening);
  else outsideSheet(screen, words, opening.url);
}

/** @param {HTMLElement} screen @param {Speaker} words @param {Opening} opening */
function appSheet(screen, words, opening) {
  const call = opening.scheme === 'tel';
  const title = words.text(call ? 'window.call' : 'window.app', { target: opening.target });
  openSheet(screen, { title, closeLabel: words.text('sheet.close'), kind: 'low' }, (close) => [
    h('p', {}, icon(call ? 'phone' : 'out'), h('b', {}, opening.target)),
    call && h('p', {}, words.say('window.call-note')),
    h('div.do', {}, h('button', { type: 'button', onclick: close }, words.say('sheet.close'))),
  ]);
}

/** @param {HTMLElement} screen @param {Speaker} words @param {string} url */
function outsideSheet(screen, words, url) {
  openSheet(screen, { title: new URL(url).hostname, closeLabel: words.text('sheet.close'), kind: 'low' }, (close) => [
    h('p', {}, words.say('window.outside')),
    h('p', {}, h('code', {}, url)),
    h(
      'div.do',
      {},
      h(
        'a.first',
        { href: url, target: '_blank', rel: 'noopener noreferrer', onclick: close },
        words.say('window.outside-open'),
      ),
      h('button', { type: 'button', onclick: close }, words.say('sheet.cancel')),
    ),
  ]);
}

/** @param {HTMLElement} screen @param {Speaker} words @param {string} userId @param {Opening} opening */
function pageWindow(screen, words, userId, opening) {
  const { host } = new URL(opening.url);
  const title = opening.title || words.text('window.page');
  const grant = opening.grant ? `simulated-phone:${JSON.stringify(opening.grant)}` : '';
  const frame = /** @type {HTMLIFrameElement} */ (
    h('iframe', { src: opening.url, name: grant, title, allow: 'clipboard-write; geolocation' })
  );
  const heading = h('span', {}, title);
  // A page names itself through the LIFF script. The next page, which may not, must not stand under its name.
  let named = false;
  frame.addEventListener('load', () => {
    if (!named) heading.textContent = title;
    named = false;
  });
  const hear = (/** @type {MessageEvent} */ event) => {
    if (event.source !== frame.contentWindow || typeof event.data?.simulatedPhone !== 'string') return;
    const order = event.data;
    if (order.simulatedPhone === 'close') sheet.close();
    if (order.simulatedPhone === 'title') {
      heading.textContent = String(order.title);
      named = true;
    }
    if (order.simulatedPhone === 'open') {
      sheet.close();
      void followLink(screen, words, userId, String(order.url)).catch(() => undefined);
    }
    if (order.simulatedPhone === 'send')
      void sendMessages(frame, event.origin, userId, opening.grant?.liffId ?? '', order);
  };
  window.addEventListener('message', hear);
  const options = {
    title,
    closeLabel: words.text('window.close'),
    kind: 'window',
    onClose: () => window.removeEventListener('message', hear),
  };
  const sheet = openSheet(screen, options, () => [frame]);
  sheet.element.querySelector('h2')?.replaceChildren(heading, h('small', {}, host));
  return sheet;
}

/**
 * `liff.sendMessages`: sent in the resident's name; the page hears whether it went well.
 * @param {HTMLIFrameElement} frame @param {string} origin @param {string} userId @param {string} liffId
 * @param {{ id: number, messages: unknown }} order
 */
async function sendMessages(frame, origin, userId, liffId, order) {
  let error = '';
  try {
    await post(`phones/${userId}/liff-messages`, { liffId, messages: order.messages });
  } catch (cause) {
    if (!(cause instanceof Declined)) throw cause;
    error = cause.message;
  }
  frame.contentWindow?.postMessage({ simulatedPhone: 'sent', id: order.id, error }, origin);
}
