import { fill, h } from './dom.js';
import { post } from './server.js';
import { timeOfDay } from './words.js';

/**
 * The virtual clock: what time it is for everyone, jumps, and the next thing that will happen.
 * @typedef {import('./words.js').Speaker} Speaker
 * @typedef {import('./desk.js').DeskState} DeskState
 */

const HOUR_MS = 3_600_000;
const JST_OFFSET_MS = 9 * HOUR_MS;

/** @param {Speaker} words */
export function clockPanel(words) {
  const date = h('small');
  const time = h('span');
  const next = h('p.next', { role: 'status' });
  let at = Date.now();
  let heard = performance.now();
  /** @type {DeskState['next']} */
  let coming = [];
  const now = () => at + performance.now() - heard;

  function tick() {
    const virtual = now();
    date.textContent = words.date(virtual);
    time.textContent = timeOfDay(virtual);
    const upcoming = coming.find((one) => one.at > virtual);
    const key = upcoming ? `${upcoming.at}${words.local(upcoming.text)}` : '';
    if (next.dataset.shown === key) return;
    next.dataset.shown = key;
    if (!upcoming) fill(next, words.say('clock.nothing'));
    else {
      const when = `${words.day(upcoming.at)} ${timeOfDay(upcoming.at)}`;
      fill(next, h('strong', {}, words.say('clock.next')), `${when}\u3000`, words.given(upcoming.text));
    }
  }

  /** @param {Record<string, unknown>} jump */
  async function move(jump) {
    next.dataset.shown = 'moving';
    fill(next, words.say('clock.moving'));
    try {
      set((await post('clock', jump)).now);
    } catch (error) {
      next.dataset.shown = 'problem';
      next.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  /** @param {number} virtual */
  function set(virtual) {
    at = virtual;
    heard = performance.now();
    tick();
  }
  setInterval(() => next.dataset.shown !== 'moving' && next.dataset.shown !== 'problem' && tick(), 1000);

  const button = (/** @type {import('./words.js').WordKey} */ key, /** @type {Record<string, unknown>} */ jump) =>
    h('button.btn', { type: 'button', onclick: () => void move(jump) }, words.say(key));
  const target = h('input', {
    type: 'datetime-local',
    name: 'to',
    required: true,
    'aria-label': words.text('clock.to'),
  });
  const setter = h(
    'details.setter',
    {
      ontoggle: () => target.setAttribute('value', new Date(now() + JST_OFFSET_MS).toISOString().slice(0, 16)),
    },
    h('summary', {}, words.say('clock.set')),
    h(
      'form.row',
      {
        onsubmit: (/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          const to = new FormData(/** @type {HTMLFormElement} */ (event.target)).get('to');
          void move({ to: `${to}:00+09:00` });
        },
      },
      target,
      h('button.btn', { type: 'submit' }, words.say('clock.go')),
    ),
  );
  const element = h(
    'section.panel',
    { 'aria-labelledby': 'clock-title' },
    h('h2', { id: 'clock-title' }, words.say('clock.title')),
    h('p.clock', {}, date, time),
    h(
      'div.row',
      {},
      button('clock.hour', { by: HOUR_MS }),
      button('clock.morning', { nextMorning: 9 }),
      button('clock.day', { by: 24 * HOUR_MS }),
    ),
    next,
    setter,
  );
  return {
    element,
    /** @param {DeskState} state */
    update(state) {
      coming = state.next;
      set(state.clock.now);
    },
  };
}
