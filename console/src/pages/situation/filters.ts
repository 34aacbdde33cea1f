import { addDays, daysBetween, jstDate, type OnDate, parseOnDate } from '../../../../src/base/jst.ts';
import type { Query } from '../../api/client.ts';

/** What the address asks of the situation page. */
export interface Filters {
  readonly measure: string;
  readonly period: Period;
  readonly prefecture: string | null;
  readonly outcomesOf: 'day' | 'period';
}

export const presets = ['7', '14', '28', '56'] as const;
export type Preset = (typeof presets)[number];
export type Period = { readonly days: Preset } | { readonly from: OnDate; readonly to: OnDate };

/** The longest that may be asked for at once. */
const longestDays = 366;

/** Reads the address; what it cannot mean falls back to the usual view (28 days, fever, the account's prefecture). */
export function readFilters(search: URLSearchParams): Filters {
  const measure = search.get('measure') ?? '';
  const prefecture = search.get('prefecture') ?? '';
  return {
    measure: /^[a-z][a-z0-9_]{0,40}$/.test(measure) ? measure : 'fever',
    period: readPeriod(search),
    prefecture: /^\d{2}$/.test(prefecture) ? prefecture : null,
    outcomesOf: search.get('outcomesOf') === 'period' ? 'period' : 'day',
  };
}

function readPeriod(search: URLSearchParams): Period {
  const from = parseOnDate(search.get('from') ?? '');
  const to = parseOnDate(search.get('to') ?? '');
  if (from && to) {
    const length = daysBetween(from, to);
    if (length >= 0 && length < longestDays) return { from, to };
  }
  const days = search.get('days');
  return { days: presets.find((preset) => preset === days) ?? '28' };
}

/** Nobody has answered tomorrow. */
const untilToday = (period: { readonly from: OnDate; readonly to: OnDate }, today: OnDate) => ({
  from: period.from > today ? today : period.from,
  to: period.to > today ? today : period.to,
});

/** What is asked of the server, the days counted back from today in Japan. */
export function askedFor(filters: Filters, now: Date): Query {
  const { period } = filters;
  const today = jstDate(now);
  const dates =
    'days' in period ? { from: addDays(today, 1 - Number(period.days)), to: today } : untilToday(period, today);
  return {
    ...dates,
    measure: filters.measure,
    prefecture: filters.prefecture,
    outcomesOf: filters.outcomesOf,
  };
}
