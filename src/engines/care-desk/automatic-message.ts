import { type Calendar, daysAround, type Opening, openingAt } from '../contact-points/index.ts';
import type { Desk } from './desk.ts';

/** When staff read what is written to them; in an epidemic a desk keeps its hours on holidays. */
export function deskOpening(desk: Desk, at: Date, calendar: Calendar): Opening {
  const point = {
    id: desk.id,
    kind: 'general',
    names: { ja: desk.id, easy: desk.id, en: desk.id },
    jurisdiction: { municipalityCodes: [], zipPrefixes: [] },
    hours: desk.hours,
    onHolidays: 'as-usual',
    onYearEnd: 'as-usual',
    languages: [],
  } as const;
  return openingAt(point, at, daysAround(at, calendar));
}

export interface Writing {
  readonly nowMs: number;
  /** The last automatic message to this person. */
  readonly lastAutomaticMs: number | null;
  /** The last word that staff wrote to this person. */
  readonly lastStaffMs: number | null;
  /** When the desk closed last; undefined while it is open. */
  readonly closedSinceMs: number | undefined;
}

/**
 * Whether somebody who writes now is told that nobody reads before the morning: once for each night, and not while somebody of
 * the desk is writing with them. It is an answer to their own words, so the quiet hours of pushes do not hold it back.
 */
export function saysOutOfHours(desk: Desk, { nowMs, lastAutomaticMs, lastStaffMs, closedSinceMs }: Writing): boolean {
  if (closedSinceMs === undefined) return false;
  if (lastAutomaticMs !== null && lastAutomaticMs >= closedSinceMs) return false;
  return lastStaffMs === null || nowMs - lastStaffMs >= desk.automaticRestMinutes * 60_000;
}
