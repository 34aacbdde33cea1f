/**
 * Japan Standard Time. `…At` is a UTC instant (`Date`), `…On` a calendar date in Japan (`OnDate`, '2020-05-08').
 * JST is UTC+9 all year, without daylight saving (Act No. 167 of 1886; none since 1952), so plain arithmetic is exact.
 */
declare const onDate: unique symbol;
export type OnDate = string & { readonly [onDate]: true };

const jstOffsetMs = 9 * 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

export interface JstParts {
  readonly on: OnDate;
  /** 0 = Sunday … 6 = Saturday. */
  readonly weekday: number;
  /** Minutes since midnight in Japan, 0–1439. */
  readonly minute: number;
}

export function jstParts(at: Date): JstParts {
  const shifted = new Date(at.getTime() + jstOffsetMs);
  return {
    on: shifted.toISOString().slice(0, 10) as OnDate,
    weekday: shifted.getUTCDay(),
    minute: shifted.getUTCHours() * 60 + shifted.getUTCMinutes(),
  };
}

export const jstDate = (at: Date): OnDate => jstParts(at).on;

/** The instant at which the clock in Japan shows this date and minute of the day (minutes may pass 1440). */
export const jstInstant = (on: OnDate, minute = 0): Date =>
  new Date(Date.parse(`${on}T00:00:00Z`) - jstOffsetMs + minute * 60_000);

/** A calendar date that exists, or undefined: '2020-02-30' and '2020-2-3' are refused. */
export function parseOnDate(text: string): OnDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return undefined;
  return text as OnDate;
}

export const isOnDate = (text: string): text is OnDate => parseOnDate(text) !== undefined;

export const addDays = (on: OnDate, days: number): OnDate =>
  new Date(Date.parse(`${on}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10) as OnDate;

/** Whole days from `from` to `to`; negative if `to` is earlier. */
export const daysBetween = (from: OnDate, to: OnDate): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);

/** 0 = Sunday … 6 = Saturday. */
export const weekdayOf = (on: OnDate): number => new Date(`${on}T00:00:00Z`).getUTCDay();
