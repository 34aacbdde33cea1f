import { addDays, jstInstant } from '../../base/jst.ts';
import { type Day, dayMs, lookAheadDays, type SpecialDay } from './calendar.ts';
import type { Span } from './hours.ts';
import type { ContactPoint } from './model.ts';

/** [from, to) in milliseconds since 1970. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Open now, until when, and from when again. Instants are missing where nothing changes within 14 days. */
export interface Opening {
  readonly openNow: boolean;
  /** When it closes, if open now. */
  readonly closesAt?: Date;
  /** When it opens next, if closed now. */
  readonly opensAt?: Date;
  /** Why it is closed, if it is. */
  readonly closedBecause?: ClosedBecause;
}

/** Outside its hours; a special day that it keeps; or a temporary override. */
export type ClosedBecause = 'hours' | SpecialDay | 'override';

const minuteMs = 60_000;

/** The spans that a point keeps on a day, as its weekly hours and its rules for special days say. */
function spansOn(point: ContactPoint, day: Day): readonly Span[] {
  const rule = day.special === 'year-end' ? point.onYearEnd : day.special === 'holiday' ? point.onHolidays : 'as-usual';
  if (rule === 'closed') return [];
  return rule === 'as-usual' ? point.hours[day.weekday]! : rule;
}

const laidOn = (day: Day, spans: readonly Span[]): Interval[] =>
  spans.map((span) => ({ from: day.startMs + span.from * minuteMs, to: day.startMs + span.to * minuteMs }));

/**
 * When a point is open, over the days given: hours, special days, a temporary override and validity taken together,
 * intervals that touch joined, in order.
 */
export function openIntervals(point: ContactPoint, days: readonly Day[]): readonly Interval[] {
  const { override } = point;
  let open = days.flatMap((day) => laidOn(day, spansOn(point, day)));
  if (override && (override.closed || override.hours)) {
    const window = { from: override.fromAt.getTime(), to: override.toAt.getTime() };
    const instead = override.closed ? [] : days.flatMap((day) => laidOn(day, override.hours![day.weekday]!));
    open = [...open.flatMap((one) => without(one, window)), ...instead.flatMap((one) => within(one, window))];
  }
  const valid = {
    from: point.validFrom ? jstInstant(point.validFrom).getTime() : Number.NEGATIVE_INFINITY,
    to: point.validTo ? jstInstant(addDays(point.validTo, 1)).getTime() : Number.POSITIVE_INFINITY,
  };
  return joined(open.flatMap((one) => within(one, valid)));
}

function within(one: Interval, window: Interval): Interval[] {
  const cut = { from: Math.max(one.from, window.from), to: Math.min(one.to, window.to) };
  return cut.from < cut.to ? [cut] : [];
}

const without = (one: Interval, window: Interval): Interval[] => [
  ...within(one, { from: Number.NEGATIVE_INFINITY, to: window.from }),
  ...within(one, { from: window.to, to: Number.POSITIVE_INFINITY }),
];

/** Sorted, with overlapping and touching intervals made one. */
export function joined(intervals: readonly Interval[]): readonly Interval[] {
  const out: { from: number; to: number }[] = [];
  for (const one of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && one.from <= last.to) last.to = Math.max(last.to, one.to);
    else out.push({ ...one });
  }
  return out;
}

/** A point's state at an instant. `days` come from `daysAround(at, calendar)`. */
export function openingAt(point: ContactPoint, at: Date, days: readonly Day[]): Opening {
  const now = at.getTime();
  const horizon = now + lookAheadDays * dayMs;
  const next = openIntervals(point, days).find((one) => one.to > now);
  if (next && next.from <= now) {
    return next.to > horizon ? { openNow: true } : { openNow: true, closesAt: new Date(next.to) };
  }
  const closed = { openNow: false, closedBecause: closedBecause(point, now, days) };
  return !next || next.from > horizon ? closed : { ...closed, opensAt: new Date(next.from) };
}

function closedBecause(point: ContactPoint, now: number, days: readonly Day[]): ClosedBecause {
  const { override } = point;
  const overridden = override && override.fromAt.getTime() <= now && now < override.toAt.getTime();
  if (overridden && (override.closed || override.hours)) return 'override';
  const today = days.find((day) => day.startMs <= now && now < day.startMs + dayMs);
  if (today?.special === undefined) return 'hours';
  // A holiday on a day that is closed anyway changes nothing.
  const rule = today.special === 'year-end' ? point.onYearEnd : point.onHolidays;
  return rule !== 'as-usual' && point.hours[today.weekday]!.length > 0 ? today.special : 'hours';
}
