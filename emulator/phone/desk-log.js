import { h, section } from './dom.js';
import { accountName } from './lists.js';
import { ask } from './server.js';
import { timeOfDay, WORDS } from './words.js';

/**
 * The delivery log, newest first. It shows the retry key, so that "nothing is sent twice" can be seen.
 * @typedef {import('./words.js').Speaker} Speaker
 * @typedef {{ id: number, at: number, direction: 'to-account' | 'to-phone' | 'platform', channelId: string, kind: string, text: string,
 *   count?: number, result: number | string, ms: number, reference: string, repeated?: boolean }} Row
 */

const SHOWN = 100;
const SECONDS = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', second: '2-digit' });

/** @param {Speaker} words */
export function logPanel(words) {
  let platform = false;
  /** @type {Map<string, string>} */
  const names = new Map();
  const tbody = h('tbody');
  const body = section(
    (/** @type {Row[]} */ rows) =>
      rows.length === 0
        ? [h('tr', {}, h('td', { colspan: 6 }, words.say('log.empty')))]
        : rows.map((row) => tableRow(row, rows[0], names.get(row.channelId) ?? '', words)),
    tbody,
  );
  const heads = /** @type {const} */ (['time', 'direction', 'what', 'result', 'ms', 'reference']);
  const table = h(
    'table.log',
    {},
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        heads.map((name) => h('th', { scope: 'col' }, words.say(`log.${name}`))),
      ),
    ),
    tbody,
  );
  const choice = h('input', {
    type: 'checkbox',
    onchange: (/** @type {Event} */ event) => {
      platform = /** @type {HTMLInputElement} */ (event.target).checked;
      void refresh();
    },
  });
  const element = h(
    'section.panel.wide',
    { 'aria-labelledby': 'log-title' },
    h(
      'div.panel-head',
      {},
      h('h2', { id: 'log-title' }, words.say('log.title')),
      h('label.check', {}, choice, words.say('log.platform')),
      h('a.btn.plain', { href: '/_/deliveries.csv', download: 'deliveries.csv' }, words.say('log.csv')),
      h(
        'button.btn.plain',
        { type: 'button', onclick: () => void ask('deliveries', 'DELETE') },
        words.say('log.clear'),
      ),
    ),
    h('div.log-wrap', { tabindex: 0, role: 'region', 'aria-label': words.text('log.table') }, table),
  );

  async function refresh() {
    const [rows, accounts] = await Promise.all([ask('deliveries'), ask('accounts')]);
    for (const account of accounts) names.set(account.channelId, accountName(account, words));
    const wanted = rows.filter((/** @type {Row} */ row) => platform || row.direction !== 'platform');
    body.update(wanted.slice(-SHOWN).reverse());
  }

  return { element, refresh };
}

/** @param {Row} row @param {Row | undefined} newest @param {string} account @param {Speaker} words */
function tableRow(row, newest, account, words) {
  const today = newest && words.day(newest.at) === words.day(row.at);
  const time = today
    ? `${timeOfDay(row.at)}:${SECONDS.format(row.at).padStart(2, '0')}`
    : `${words.day(row.at)} ${timeOfDay(row.at)}`;
  return h(
    'tr',
    {},
    h('td', {}, time),
    h('td.way', {}, way(row, account, words)),
    h('td', {}, ...what(row, words)),
    h('td', {}, result(row, words)),
    h('td', {}, `${row.ms} ms`),
    h('td', {}, h('code', { title: row.reference }, shortened(row.reference))),
  );
}

/** @param {Row} row @param {string} account @param {Speaker} words */
function way(row, account, words) {
  const phone = words.text('log.phone');
  if (row.direction === 'to-account') return `${phone} → ${account}`;
  return `${account || '?'} → ${row.direction === 'to-phone' ? phone : words.text('log.platform-name')}`;
}

/** @param {Row} row @param {Speaker} words */
function what(row, words) {
  const key = `kind.${row.kind}`;
  const known =
    key in WORDS
      ? words.text(/** @type {import('./words.js').WordKey} */ (key), { text: clipped(row.text) })
      : row.kind;
  return [
    known.replace(/「」|“”/, ''),
    row.count ? words.text('log.count', { count: row.count }) : '',
    row.repeated ? words.text('log.again') : '',
  ];
}

/** @param {string} text */
const clipped = (text) => ([...text].length > 40 ? `${[...text].slice(0, 40).join('')}…` : text);

/** @param {Row} row @param {Speaker} words */
function result(row, words) {
  if (typeof row.result === 'string') {
    return h('span.bad', {}, words.text(/** @type {import('./words.js').WordKey} */ (`result.${row.result}`)));
  }
  if (row.result === 409) return h('span.held', {}, `409 ${words.text('log.accepted-before')}`);
  return h(row.result < 300 ? 'span.ok' : 'span.bad', {}, String(row.result));
}

/** "01H…7QK": enough to see that two are the same. @param {string} reference */
const shortened = (reference) => (reference.length > 9 ? `${reference.slice(0, 4)}…${reference.slice(-3)}` : reference);
