import { beforeAll, describe, expect, test } from 'vitest';
import type { OnDate } from '../../src/base/jst.ts';
import { languages } from '../../src/base/language.ts';
import { wordKeys } from '../../src/base/words.ts';
import { entryTargets } from '../../src/channels/account-kit.ts';
import { menuTiles } from '../../src/engines/accounts/index.ts';
import { outcomes } from '../../src/engines/guidance/index.ts';
import { faultParams } from '../../src/engines/questionnaire/fault.ts';
import type { FhirItem } from '../../src/engines/questionnaire/fhir.ts';
import { type Content, readContent } from '../../src/features/content/index.ts';
import { projectFiles, read } from './source-files.ts';

const sources = projectFiles.filter((path) => /^src\/.*\.ts$/.test(path) && !/\.test\.ts$|\/gallery\//.test(path));
const asWord = (code: string): string => code.replaceAll('-', '_');

let content: Content;
beforeAll(async () => {
  content = (await readContent('content', '2020-04-21' as OnDate)).content!;
});

describe('words for residents', () => {
  /** Keys that code puts together, by the template in the source, with all that it can come to. */
  const patterns = (): Readonly<Record<string, readonly string[]>> => ({
    'prefecture.p${': content.places.prefectures().map(({ code }) => code),
    'chat.open_${': entryTargets.filter((one) => one !== 'start' && one !== 'language').map(asWord),
    'chat.menu_${': menuTiles.map(asWord),
    'faq.category_${': [
      ...new Set([...content.packs.values()].flatMap(({ faq }) => faq.map(({ category }) => asWord(category)))),
    ],
    'situation.measure_${': ['fever', 'any_sx', 'fever4'],
    'situation.outcome_${': [...outcomes],
  });
  const made = (): string[] => [
    ...Object.entries(patterns()).flatMap(([start, ends]) => ends.map((end) => start.replace('${', '') + end)),
    ...Object.keys(faultParams).map((code) => code.replace('questionnaire.', 'questionnaire-faults.')),
  ];

  /** Literals in a source that begin with a catalogue's name: keys, and codes of the feature of the same name. */
  const literals = (text: string, catalogues: readonly string[]): string[] =>
    [...text.matchAll(/'([a-z-]+)\.([A-Za-z0-9_.-]+)'/g)]
      .filter((match) => catalogues.includes(match[1]!))
      .map((match) => `${match[1]}.${match[2]}`);
  /** What is said for certain: the first argument of say and its kin. */
  const said = (text: string): string[] =>
    [...text.matchAll(/\b(?:say|speech\.(?:say|text|open|send))\(\s*'([^']+)'/g)].map((match) => match[1]!);
  const templates = (text: string, catalogues: readonly string[]): string[] =>
    [...text.matchAll(/`(([a-z-]+)\.[A-Za-z0-9_]*\$\{)/g)]
      .filter((match) => catalogues.includes(match[2]!))
      .map((match) => match[1]!);

  test('are there for every key that code says', () => {
    const keys = new Set(wordKeys(content.catalogues));
    const all = sources.flatMap((path) => said(read(path)).map((key) => [path, key] as const));
    expect(all.length).toBeGreaterThan(200);
    const missing = all.filter(([, key]) => !keys.has(key)).map(([path, key]) => `${path}: ${key}`);
    expect([...missing, ...made().filter((key) => !keys.has(key))]).toEqual([]);
    for (const language of languages) {
      const params = new Proxy({}, { get: () => 1, has: () => true });
      for (const key of keys) expect(content.words(language)(key, params), key).not.toBe('');
    }
  });
  test('are all said somewhere', () => {
    const catalogues = Object.keys(content.catalogues);
    const used = new Set([...made(), ...sources.flatMap((path) => literals(read(path), catalogues))]);
    expect(
      wordKeys(content.catalogues).filter((key) => !used.has(key)),
      'say them, or take them out',
    ).toEqual([]);
  });
  test('are put together only in ways that are listed here', () => {
    const catalogues = Object.keys(content.catalogues);
    const used = sources.flatMap((path) => templates(read(path), catalogues));
    // Not words: what kind of message an event holds, and codes of findings.
    const others = ['message.${', 'faq.${'];
    expect([...new Set(used)].filter((one) => !others.includes(one)).sort()).toEqual(Object.keys(patterns()).sort());
  });
  test('and it would be noticed', () => {
    expect(said(`text(say('form.nowhere', { n: 1 })) speech.text('chat.nowhere')`)).toEqual([
      'form.nowhere',
      'chat.nowhere',
    ]);
    expect(literals(`const key = 'form.next'; const code = 'entry.foreign'`, ['form'])).toEqual(['form.next']);
    expect(templates(`say(\`form.part_\${name}\`)`, ['form'])).toEqual(['form.part_${']);
  });
});

describe('telephone numbers', () => {
  const shipped = projectFiles.filter(
    (path) => /^(content|docs|seeds|test|vectors)\/|^README/.test(path) && !/\.(png|svg|woff2?|ttf|backup)$/.test(path),
  );
  /** Digits in the way of a Japanese number: 022-000-0000, 022(000)0000, 0220000000, +81 22 000 0000. */
  const number =
    /(?<![0-9A-Za-z.#_/-])(?:\+81[- ]?|0)\d{1,4}(?:[-‐‑–ー－() ]{1,2}\d{1,4}[-‐‑–ー－() ]{1,2}\d{3,4}|\d{0,3}[-‐‑–ー－]\d{5,8}|\d{8,9})(?![0-9A-Za-z-])/g;
  const short = /(?<![\w&])#(\d{4})(?![\w-])/g;
  /** The fictitious 0120-000-…, the ministry's line, and the shape of a number that people are shown to type after. */
  const allowed = (digits: string): boolean =>
    /^0120000\d{3}$/.test(digits) || ['0120565653', '09000000000'].includes(digits);
  const others = (text: string): string[] => [
    ...[...text.matchAll(number)].map(([found]) => found).filter((found) => !allowed(found.replace(/\D/g, ''))),
    ...[...text.matchAll(short)].filter((match) => !['7119', '8000'].includes(match[1]!)).map(([found]) => found),
  ];

  test('are fictitious, or those that everyone may call', () => {
    expect(shipped.length).toBeGreaterThan(100);
    const self = 'test/facts/content.test.ts';
    expect(
      shipped.filter((path) => path !== self).flatMap((path) => others(read(path)).map((one) => `${path}: ${one}`)),
    ).toEqual([]);
  });
  test.for([
    '03-1234-5678',
    '0312345678',
    '022(211)3883',
    '+81 22 211 3883',
    '090-1234-5678',
    '0120－111－222',
    '#9110',
  ])('and it would be noticed: %s', (one) => {
    expect(others(`電話 ${one} まで`)).toEqual([one]);
  });
  test('and these are no telephone numbers', () => {
    const text =
      '2020-04-21 0120-000-501 119 #7119 #8000 9800811 04101 04102 01900000-0000-7000-8000-000000000001 0120-565653 &#8217;';
    expect(others(text)).toEqual([]);
  });
});

describe('what the messenger owns', () => {
  const files = projectFiles.filter((path) =>
    /^(src|emulator|console|content|docs)\/.*\.(ts|tsx|js|css|svg|html|yaml|md)$/.test(path),
  );
  /** LINE's greens of several years. */
  const green = /#(?:06c755|00b900|00c300|4cc764|06c655)\b/i;
  test('its colour is nowhere', () => {
    expect(files.filter((path) => green.test(read(path)))).toEqual([]);
    expect(green.test('--brand: #06C755;')).toBe(true);
  });
  test('nor is its logo', () => {
    const logo = /(^|[/_-])line[_-]?(logo|icon|mark|brand)/i;
    expect(projectFiles.filter((path) => logo.test(path))).toEqual([]);
    expect(logo.test('emulator/phone/line-logo.svg')).toBe(true);
  });
});

describe('what is never asked', () => {
  /** Names of fields in which a browser or a person would put a real name, a card or a My Number. */
  const forbidden =
    /^(?:(?:full|real|first|last|family|given|middle)[_-]?name|name|shimei|namae|my[_-]?number|kojin[_-]?bango|card.*|cc-.*|credit.*|account[_-]?number|bank.*|cvc|cvv)$/i;
  const fieldNames = (text: string): string[] => [
    ...[...text.matchAll(/<(?:input|textarea|select)\b[^>]*?\sname="([^"$]+)"/g)].map((match) => match[1]!),
    ...[...text.matchAll(/attributes\(\{[^}]*?\bname: '([^']+)'/g)].map((match) => match[1]!),
    ...[...text.matchAll(/autocomplete(?:="|: ')([^"']+)/g)].map((match) => match[1]!),
  ];
  test('no field of a resident’s page is one for a name, a card or a My Number', () => {
    const views = projectFiles.filter((path) => /^src\/channels\/web\/.*\.ts$/.test(path));
    const names = views.flatMap((path) => fieldNames(read(path)));
    expect(names).toContain('label');
    expect(names.filter((name) => forbidden.test(name))).toEqual([]);
  });
  test('nor does a questionnaire ask for one', () => {
    const ids = (items: readonly FhirItem[]): string[] =>
      items.flatMap(({ linkId, item = [] }) => [linkId, ...ids(item)]);
    const files = projectFiles.filter((path) => /^content\/packs\/.*\/questionnaires\/.*\.json$/.test(path));
    const asked = files.flatMap((path) => ids((JSON.parse(read(path)) as { item: FhirItem[] }).item));
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter((id) => forbidden.test(id))).toEqual([]);
  });
  test.for([
    `<input type="text" name="full_name">`,
    `attributes({ id: 'x', name: 'my_number' })`,
    `autocomplete="cc-number"`,
    `autocomplete: 'name'`,
  ])('and it would be noticed: %s', (text) => {
    expect(fieldNames(text).filter((name) => forbidden.test(name))).toHaveLength(1);
  });
});
