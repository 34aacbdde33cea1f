import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { parseOnDate } from '../../base/jst.ts';
import { japanesePlaces } from '../places/index.ts';
import {
  type Account,
  checkAccount,
  checkAccountsTogether,
  newAccountFiles,
  parseAccount,
  parseNews,
} from './index.ts';

const folder = new URL('../../../content/accounts/', import.meta.url);
const textAt = (path: string): string => readFileSync(new URL(path, folder), 'utf8');
const base: unknown = parseYaml(textAt('_base/account.yaml'));
const miyagi = parseYaml(textAt('miyagi/account.yaml')) as Record<string, unknown>;
const places = japanesePlaces();
const on = (text: string) => parseOnDate(text)!;

const parse = (change: Record<string, unknown>) => parseAccount({ ...miyagi, ...change }, 'miyagi/account.yaml', base);
const messages = (change: Record<string, unknown>) => parse(change).findings.map(({ message }) => message);

describe('reading an account', () => {
  it('lays its own keys over the shared ones and joins the sources', () => {
    const { account } = parse({ languages: ['ja'] });
    expect(account).toMatchObject({ slug: 'miyagi', languages: ['ja'], answerMode: 'form', diseasePack: 'covid-19' });
    expect(Object.keys(account!.sources)).toEqual([
      'line-press-release-2020-03-30',
      'line-slides-2020-06-17',
      'miyagi-policy',
    ]);
  });

  it('takes the shared value where its own key is left empty', () => {
    const { account } = parse({ answerMode: '', languages: null });
    expect(account).toMatchObject({ answerMode: 'form', languages: ['ja', 'easy', 'en'] });
  });

  it.each([
    ['slug', 'Miyagi City', 'slug cannot be "Miyagi City"; write the romaji name'],
    ['slug', '', 'slug is missing; write the romaji name'],
    ['name', { ja: '宮城県', en: 'Miyagi' }, 'name.easy is missing'],
    ['name', { ja: '宮城県', easy: '宮城県', en: 'Miyagi' }, 'name.easy has kanji without a reading (宮城県)'],
    ['name', { ja: 'あ', easy: 'あ', en: 'a', fr: 'a' }, "There is no key 'fr' under name"],
    ['prefectureCode', 4, 'prefectureCode cannot be 4; write two digits in quotes'],
    ['seal', '宮城', 'seal cannot be "宮城"; write one character'],
    ['opened', { on: '2020-02-30', source: 'x' }, 'opened.on cannot be "2020-02-30"'],
    ['answerMode', 'telepathy', 'answerMode cannot be "telepathy"; write form or chat'],
    ['menu', ['report', 'games'], 'menu.1 cannot be "games"'],
    ['newsUrl', 'www.pref.miyagi.jp', 'newsUrl cannot be "www.pref.miyagi.jp"'],
    ['newsUrl', 'javascript:alert(1)', 'newsUrl cannot be'],
    ['policy', { id: 'miyagi', version: '' }, 'policy.version is missing'],
    ['guidanceSchedule', [{ from: 'soon', profile: 'p' }], 'guidanceSchedule.0.from cannot be "soon"'],
    ['medicalSignOff', null, 'medicalSignOff is missing; write name, role'],
    ['colour', 'green', "There is no key 'colour'"],
  ])('tells what is wrong with %s = %j', (key, value, sentence) => {
    expect(messages({ [key]: value })).toEqual([expect.stringContaining(sentence)]);
    expect(parse({ [key]: value }).account).toBeUndefined();
  });

  it.each([[null], ['text'], [[]], [undefined]])('refuses a file that holds %j', (document) => {
    expect(parseAccount(document, 'x', base).findings).toEqual([
      {
        severity: 'error',
        code: 'accounts.not-a-mapping',
        where: 'x: file',
        message: expect.stringContaining('no keys'),
      },
    ]);
  });
});

describe('a new account from the template', () => {
  const template = Object.fromEntries(
    ['account.yaml', 'contact-points.csv', 'news.yaml'].map((file) => [file, textAt(`_base/template/${file}`)]),
  );
  const files = newAccountFiles(
    {
      slug: 'yamanashi',
      prefecture: places.prefecture('19')!,
      name: { ja: '山梨県 "パーソナルサポート": 試行' },
    },
    template,
  );

  it('has its files below its own folder', () => {
    expect(Object.keys(files)).toEqual([
      'yamanashi/account.yaml',
      'yamanashi/contact-points.csv',
      'yamanashi/news.yaml',
    ]);
  });

  it('is told at once of everything that is still missing, and of nothing else', () => {
    const { account, readable, findings } = parseAccount(
      parseYaml(files['yamanashi/account.yaml']!),
      'yamanashi',
      base,
    );
    expect(account).toBeUndefined();
    expect(readable).toMatchObject({ slug: 'yamanashi', prefectureCode: '19', demonstration: false });
    expect(findings.map(({ where }) => where.replace('yamanashi: ', ''))).toEqual([
      'name.easy',
      'name.en',
      'seal',
      'opened.on',
      'policy.id',
      'policy.version',
      ...['provider', 'hours', 'scope', 'price']
        .flatMap((key) => ['ja', 'easy', 'en'].map((language) => `doctorConsultation.${key}.${language}`))
        .toSpliced(3, 0, 'doctorConsultation.url'),
      'newsUrl',
      'medicalSignOff.name',
      'medicalSignOff.role',
      'medicalSignOff.on',
      'sources.announcement.title',
      'sources.announcement.publisher',
    ]);
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['accounts.missing']));
  });

  it('keeps what was said to the letter', () => {
    const document = parseYaml(files['yamanashi/account.yaml']!) as { name: { ja: string } };
    expect(document.name.ja).toBe('山梨県 "パーソナルサポート": 試行');
    expect(files['yamanashi/contact-points.csv']).toContain(
      'yamanashi-consultation,consultation,山梨県 受診・相談センター',
    );
    expect(files['yamanashi/contact-points.csv']).not.toContain('«');
    expect(parseNews(parseYaml(files['yamanashi/news.yaml']!), 'news')).toEqual({ items: [], findings: [] });
  });

  it('cannot be made from a template that asks for what nobody knows', () => {
    const make = () =>
      newAccountFiles({ slug: 'x', prefecture: places.prefecture('19')!, name: {} }, { 'a.yaml': '«colour»' });
    expect(make).toThrow('«colour»');
  });
});

describe('checking an account', () => {
  const sound = parse({}).account!;
  const context = { where: 'miyagi', folder: 'miyagi', on: on('2020-05-01'), places };
  const codes = (change: Partial<Account>, more: object = {}) =>
    checkAccount({ ...sound, ...change }, { ...context, ...more }).map(({ code }) => code.replace('accounts.', ''));

  it('finds nothing in a sound one', () => {
    expect(codes({})).toEqual([]);
  });

  it('lets the chat be used until 2021-04-29 and refuses it from 2021-04-30 on', () => {
    expect(codes({ answerMode: 'chat' }, { on: on('2021-04-29') })).toEqual([]);
    expect(codes({ answerMode: 'chat' }, { on: on('2021-04-30') })).toEqual(['chat-without-exception']);
    expect(codes({ answerMode: 'form' }, { on: on('2021-04-30') })).toEqual([]);
  });

  it('lets the chat be used with a recorded exception, from the day of its approval', () => {
    const chat = {
      answerMode: 'chat' as const,
      chatException: {
        reason: 'Lives are at stake',
        approvedBy: 'Head of the health department',
        approvedOn: on('2021-05-10'),
      },
    };
    expect(codes(chat, { on: on('2021-05-09') })).toEqual(['chat-exception-early']);
    expect(codes(chat, { on: on('2021-05-10') })).toEqual([]);
  });

  it.each<[string, Partial<Account>, object]>([
    ['slug-not-folder', {}, { folder: 'tokyo' }],
    ['prefecture-unknown', { prefectureCode: '48' }, {}],
    ['pack-unknown', {}, { known: { diseasePacks: ['influenza'] } }],
    ['policy-unknown', {}, { known: { policies: [{ id: 'miyagi', version: '2019-01-01' }] } }],
    [
      'profile-unknown',
      { guidanceSchedule: [{ from: on('2020-05-08'), profile: 'p9' }] },
      { known: { profiles: ['mhlw-2020-05-08'] } },
    ],
    ['file-missing', {}, { known: { files: ['_base/contact-points.csv'] } }],
    ['source-unknown', { opened: { on: on('2020-03-30'), source: 'hearsay' } }, {}],
    ['source-unknown', { alsoWritten: [{ text: 'x', source: 'hearsay' }] }, {}],
    ['sign-off-demonstration', { demonstration: false }, {}],
    [
      'policy-demonstration',
      { demonstration: false, medicalSignOff: { ...sound.medicalSignOff, demonstration: false } },
      { known: { policies: [{ ...sound.policy, demonstration: true }] } },
    ],
    ['sign-off-early', {}, { on: on('2020-03-29') }],
    ['twice', { menu: ['report', 'my-data', 'report'] }, {}],
    ['twice', { languages: ['ja', 'ja'] }, {}],
    ['no-japanese', { languages: ['en'] }, {}],
    ['menu-lacks', { menu: ['report'] }, {}],
  ])('finds %s in %j given %j', (code, change, more) => {
    expect(codes(change, more)).toEqual([code]);
  });

  it('tells of these faults also while others keys are missing', () => {
    const { readable } = parse({ medicalSignOff: null, prefectureCode: '48' });
    expect(checkAccount(readable, context).map(({ code }) => code)).toEqual(['accounts.prefecture-unknown']);
  });

  it('finds two accounts for one prefecture and two that serve all others', () => {
    const one = { slug: 'a', prefectureCode: '04', catchAll: true, opened: sound.opened };
    const found = checkAccountsTogether([one, { ...one, slug: 'b' }], 'content/accounts');
    expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'accounts.prefecture-twice: a and b are both for prefecture 04; keep one of them.',
      'accounts.catch-all-twice: a and b both serve every prefecture without an account; keep one of them.',
    ]);
  });
});

describe('reading news', () => {
  const item = { id: 'a', on: '2020-03-30', title: { ja: 'あ', easy: 'あ', en: 'a' }, url: 'https://example.jp/' };

  it('puts the newest first', () => {
    const { items } = parseNews([item, { ...item, id: 'b', on: '2020-04-01' }], 'news.yaml');
    expect(items.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it.each([
    [{ ...item, on: '2020-02-30' }, 'Missing or wrong: on;'],
    [{ ...item, title: { ja: 'あ' } }, 'Missing or wrong: title.easy, title.en;'],
    [{ ...item, url: 'javascript:alert(1)' }, 'Missing or wrong: url;'],
    [{ ...item, title: { ...item.title, easy: '県' } }, 'kanji without a reading (県)'],
    ['text', 'Missing or wrong: the item;'],
  ])('tells what is wrong with %j', (entry, sentence) => {
    expect(parseNews([entry], 'news.yaml').findings[0]?.message).toContain(sentence);
  });

  it('finds an id that stands twice, and a file that is no list', () => {
    expect(parseNews([item, item], 'n').findings[0]?.message).toContain('Two items have the id a');
    expect(parseNews({}, 'n').findings[0]?.message).toContain('not a list');
  });
});
