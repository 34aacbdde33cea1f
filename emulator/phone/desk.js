import { clockPanel } from './desk-clock.js';
import { faultsPanel } from './desk-faults.js';
import { logPanel } from './desk-log.js';
import { languagePanel, peoplePanel } from './desk-people.js';
import { fill, h } from './dom.js';
import { icon } from './icons.js';
import { phoneScreen } from './screen.js';
import { ask, listen } from './server.js';
import { langTag, speaker } from './words.js';

/**
 * The desk: one or several phones, and around them the tools for trying an account out.
 * @typedef {import('./words.js').Language} Language
 * @typedef {import('./types.js').Owner} Owner
 * @typedef {{ title: import('./types.js').Local, links: { text: import('./types.js').Local, url: string }[],
 *   clock: { now: number }, cast: Owner[], accounts: import('./types.js').Account[],
 *   faults: { id: number, kind: string, scope: string }[], struck: Record<string, number>,
 *   next: { at: number, text: import('./types.js').Local }[] }} DeskState
 */

const LANGUAGE_KEPT = 'simulated-phone-desk-language';
const keptLanguage = localStorage.getItem(LANGUAGE_KEPT);
/** @type {Language} */
let language = keptLanguage === 'en' || keptLanguage === 'easy' ? keptLanguage : 'ja';
let words = speaker(language);

/** @type {DeskState} */
let state = await ask('desk');
const asked = new URLSearchParams(location.search)
  .getAll('phone')
  .filter((id) => state.cast.some((owner) => owner.userId === id));
/** @type {ReturnType<typeof phoneScreen>[]} */
let phones = [];
let stopListening = () => {};

const top = h('header.top');
const handsets = h('section.handsets');
const desk = h('section.desk-tools');
fill(document.body, top, h('main.room', {}, handsets, desk));

const deskDeeds = {
  /** @param {string} userId */
  choose(userId) {
    phones[0]?.stop();
    phones = [newPhone(userId), ...phones.slice(1).filter((phone) => phone.userId !== userId)];
    arrange();
  },
  /** Puts the next resident who has no phone here beside the others. */
  addBeside() {
    const free = state.cast.find((owner) => !phones.some((phone) => phone.userId === owner.userId));
    if (!free) return;
    phones = [...phones, newPhone(free.userId)];
    arrange();
  },
  /** @param {string} userId */
  putAway(userId) {
    phones.find((phone) => phone.userId === userId)?.stop();
    phones = phones.filter((phone) => phone.userId !== userId);
    arrange();
  },
  current: () => phones[0]?.userId,
  full: () => phones.length >= state.cast.length,
  /** @param {Language} chosen */
  setPhoneLanguage(chosen) {
    phones[0]?.setLanguage(chosen);
  },
};

/** @param {string} userId */
function newPhone(userId) {
  return phoneScreen(userId, { onLanguage: (chosen) => void applyPhoneLanguage(userId, chosen) });
}

/** @param {string} userId @param {Language} chosen */
async function applyPhoneLanguage(userId, chosen) {
  phones.find((phone) => phone.userId === userId)?.setLanguage(chosen);
  const owner = state.cast.find((one) => one.userId === userId);
  if (owner) owner.language = chosen;
  panels.language.update(state);
}

/** @type {ReturnType<typeof buildPanels>} */
let panels;

function buildPanels() {
  const made = {
    people: peoplePanel(words, deskDeeds),
    clock: clockPanel(words),
    language: languagePanel(words, deskDeeds),
    faults: faultsPanel(words),
    log: logPanel(words),
  };
  fill(
    desk,
    h(
      'div.desk',
      {},
      made.people.element,
      h('div.side', {}, made.clock.element, made.language.element),
      made.faults.element,
      made.log.element,
    ),
  );
  return made;
}

function drawTop() {
  const others = /** @type {Language[]} */ (['ja', 'easy', 'en']).filter((one) => one !== language);
  fill(
    top,
    h('h1', {}, words.given(state.title)),
    h('p', {}, words.say('desk.warning')),
    h(
      'nav',
      { 'aria-label': words.text('desk.nav') },
      state.links.map((link) => h('a', { href: link.url }, words.given(link.text))),
      others.map((one) =>
        h(
          'button',
          { type: 'button', lang: langTag(one), onclick: () => setDeskLanguage(one) },
          words.text(`language.${one}`),
        ),
      ),
    ),
  );
  document.title = words.local(state.title);
  document.documentElement.lang = langTag(language);
  document.documentElement.dataset.language = language;
  desk.setAttribute('aria-label', words.text('desk.tools'));
  handsets.setAttribute('aria-label', words.text('log.phone'));
}

/** @param {Language} chosen */
function setDeskLanguage(chosen) {
  language = chosen;
  words = speaker(chosen);
  localStorage.setItem(LANGUAGE_KEPT, chosen);
  drawTop();
  panels = buildPanels();
  arrange();
  void panels.log.refresh();
}

/** Where each phone lies. Phones that stay are not moved: a moved frame loads its page anew. @type {Map<string, HTMLElement>} */
const places = new Map();

/** @param {ReturnType<typeof phoneScreen>} phone */
function placeOf(phone) {
  const known = places.get(phone.userId);
  if (known?.contains(phone.element)) return known;
  const made = h('div.handset-place', {}, h('p.handset-name'), h('div.handset', {}, phone.element));
  places.set(phone.userId, made);
  return made;
}

function layPhones() {
  const wanted = phones.map(placeOf);
  for (const child of [...handsets.children]) if (!wanted.includes(/** @type {HTMLElement} */ (child))) child.remove();
  wanted.forEach((place, index) => {
    if (handsets.children[index] !== place) handsets.insertBefore(place, handsets.children[index] ?? null);
  });
  for (const phone of phones) {
    const name = state.cast.find((owner) => owner.userId === phone.userId)?.name ?? '';
    const line = placeOf(phone).querySelector('.handset-name');
    if (line) fill(line, ...(phones.length > 1 ? [h('b', {}, name), awayButton(phone.userId, name)] : []));
  }
}

/** @param {string} userId @param {string} name */
function awayButton(userId, name) {
  const label = `${words.text('people.away')}：${name}`;
  return h(
    'button.tap',
    { type: 'button', 'aria-label': label, onclick: () => deskDeeds.putAway(userId) },
    icon('close'),
  );
}

/** Lays out the phones and tells the panels who holds them. */
function arrange() {
  layPhones();
  const query = new URLSearchParams(phones.map((phone) => ['phone', phone.userId]));
  history.replaceState(null, '', phones.length > 0 ? `?${query}` : location.pathname);
  stopListening();
  stopListening = listen(
    phones.map((phone) => phone.userId),
    heard,
    () => void refreshAll(),
  );
  showState();
}

function showState() {
  panels.people.update(state);
  panels.clock.update(state);
  panels.language.update(state);
  panels.faults.update(state);
}

/** @param {import('./server.js').Change[]} changes */
function heard(changes) {
  const touched = new Set(changes.map((change) => change.userId));
  const parts = new Set(changes.map((change) => change.part));
  for (const phone of phones)
    if (touched.has(phone.userId) || parts.has('clock') || parts.has('accounts')) void phone.refresh();
  if (parts.has('deliveries')) void panels.log.refresh();
  if ([...parts].some((part) => part !== undefined && part !== 'deliveries')) void refreshDesk();
}

async function refreshDesk() {
  state = await ask('desk');
  showState();
}

async function refreshAll() {
  await refreshDesk();
  await panels.log.refresh();
  for (const phone of phones) void phone.refresh();
}

drawTop();
panels = buildPanels();
const first = asked.length > 0 ? asked : state.cast.slice(0, 1).map((owner) => owner.userId);
phones = first.map(newPhone);
arrange();
await panels.log.refresh();
