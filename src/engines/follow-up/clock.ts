import type { OnDate } from '../../base/jst.ts';

/**
 * Time in Japan as whole numbers: a million schedules are computed in seconds, so no `Date` and no text is made for one.
 * `…Ms` is milliseconds since 1970 in UTC, a day is its number since 1970-01-01 in Japan. base/jst.ts has the readable form.
 */
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
const jstOffsetMs = 9 * hourMs;

/** The day in Japan on which an instant falls. */
export const dayOf = (atMs: number): number => Math.floor((atMs + jstOffsetMs) / dayMs);

/** Midnight in Japan at which a day begins. */
export const startOfDay = (day: number): number => day * dayMs - jstOffsetMs;

/** Milliseconds since midnight in Japan. */
export const timeOfDay = (atMs: number): number => atMs - startOfDay(dayOf(atMs));

/** Days from 1970-01-01 to a date, by Hinnant's `days_from_civil`: an eighth of the time of parsing. */
export function dayOfDate(on: OnDate): number {
  const digit = (at: number) => on.charCodeAt(at) - 48;
  const month = digit(5) * 10 + digit(6);
  // The year begins in March, so that a leap day is its last.
  const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + digit(8) * 10 + digit(9) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export const dateOfDay = (day: number): OnDate => new Date(day * dayMs).toISOString().slice(0, 10) as OnDate;

/** No message reaches anyone between `fromMs` in the evening and `untilMs` in the morning (milliseconds since midnight). */
export interface QuietHours {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The first instant from `atMs` on at which a window of this length may begin and end before the quiet hours. */
export function afterQuiet(atMs: number, quiet: QuietHours, windowMs: number): number {
  const day = dayOf(atMs);
  const time = atMs - startOfDay(day);
  if (time < quiet.untilMs) return startOfDay(day) + quiet.untilMs;
  return time + windowMs <= quiet.fromMs ? atMs : startOfDay(day + 1) + quiet.untilMs;
}

export const isQuiet = (atMs: number, quiet: QuietHours): boolean => {
  const time = timeOfDay(atMs);
  return time < quiet.untilMs || time >= quiet.fromMs;
};
