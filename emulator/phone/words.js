import { h } from './dom.js';
import { DESK_WORDS } from './words-desk.js';
import { PHONE_WORDS } from './words-phone.js';

/**
 * The emulator's own words in Japanese, easy Japanese and English.
 * Easy Japanese writes readings as {漢字|かんじ}; they are shown above the characters.
 * @typedef {'ja' | 'easy' | 'en'} Language
 * @typedef {keyof typeof WORDS} WordKey
 * @typedef {Record<string, string | number>} Values
 */
export const WORDS = { ...PHONE_WORDS, ...DESK_WORDS };

const READING = /\{([^|{}]+)\|([^|{}]+)\}/g;

/** HTML's language tag. @param {Language} language */
export const langTag = (language) => (language === 'en' ? 'en' : 'ja');

/**
 * The words for a key, with their readings marked.
 * @param {Language} language @param {WordKey} key @param {Values} [values]
 */
export function marked(language, key, values = {}) {
  const entry = WORDS[key];
  const [ja, easy, en] = entry;
  const text = language === 'en' ? en : language === 'easy' ? easy : ja;
  return text.replace(/\$(\w+)/g, (whole, name) => String(values[name] ?? whole));
}

/** The words as plain text: for labels, placeholders and titles. @param {Language} language @param {WordKey} key @param {Values} [values] */
export function plain(language, key, values) {
  return unread(marked(language, key, values));
}

/** Takes the readings out. @param {string} text */
export const unread = (text) => text.replace(READING, '$1');

/**
 * The words as nodes, with readings above. The style sheet draws the readings, so that they are no part of the words:
 * names of buttons, search and copying stay as they are.
 * @param {string} text @returns {Node[]}
 */
export function ruby(text) {
  /** @type {Node[]} */
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(READING)) {
    if (found.index > at) nodes.push(document.createTextNode(text.slice(at, found.index)));
    nodes.push(h('ruby', {}, found[1], h('rt', { 'data-reading': found[2] })));
    at = found.index + found[0].length;
  }
  if (at < text.length) nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}

/** @param {{ja: string, easy?: string, en: string}} text @param {Language} language */
function inLanguage(text, language) {
  if (language === 'en') return text.en;
  return language === 'easy' ? (text.easy ?? text.ja) : text.ja;
}

/** A speaker of one language. @param {Language} language */
export function speaker(language) {
  return {
    language,
    /** To be put into an element, as one piece. @param {WordKey} key @param {Values} [values] */
    say: (key, values) => h('span', {}, ...ruby(marked(language, key, values))),
    /** Text. @param {WordKey} key @param {Values} [values] */
    text: (key, values) => plain(language, key, values),
    /** A text given in several languages by the host, to be put into an element. @param {{ja: string, easy?: string, en: string}} text */
    given: (text) => h('span', {}, ...ruby(inLanguage(text, language))),
    /** Its lines, each to be put into an element. @param {{ja: string, easy?: string, en: string}} text */
    lines: (text) =>
      inLanguage(text, language)
        .split('\n')
        .filter(Boolean)
        .map((line) => h('span', {}, ...ruby(line))),
    /** The same as plain text. @param {{ja: string, easy?: string, en: string}} text */
    local: (text) => unread(inLanguage(text, language)),
    /** @param {number} at */
    time: (at) => timeOfDay(at),
    /** @param {number} at */
    day: (at) => dayOf(at, language),
    /** With the year. @param {number} at */
    date: (at) => dateOf(at, language),
  };
}

/** @typedef {ReturnType<typeof speaker>} Speaker */

const ZONE = 'Asia/Tokyo';
const clock = new Intl.DateTimeFormat('ja-JP', {
  timeZone: ZONE,
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
});
const days = {
  ja: new Intl.DateTimeFormat('ja-JP', { timeZone: ZONE, month: 'long', day: 'numeric', weekday: 'short' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, month: 'short', day: 'numeric', weekday: 'short' }),
};
const dates = {
  ja: new Intl.DateTimeFormat('ja-JP', {
    timeZone: ZONE,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
  }),
  en: new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
  }),
};

/** "9:00", in Japan. @param {number} at */
export const timeOfDay = (at) => clock.format(at);

/** "4月21日（火）". @param {number} at @param {Language} language */
export function dayOf(at, language) {
  return language === 'en' ? days.en.format(at) : days.ja.format(at).replace('(', '（').replace(')', '）');
}

/** @param {number} at @param {Language} language */
export function dateOf(at, language) {
  return language === 'en' ? dates.en.format(at) : dates.ja.format(at).replace('(', '（').replace(')', '）');
}
