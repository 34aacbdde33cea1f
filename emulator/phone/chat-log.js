import { h, unseen } from './dom.js';
import { icon } from './icons.js';
import { accountName, seal } from './lists.js';
import { messageBody } from './message.js';

/**
 * The lines of a chat. Lines that are there stay there: only what is new or changed is drawn.
 * @typedef {import('./types.js').Message} Message
 * @typedef {import('./types.js').ChatState} ChatState
 * @typedef {import('./types.js').Showing} Showing
 * @typedef {{ words: import('./words.js').Speaker, showing: () => Showing,
 *   follow: (uri: string) => void, options: (message: Message) => void }} LogOptions
 */

/** Bodies too wide to have the time beside them. */
const WIDE = new Set(['flex', 'template', 'imagemap']);

/** @param {LogOptions} options */
export function chatLog(options) {
  const { words } = options;
  const element = h('div.chat', { role: 'log', tabindex: 0 });
  /** @type {Map<string, { node: HTMLElement, stamp: string }>} */
  const lines = new Map();
  const typing = h('div.said', {}, h('p.bubble.typing', { role: 'status' }, h('i'), h('i'), h('i')));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typingEnds;

  element.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-uri]') : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    options.follow(link.dataset.uri ?? link.href);
  });
  // Pictures arrive late and push the end out of sight.
  element.addEventListener('load', () => atEnd && toEnd(), true);
  let atEnd = true;
  element.addEventListener('scroll', () => {
    atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 60;
  });

  function toEnd() {
    element.scrollTop = element.scrollHeight;
    atEnd = true;
  }

  /** @param {ChatState} state */
  function update(state) {
    const name = accountName(state.account, words);
    element.setAttribute('aria-label', words.text('chat.log', { name }));
    const count = lines.size;
    /** @type {Node[]} */
    const wanted = [];
    let day = '';
    state.messages.forEach((message, index) => {
      const today = words.day(message.at);
      if (today !== day) wanted.push(dayLine(today));
      const first = today !== day || state.messages[index - 1]?.from !== message.from;
      day = today;
      wanted.push(line(message, state, first));
    });
    if (state.typingMs > 0) wanted.push(typingLine(state, name));
    sync(wanted);
    if (lines.size > count || state.typingMs > 0) toEnd();
    watchTyping(state.typingMs);
  }

  /** @param {string} today */
  function dayLine(today) {
    const key = `day ${today}`;
    const known = lines.get(key);
    if (known) return known.node;
    const node = h('p.day', {}, today);
    lines.set(key, { node, stamp: '' });
    return node;
  }

  /** @param {Message} message @param {ChatState} state @param {boolean} first of several by the same side */
  function line(message, state, first) {
    const stamp = `${message.unsent ?? false} ${message.read ?? false} ${first}`;
    const known = lines.get(message.id);
    if (known?.stamp === stamp) return known.node;
    const node = message.unsent
      ? unsentLine()
      : message.from === 'account'
        ? theirs(message, state, first)
        : mine(message);
    lines.set(message.id, { node, stamp });
    return node;
  }

  const unsentLine = () => h('p.day', {}, words.say('chat.unsent-by-you'));

  /** @param {Message} message @param {ChatState} state @param {boolean} first */
  function theirs(message, state, first) {
    const body = messageBody(message, options.showing());
    const wide = WIDE.has(message.content.type) && isWide(message.content);
    const sender = message.content.sender?.name;
    const time = h('time', {}, words.time(message.at));
    const content = sender ? h('div.named', {}, h('small', {}, sender), body) : body;
    return h(`div.said${first ? '' : '.more'}${wide ? '.wide' : ''}`, {}, first && smallSeal(state), content, time);
  }

  /** @param {ChatState} state */
  const smallSeal = (state) => seal(state.account, 'small');

  /** @param {Message} message */
  function mine(message) {
    const body = messageBody(message, options.showing());
    body.prepend(unseen(words.text('chat.you')));
    const own = message.by !== 'pressed';
    return h(
      'div.said.mine',
      {},
      own &&
        h(
          'button.line-options',
          { type: 'button', 'aria-label': words.text('chat.message-options'), onclick: () => options.options(message) },
          icon('more'),
        ),
      h('span.when', {}, message.read && h('small', {}, words.say('chat.read')), h('time', {}, words.time(message.at))),
      body,
    );
  }

  /** @param {ChatState} state @param {string} name */
  function typingLine(state, name) {
    if (typing.childElementCount === 1) {
      typing.prepend(smallSeal(state));
      typing.lastElementChild?.append(unseen(words.text('chat.typing', { name })));
    }
    return typing;
  }

  /** @param {number} ms */
  function watchTyping(ms) {
    clearTimeout(typingEnds);
    if (ms > 0) typingEnds = setTimeout(() => typing.remove(), ms);
  }

  /** @param {Node[]} wanted */
  function sync(wanted) {
    const keep = new Set(wanted);
    for (const child of [...element.childNodes]) if (!keep.has(child)) child.remove();
    wanted.forEach((node, index) => {
      if (element.childNodes[index] !== node) element.insertBefore(node, element.childNodes[index] ?? null);
    });
  }

  return { element, update, toEnd };
}

/** @param {import('./types.js').Json} content */
function isWide(content) {
  if (content.type === 'flex') {
    const { contents } = content;
    return contents.type === 'carousel' || ['mega', 'giga', undefined].includes(contents.size);
  }
  return content.type === 'imagemap' || ['carousel', 'image_carousel'].includes(content.template?.type);
}
