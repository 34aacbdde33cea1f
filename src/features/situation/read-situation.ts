import { addDays, daysBetween, jstDate, type OnDate } from '../../base/jst.ts';
import type { Localized } from '../../base/language.ts';
import type { Municipality, Places } from '../../base/places.ts';
import { Problem } from '../../base/problem.ts';
import { minimumN, type Share, type Showing, shareOf, withhold } from '../../engines/disclosure/index.ts';
import type { Scope } from '../../platform/scope.ts';
import { accountCounts, areaCounts, type Counted } from './area-counts.ts';
import {
  badPeriod,
  everywhere,
  longestPeriodDays,
  type OutcomeWords,
  outcomeMeasure,
  type SituationContent,
  unknownMeasure,
} from './model.ts';
import * as store from './store.ts';
import { tallyOf } from './tally.ts';

export interface SituationQuery {
  readonly from?: OnDate | undefined;
  readonly to?: OnDate | undefined;
  readonly measure?: string | undefined;
  /** Whose municipalities are listed; the account's own unless told. */
  readonly prefecture?: string | undefined;
  readonly outcomesOf: 'day' | 'period';
}

export interface SituationParts {
  readonly content: SituationContent;
  readonly places: Places;
  readonly isHoliday: (on: OnDate) => boolean;
  readonly prefectureCode: string;
  /** Municipality codes to which the reader is limited; null = the whole account. */
  readonly areas: readonly string[] | null;
}

export interface Withheld {
  readonly suppressed: 'few' | 'complementary' | 'none';
}
/** How many of `answers` had an outcome. */
export type Part = Omit<Share, 'count'>;
export interface DayCounts {
  readonly answers: number;
  /** Null where an area's answers came from too few people to say how many. */
  readonly residents: number | null;
}
export interface Place {
  readonly code: string;
  readonly name: string;
}

export interface Situation {
  readonly now: Date;
  readonly from: OnDate;
  readonly to: OnDate;
  readonly measure: string;
  readonly completeThroughOn: OnDate;
  /** The municipalities that are counted; null = the whole account. */
  readonly areas: readonly Place[] | null;
  readonly headline: {
    readonly day: OnDate;
    readonly answers: { readonly n: number; readonly previousWeek: number | null } | Withheld;
    readonly share: (Share & { readonly measure: string }) | null;
    readonly fever4: Share | null;
    readonly consult: Part | null;
    /** Null for an area: it grows by the day, so that it would tell of days whose figures are withheld. */
    readonly total: { readonly answers: number; readonly residents: number } | null;
  };
  readonly days: ReadonlyArray<
    { readonly on: OnDate; readonly complete: boolean; readonly holiday: boolean } & (DayCounts | Withheld)
  >;
  readonly symptoms: ReadonlyArray<{
    readonly code: string;
    readonly label: Localized;
    readonly series: ReadonlyArray<{ readonly on: OnDate } & (Share | Withheld)>;
  }>;
  readonly outcomes: ReadonlyArray<OutcomeWords & (Part | Withheld)>;
  readonly municipalities: ReadonlyArray<
    Place & ((Share & { readonly series: ReadonlyArray<number | null> }) | Withheld)
  >;
}

const seriesDays = 14;
const defaultDays = 28;
/** What LINE delivers again and what was filled in without a connection may come a day late: that long a day can grow. */
const lateDays = 1;

/** The counts of one account, or of the reader's area in it, with nothing of a group below the minimum. @throws Problem `situation.unknown-measure`, `situation.bad-period` */
export async function readSituation(scope: Scope, parts: SituationParts, query: SituationQuery): Promise<Situation> {
  scope.require('situation.read');
  const { content } = parts;
  const today = jstDate(scope.now);
  const { from, to } = periodOf(query, today);
  const measure = query.measure ?? content.measures[0]!.code;
  if (!content.measures.some(({ code }) => code === measure)) throw new Problem(unknownMeasure, { measure });

  await store.holdSnapshot(scope.tx);
  const waiting = await store.waitingCounts(scope.tx, scope.account.id);
  const days = daysFrom(from, to);
  const area = parts.areas && municipalitiesAmong(parts.places, parts.areas);
  // One more week, for the headline's comparison.
  const asked = { days: daysFrom(addDays(from, -8), to), measures: measuresOf(content), waiting };
  const counted = area ? await areaCounts(scope, parts.places, area, asked) : await accountCounts(scope, asked);
  const day = headlineDay(counted, to, today);
  const outcomeDays = (query.outcomesOf === 'day' ? [day] : days).filter((on) => counted.showing(on) === 'shown');
  const completeThroughOn = addDays(today, -lateDays - 1);
  return {
    now: scope.now,
    from,
    to,
    measure,
    completeThroughOn,
    areas: area ? area.map(({ code, name }) => ({ code, name })) : null,
    headline: { ...headlineOf(counted, content, day, measure), total: area ? null : await totals(scope, waiting) },
    days: days.map((on) => ({
      on,
      ...dayCounts(counted, on, area !== null),
      complete: on <= completeThroughOn,
      holiday: parts.isHoliday(on),
    })),
    symptoms: content.measures.map(({ code, label }) => ({
      code,
      label,
      series: days.map((on) => ({ on, ...shareOn(counted, on, code) })),
    })),
    outcomes: content.outcomes.map((words) => ({
      ...words,
      ...(partOf(
        sum(outcomeDays, (on) => counted.at(on, outcomeMeasure(words.outcome))),
        answersOf(counted, outcomeDays),
      ) ?? few),
    })),
    municipalities: await municipalitiesSeen(scope, parts, area, { day, measure, waiting, asked: query.prefecture }),
  };
}

const few: Withheld = { suppressed: 'few' };

function municipalitiesAmong(places: Places, codes: readonly string[]): Municipality[] {
  return codes.flatMap((code) => places.municipality(code) ?? []);
}

function dayCounts(counted: Counted, on: OnDate, isArea: boolean): DayCounts | Withheld {
  const showing = counted.showing(on);
  if (showing !== 'shown') return { suppressed: showing };
  const residents = counted.at(on, 'residents');
  return { answers: counted.at(on, 'answers'), residents: isArea && residents < minimumN ? null : residents };
}

function periodOf(query: SituationQuery, today: OnDate): { from: OnDate; to: OnDate } {
  const to = query.to ?? today;
  const from = query.from ?? addDays(to, 1 - defaultDays);
  const length = daysBetween(from, to) + 1;
  if (to > today || length < 1 || length > longestPeriodDays) throw new Problem(badPeriod, { days: longestPeriodDays });
  return { from, to };
}

const measuresOf = (content: SituationContent): string[] => [
  'answers',
  'residents',
  ...content.measures.map(({ code }) => code),
  ...content.outcomes.map(({ outcome }) => outcomeMeasure(outcome)),
];

/** The period's last day; while that is today, yesterday, which is whole: unless the account has answers only since today. */
function headlineDay(counted: Counted, to: OnDate, today: OnDate): OnDate {
  if (to < today) return to;
  const yesterday = addDays(today, -1);
  return counted.at(yesterday, 'answers') === 0 && counted.at(today, 'answers') > 0 ? today : yesterday;
}

function headlineOf(counted: Counted, content: SituationContent, day: OnDate, measure: string) {
  const showing = counted.showing(day);
  if (showing !== 'shown') return { day, answers: { suppressed: showing }, share: null, fever4: null, consult: null };
  const n = counted.at(day, 'answers');
  const weekBefore = addDays(day, -7);
  const previousWeek = counted.showing(weekBefore) === 'shown' ? counted.at(weekBefore, 'answers') : 0;
  const share = shown(counted.at(day, measure), n);
  const calls = content.outcomes.filter(({ level }) => level === 'call');
  return {
    day,
    answers: { n, previousWeek: previousWeek === 0 ? null : previousWeek },
    share: share && { measure, ...share },
    fever4: shown(counted.at(day, 'fever4'), n),
    consult: partOf(
      calls.reduce((total, { outcome }) => total + counted.at(day, outcomeMeasure(outcome)), 0),
      n,
    ),
  };
}

async function totals(
  scope: Scope,
  waiting: readonly store.PlaceCount[],
): Promise<{ answers: number; residents: number }> {
  const merged = await store.mergedTotals(scope.tx, scope.account.id, ['answers', 'new_residents']);
  const of = (measure: string) =>
    (merged.get(measure) ?? 0) +
    waiting.filter((row) => row.measure === measure).reduce((total, { n }) => total + n, 0);
  return { answers: of('answers'), residents: of('new_residents') };
}

/** The municipalities of one prefecture; for an area, its own, with what colleagues may see of them and no more. */
async function municipalitiesSeen(
  scope: Scope,
  parts: SituationParts,
  area: readonly Municipality[] | null,
  { day, measure, waiting, asked }: CountsOfDay & { readonly asked: string | undefined },
): Promise<Situation['municipalities']> {
  const prefectures = area
    ? [...new Set(area.map(({ prefectureCode }) => prefectureCode))].filter((code) => code === (asked ?? code))
    : [asked ?? parts.prefectureCode];
  const rows: Situation['municipalities'][number][] = [];
  for (const prefecture of prefectures) {
    rows.push(...(await municipalitiesOf(scope, parts.places, prefecture, { day, measure, waiting })));
  }
  return area ? rows.filter((row) => area.some(({ code }) => code === row.code)) : rows;
}

interface CountsOfDay {
  readonly day: OnDate;
  readonly measure: string;
  readonly waiting: readonly store.PlaceCount[];
}

/**
 * One day by municipality, with a course of 14 days. Whether a cell may be shown is decided for each day of the course on
 * its own; empty municipalities count as small ones, which protects the others at no cost.
 */
async function municipalitiesOf(
  scope: Scope,
  allPlaces: Places,
  prefecture: string,
  { day, measure, waiting }: CountsOfDay,
): Promise<Situation['municipalities']> {
  const places = allPlaces.municipalitiesIn(prefecture);
  const days = daysFrom(addDays(day, 1 - seriesDays), day);
  const measures = ['answers', measure];
  const selection = { days, measures, prefecture, municipality: 'each' };
  const tally = tallyOf(await store.mergedCounts(scope.tx, scope.account.id, selection), waiting);
  const countAt = (on: OnDate, code: string) => tally.at(on, measure, prefecture, code);
  const answersAt = (on: OnDate, code: string) => tally.at(on, 'answers', prefecture, code);
  const showings = new Map(
    days.map((on) => [
      on,
      withhold(
        places.map(({ code }) => answersAt(on, code)),
        { empty: 'few' },
      ),
    ]),
  );
  return places.map(({ code, name }, at) => {
    const showing = showings.get(day)![at]!;
    if (showing !== 'shown') return { code, name, suppressed: showing };
    const series = days.map((on) =>
      showings.get(on)![at] === 'shown' ? countAt(on, code) / answersAt(on, code) : null,
    );
    return { code, name, ...shareOf(countAt(day, code), answersAt(day, code)), series };
  });
}

/** One measure on one day by prefecture, in one account: a part of the map of all accounts. */
export async function countByPrefecture(scope: Scope, on: OnDate, measure: string): Promise<PrefectureCounts> {
  scope.require('situation.read');
  await store.holdSnapshot(scope.tx);
  const waiting = await store.waitingCounts(scope.tx, scope.account.id);
  const measures = ['answers', measure];
  const selection = { days: [on], measures, prefecture: 'each', municipality: everywhere };
  const tally = tallyOf(await store.mergedCounts(scope.tx, scope.account.id, selection), waiting);
  return (code) => ({ n: tally.at(on, 'answers', code), count: tally.at(on, measure, code) });
}
export type PrefectureCounts = (code: string) => { readonly n: number; readonly count: number };

/** The map: all prefectures, with the counts of several accounts added up before anything is withheld. */
export function mapOf(
  places: Places,
  accounts: readonly PrefectureCounts[],
): ReadonlyArray<Place & { readonly nameEn: string } & (Share | Withheld)> {
  const cells = places.prefectures().map(({ code, name, nameEn }) => {
    const counts = accounts.map((countsOf) => countsOf(code));
    return { place: { code, name, nameEn }, n: sum(counts, ({ n }) => n), count: sum(counts, ({ count }) => count) };
  });
  const showings: readonly Showing[] = withhold(cells.map(({ n }) => n));
  return cells.map(({ place, n, count }, at) => {
    const showing = showings[at]!;
    return { ...place, ...(showing === 'shown' ? shareOf(count, n) : { suppressed: showing }) };
  });
}

const shown = (count: number, n: number): Share | null => (n < minimumN ? null : shareOf(count, n));

function shareOn(counted: Counted, on: OnDate, measure: string): Share | Withheld {
  const showing = counted.showing(on);
  if (showing !== 'shown') return { suppressed: showing };
  return shown(counted.at(on, measure), counted.at(on, 'answers')) ?? few;
}

/** The contract's outcomes carry as `n` those who got the outcome; the share is of all answers. */
function partOf(count: number, n: number): Part | null {
  const share = shown(count, n);
  return share && { n: share.count, share: share.share, low: share.low, high: share.high };
}

const answersOf = (counted: Counted, days: readonly OnDate[]): number => sum(days, (on) => counted.at(on, 'answers'));

const daysFrom = (from: OnDate, to: OnDate): OnDate[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, at) => addDays(from, at));

const sum = <T>(items: readonly T[], numberOf: (item: T) => number): number =>
  items.reduce((total, item) => total + numberOf(item), 0);
