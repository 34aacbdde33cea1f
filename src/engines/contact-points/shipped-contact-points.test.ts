import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { parseOnDate } from '../../base/jst.ts';
import { japanesePlaces } from '../places/index.ts';
import {
  type ContactPoint,
  checkContactPoints,
  japaneseCalendar,
  mergeContactPoints,
  parseContactPointsCsv,
  parseHolidays,
  whoToCall,
} from './index.ts';

const folder = new URL('../../../content/accounts/', import.meta.url);
const textAt = (path: string) => readFileSync(new URL(path, folder), 'utf8');
const places = japanesePlaces();

function pointsAt(path: string): readonly ContactPoint[] {
  const { points, findings } = parseContactPointsCsv(textAt(path), path, { places });
  expect(findings).toEqual([]);
  return points;
}

const base = pointsAt('_base/contact-points.csv');
const withOwn = readdirSync(folder).filter(
  (slug) => slug !== '_base' && existsSync(new URL(`${slug}/contact-points.csv`, folder)),
);
const ownOf = new Map(withOwn.map((slug) => [slug, pointsAt(`${slug}/contact-points.csv`)]));
const { changes, findings: holidayFaults } = parseHolidays(parseYaml(textAt('_base/holidays.yaml')), 'holidays');
const calendar = japaneseCalendar(changes);
const municipalities = places.prefectures().flatMap(({ code }) => places.municipalitiesIn(code));

/** Each account's points: those of the four with health centres, and of all others. */
const sets: readonly (readonly [string, readonly ContactPoint[]])[] = [
  ['any other', base],
  ...[...ownOf].map(([slug, own]) => [slug, mergeContactPoints(base, own)] as const),
];

describe('the contact points that ship', () => {
  it('give every prefecture a centre, a night line, a FAX and a general line', () => {
    for (const { code, slug } of places.prefectures()) {
      const kinds = base.filter(({ jurisdiction }) => jurisdiction.prefectureCode === code).map(({ kind }) => kind);
      expect([slug, ...new Set(kinds)]).toEqual(
        expect.arrayContaining([slug, 'consultation', 'after_hours', 'fax', 'general']),
      );
    }
  });

  it.each(sets)('hold together from the first account’s opening on (%s)', (name, points) => {
    const from = parseOnDate('2020-03-05')!;
    // An account's own points change nothing outside its prefecture.
    const own = places.prefectures().filter(({ slug }) => slug === name);
    const findings = (own.length > 0 ? own : places.prefectures()).flatMap(({ code, slug }) =>
      checkContactPoints(points, { prefectureCode: code, from, places, where: slug, calendar }),
    );
    expect(findings).toEqual([]);
    expect(holidayFaults).toEqual([]);
  });

  it('have no real number but 119, #7119, #8000 and the ministry’s, and no fictitious one twice', () => {
    const real = ['119', '#7119', '#8000', '0120-565653'];
    const holders = new Map<string, Set<string>>();
    for (const point of [base, ...ownOf.values()].flat()) {
      expect(point.override).toBeUndefined();
      for (const number of [point.phone, point.fax].filter((one) => one !== undefined)) {
        if (real.includes(number)) continue;
        expect(number).toMatch(/^0120-000-\d{3}$/);
        // A centre keeps its number when its name changes.
        const holder = point.id.replace(/-2020-02$/, '');
        holders.set(number, (holders.get(number) ?? new Set()).add(holder));
      }
    }
    expect([...holders].filter(([, ids]) => ids.size > 1)).toEqual([]);
  });

  it('give the ministry’s line its hours, and #7119 only where it is thought to have existed, marked as unverified', () => {
    const ministry = base.find(({ kind }) => kind === 'ministry')!;
    expect(ministry.hours).toEqual(Array(7).fill([{ from: 9 * 60, to: 21 * 60 }]));
    const advice = base.filter(({ kind }) => kind === 'ambulance_advice');
    expect(advice.map(({ jurisdiction }) => places.prefecture(jurisdiction.prefectureCode!)?.slug)).toEqual([
      'miyagi',
      'ibaraki',
      'saitama',
      'tokyo',
      'niigata',
      'osaka',
      'nara',
      'tottori',
      'fukuoka',
    ]);
    for (const { source } of advice) expect(source).toContain('unverified');
  });

  it('change the centres’ name on 2020-11-01, not their number', () => {
    const here = (at: string) =>
      whoToCall(
        mergeContactPoints(base, ownOf.get('miyagi')!),
        { prefectureCode: '04', municipalityCode: '04101' },
        new Date(at),
        {
          calendar,
        },
      ).here;
    const before = here('2020-10-30T10:00:00+09:00')!;
    const after = here('2020-11-02T10:00:00+09:00')!;
    expect([before.names.ja, after.names.ja]).toEqual([
      '仙台市保健所 帰国者・接触者相談センター',
      '仙台市保健所 受診・相談センター',
    ]);
    expect(after.phone).toBe(before.phone);
  });

  it('let some number answer at any instant, wherever in Japan', () => {
    const anyInstant = fc.date({
      min: new Date('2020-01-01T00:00:00Z'),
      max: new Date('2035-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...sets),
        fc.constantFrom(...municipalities),
        anyInstant,
        fc.constantFrom('consult', 'child', 'emergency' as const),
        ([, points], municipality, at, topic) => {
          const place = { prefectureCode: municipality.prefectureCode, municipalityCode: municipality.code };
          const { callNow, here, emergency, fax } = whoToCall(points, place, at, { topic, calendar });
          expect(callNow).toMatchObject({ openNow: true, phone: expect.stringMatching(/\d{3}/) });
          expect(here?.openNow || here?.opensAt !== undefined).toBe(true);
          expect(emergency?.phone).toBe('119');
          expect(fax?.fax).toMatch(/^0120-000-/);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('the health centres’ jurisdictions', () => {
  const reference = join(
    process.env.MIMAMORI_REFERENCE ?? '../shared/reference',
    'places/hokenjo_seed_prefectures.csv',
  );
  const there = existsSync(reference);
  if (!there) {
    if (process.env.CI) throw new Error(`${reference} is missing; set MIMAMORI_REFERENCE`);
    console.warn(`Skipped: health-centre jurisdictions are not compared, for ${reference} is missing.`);
  }

  it.skipIf(!there)('are those of the reference, municipality by municipality', () => {
    const expected = readFileSync(reference, 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','))
      .map(([, code, , centre]) => `${code} ${centre}`);
    const shipped = [...ownOf.values()]
      .flat()
      .filter(({ kind, validTo }) => kind === 'consultation' && validTo === undefined)
      .flatMap(({ names, jurisdiction }) =>
        jurisdiction.municipalityCodes.map((code) => `${code} ${names.ja.replace(/ 受診・相談センター$/, '')}`),
      );
    expect(shipped.toSorted()).toEqual(expected.toSorted());
    expect(shipped).toHaveLength(192);
  });

  it('cover every municipality of their prefecture, each once, under the old name and the new', () => {
    for (const [slug, own] of ownOf) {
      const { code } = places.prefectures().find((prefecture) => prefecture.slug === slug)!;
      const all = places.municipalitiesIn(code).map((municipality) => municipality.code);
      const [current, former] = [own.filter(({ validTo }) => !validTo), own.filter(({ validTo }) => validTo)];
      for (const centres of [current, former]) {
        expect(centres.flatMap(({ jurisdiction }) => jurisdiction.municipalityCodes).toSorted()).toEqual(all);
      }
    }
  });
});

describe('the template of a new account’s contact points', () => {
  const yamanashi: Readonly<Record<string, string>> = {
    'prefecture.slug': 'yamanashi',
    'prefecture.ja': '山梨県',
    'prefecture.en': 'Yamanashi',
    prefectureCode: '19',
  };
  const text = textAt('_base/template/contact-points.csv').replace(
    /«([^»]+)»/g,
    (_, field: string) => yamanashi[field]!,
  );

  it('asks for each number that is still missing', () => {
    const { points, findings } = parseContactPointsCsv(text, 'new.csv', { places });
    expect(points).toEqual([]);
    expect(findings.map(({ where }) => where)).toEqual([
      'new.csv: row 3, column phone',
      'new.csv: row 4, column phone',
      'new.csv: row 5, column fax',
      'new.csv: row 6, column phone',
      'new.csv: row 8, column phone',
    ]);
  });

  it('serves the prefecture once they are written, and leaves no fictitious number in use', () => {
    // The columns phone and fax are the only two that stand empty side by side before the languages.
    const written = text.replace(/,,,(?=(ja|en zh))/g, ',055-000-0000,055-000-0001,');
    const { points, findings } = parseContactPointsCsv(written, 'new.csv', { places });
    expect(findings).toEqual([]);
    expect(
      checkContactPoints(mergeContactPoints(base, points), {
        prefectureCode: '19',
        from: parseOnDate('2026-04-01')!,
        places,
        where: 'yamanashi',
        calendar,
        inService: true,
      }),
    ).toEqual([]);
  });
});
