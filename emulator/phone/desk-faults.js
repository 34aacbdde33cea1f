import { h, section } from './dom.js';
import { ask, post } from './server.js';

/**
 * Faults on purpose. Those that are on are counted beside the heading: a forgotten fault looks like a bug.
 * @typedef {import('./words.js').Speaker} Speaker
 * @typedef {import('./desk.js').DeskState} DeskState
 * @typedef {typeof API_FAULTS[number] | typeof WEBHOOK_FAULTS[number]} FaultKind
 */

const API_FAULTS = /** @type {const} */ ([
  'server-error',
  'rate-limit',
  'concurrency-limit',
  'monthly-limit',
  'timeout',
  'lost-answer',
  'slow',
]);
const WEBHOOK_FAULTS = /** @type {const} */ (['redeliver', 'duplicate', 'reorder', 'old-signature']);

/** @param {Speaker} words */
export function faultsPanel(words) {
  let scope = 'next';
  /** @type {DeskState['faults']} */
  let on = [];
  const head = section((/** @type {number} */ count) => [
    count > 0 && h('span.flag', { role: 'status' }, words.say('faults.on', { count })),
    h(
      'button.btn.plain',
      { type: 'button', 'data-key': 'clear', onclick: () => void ask('faults', 'DELETE') },
      words.say('faults.clear'),
    ),
  ]);

  /** @param {FaultKind} kind @param {boolean} wanted */
  async function toggle(kind, wanted) {
    if (wanted) await post('faults', { kind, scope });
    else for (const fault of on.filter((one) => one.kind === kind)) await ask(`faults/${fault.id}`, 'DELETE');
  }

  /** @param {FaultKind} kind @param {boolean} checked @param {number} struck */
  const box = (kind, checked, struck) =>
    h(
      'label',
      {},
      h('input', {
        type: 'checkbox',
        'data-key': kind,
        checked,
        onchange: (/** @type {Event} */ event) =>
          void toggle(kind, /** @type {HTMLInputElement} */ (event.target).checked),
      }),
      h(
        'span',
        {},
        words.say(`fault.${kind}`),
        h(
          'small',
          {},
          words.say(`fault.${kind}.note`),
          struck > 0 && h('span', {}, '・', words.say('faults.struck', { count: struck })),
        ),
      ),
    );

  const grid = section((/** @type {{ kinds: string[], struck: Record<string, number> }} */ { kinds, struck }) => {
    const group = (/** @type {readonly FaultKind[]} */ list, /** @type {import('./words.js').WordKey} */ title) =>
      h(
        'fieldset',
        {},
        h('legend', {}, words.say(title)),
        h(
          'div.faults',
          {},
          list.map((kind) => box(kind, kinds.includes(kind), struck[kind] ?? 0)),
        ),
      );
    return [group(API_FAULTS, 'faults.group-api'), group(WEBHOOK_FAULTS, 'faults.group-webhook')];
  });

  const scopes = h(
    'fieldset.seg.scope',
    {},
    h('legend.visually-hidden', {}, words.text('faults.scope')),
    /** @type {const} */ (['next', 'until-off']).map((one) =>
      h(
        'label',
        {},
        h('input', {
          type: 'radio',
          name: 'fault-scope',
          value: one,
          checked: one === scope,
          onchange: () => {
            scope = one;
          },
        }),
        words.say(`faults.scope-${one}`),
      ),
    ),
  );
  head.element.className = 'head-tools';
  const element = h(
    'section.panel.wide',
    { 'aria-labelledby': 'faults-title' },
    h('div.panel-head', {}, h('h2', { id: 'faults-title' }, words.say('faults.title')), scopes, head.element),
    grid.element,
  );
  return {
    element,
    /** @param {DeskState} state */
    update(state) {
      on = state.faults;
      head.update(on.length);
      grid.update({ kinds: on.map((fault) => fault.kind), struck: state.struck });
    },
  };
}
