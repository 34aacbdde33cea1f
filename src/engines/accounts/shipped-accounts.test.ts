import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { parseOnDate } from '../../base/jst.ts';
import { japanesePlaces } from '../places/index.ts';
import {
  type Account,
  accountServing,
  checkAccount,
  checkAccountsTogether,
  parseAccount,
  parseNews,
  servedPrefectures,
} from './index.ts';

const folder = new URL('../../../content/accounts/', import.meta.url);
const yamlAt = (path: string): unknown => parseYaml(readFileSync(new URL(path, folder), 'utf8'));
const places = japanesePlaces();
const base = yamlAt('_base/account.yaml');
const slugs = readdirSync(folder).filter((name) => name !== '_base');
const accounts = slugs.map((slug): Account => {
  const { account, findings } = parseAccount(yamlAt(`${slug}/account.yaml`), slug, base);
  expect(findings).toEqual([]);
  return account!;
});
const bySlug = new Map(accounts.map((account) => [account.slug, account]));

/** The accounts as the press release of 2020-03-30 (amended) lists them: code, display name, opening day. */
const pressRelease = [
  ['14', '新型コロナ対策パーソナルサポート（行政）', '2020-03-05'],
  ['23', '愛知県-新型コロナウイルスパーソナルサポート', '2020-03-17'],
  ['25', '滋賀県-新型コロナウイルスパーソナルサポート', '2020-03-18'],
  ['26', '京都府-新型コロナウイルスパーソナルサポート', '2020-03-19'],
  ['21', '岐阜県-新型コロナウイルスパーソナルサポート', '2020-03-24'],
  ['11', '埼玉県-新型コロナウイルスパーソナルサポート', '2020-03-24'],
  ['20', '長野県-新型コロナウイルスパーソナルサポート', '2020-03-24'],
  ['18', '福井県-新型コロナウイルスパーソナルサポート', '2020-03-24'],
  ['24', '三重県-新型コロナウイルスパーソナルサポート', '2020-03-24'],
  ['31', '鳥取県-新型コロナウイルスパーソナルサポート', '2020-03-25'],
  ['05', '秋田県-新型コロナウイルスパーソナルサポート', '2020-03-27'],
  ['37', '香川県-新型コロナウイルスパーソナルサポート', '2020-03-27'],
  ['32', '島根県-新型コロナウイルスパーソナルサポート', '2020-03-27'],
  ['13', '東京都-新型コロナウイルスパーソナルサポート', '2020-03-27'],
  ['42', '長崎県-新型コロナウイルスパーソナルサポート', '2020-03-27'],
  ['28', '兵庫県-新型コロナウイルスパーソナルサポート', '2020-03-27'],
  ['40', '福岡県-新型コロナウイルスパーソナルサポート', '2020-03-27'],
  ['07', '福島県-新型コロナウイルスパーソナルサポート', '2020-03-27'],
  ['04', '宮城県-新型コロナウイルスパーソナルサポート', '2020-03-30'],
  ['36', '徳島県-新型コロナウイルスパーソナルサポート', '2020-04-01'],
  ['33', '岡山県-新型コロナウイルスパーソナルサポート', '2020-04-02'],
  ['16', '富山県-新型コロナウイルスパーソナルサポート', '2020-04-02'],
  ['01', '北海道-新型コロナウイルスパーソナルサポート', '2020-04-09'],
  ['27', '大阪府-新型コロナウイルスパーソナルサポート', '2020-04-21'],
] as const;

describe('the accounts of 2020', () => {
  it('are the 24 that the press release lists, with its names and opening days', () => {
    const shipped = accounts.map((account) => [account.prefectureCode, account.name.ja, account.opened.on]);
    expect(shipped.toSorted()).toEqual(pressRelease.map((row) => [...row]).toSorted());
  });

  it('bear the romaji name of their prefecture as slug, and their slug as folder', () => {
    expect(accounts.map(({ slug }) => slug)).toEqual(slugs);
    expect(accounts.map(({ prefectureCode }) => places.prefecture(prefectureCode)?.slug)).toEqual(slugs);
  });

  it('keep both days that the sources give for Toyama, and say so', () => {
    const { opened } = bySlug.get('toyama')!;
    expect(opened).toMatchObject({
      on: '2020-04-02',
      source: 'line-press-release-2020-03-30',
      alsoGivenAs: [{ on: '2020-04-03', source: 'line-slides-2020-06-17' }],
    });
    expect(opened.note).toContain('Both are kept');
  });

  it('mend Fukui’s slip and note names that other sources write differently', () => {
    expect(bySlug.get('fukui')!.alsoWritten).toEqual([
      {
        text: '大阪府-新型コロナウイルスパーソナルサポート',
        source: 'line-slides-2020-06-17',
        note: expect.stringContaining('slip'),
      },
    ]);
    const written = (slug: string) => bySlug.get(slug)!.alsoWritten.map(({ text, source }) => `${text} (${source})`);
    expect(written('miyagi')).toEqual(['宮城県-新型コロナ対策パーソナルサポート (miyagi-policy)']);
    expect(written('fukushima')).toEqual(['福島県-新型コロナ対策パーソナルサポート (fukushima-policy)']);
    expect(written('fukuoka')).toEqual(['福岡-新型コロナウイルスパーソナルサポート (line-slides-2020-06-17)']);
  });

  it('have seals that tell them apart, each a character of the prefecture’s name', () => {
    expect(new Set(accounts.map(({ seal }) => seal)).size).toBe(24);
    for (const { seal, prefectureCode } of accounts) expect(places.prefecture(prefectureCode)!.name).toContain(seal);
  });

  it('all ask by form, are marked as demonstrations, and have a sign-off marked likewise', () => {
    for (const account of accounts) {
      expect(account).toMatchObject({
        answerMode: 'form',
        diseasePack: 'covid-19',
        languages: ['ja', 'easy', 'en'],
        demonstration: true,
        medicalSignOff: { demonstration: true },
      });
    }
  });

  it('name the policies of their prefecture or the general one', () => {
    const own = accounts.filter(({ policy }) => policy.id !== 'prefecture-general');
    expect(own.map(({ slug, policy }) => `${slug}: ${policy.id} ${policy.version}`)).toEqual([
      'fukushima: fukushima 2020-03-27',
      'kanagawa: kanagawa 2020-03-05',
      'miyagi: miyagi 2020-03-30',
    ]);
  });

  it('hold together, also for a day after the guideline of 2021-04-30', () => {
    const files = accounts
      .flatMap(({ contactPoints }) => contactPoints)
      .filter((file) => existsSync(new URL(file, folder)));
    const findings = accounts.flatMap((account) =>
      checkAccount(account, {
        where: account.slug,
        folder: account.slug,
        on: parseOnDate('2026-01-01')!,
        places,
        known: { files },
      }),
    );
    expect(findings).toEqual([]);
    expect(checkAccountsTogether(accounts, 'content/accounts')).toEqual([]);
  });

  it('tell first news with titles in three languages', () => {
    for (const slug of ['miyagi', 'fukushima', 'kanagawa']) {
      const { items, findings } = parseNews(yamlAt(`${slug}/news.yaml`), slug);
      expect(findings).toEqual([]);
      expect(items.length).toBeGreaterThan(0);
      expect(items.map(({ url }) => url)).toContain(bySlug.get(slug)!.newsUrl);
    }
  });
});

describe('who serves whom', () => {
  it('Kanagawa’s account serves its own prefecture and the 23 without an account', () => {
    const served = servedPrefectures(bySlug.get('kanagawa')!, accounts, places.prefectures());
    expect(served).toHaveLength(24);
    expect(served.map(({ slug }) => slug)).toEqual(expect.arrayContaining(['kanagawa', 'yamanashi', 'okinawa']));
  });

  it('every prefecture is served by exactly one account', () => {
    const served = accounts.flatMap((account) => servedPrefectures(account, accounts, places.prefectures()));
    expect(served.map(({ code }) => code).toSorted()).toEqual(places.prefectures().map(({ code }) => code));
  });

  it('before its own account opened a prefecture was served by Kanagawa’s, and before that by none', () => {
    const serving = (on: string) => accountServing(accounts, '27', parseOnDate(on)!)?.slug;
    expect([serving('2020-03-04'), serving('2020-04-20'), serving('2020-04-21')]).toEqual([
      undefined,
      'kanagawa',
      'osaka',
    ]);
  });
});
