import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, jstParts, type OnDate } from '../../base/jst.ts';
import { anyInstant, anyPoint } from './arbitraries.ts';
import { daysAround, japaneseCalendar } from './calendar.ts';
import type { ContactPoint } from './model.ts';
import { openIntervals, openingAt } from './opening.ts';

const calendar = japaneseCalendar();
const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

/** Somewhere within [at, until), by a number drawn. */
const within = (at: Date, until: Date, drawn: number): Date =>
  new Date(at.getTime() + ((drawn * minuteMs) % (until.getTime() - at.getTime())));

/** The rules told once more, one instant at a time and without intervals: what the engine is measured against. */
function isOpen(point: ContactPoint, at: Date): boolean {
  const { on, minute, weekday } = jstParts(at);
  if (point.validFrom && on < point.validFrom) return false;
  if (point.validTo && on > point.validTo) return false;
  const { override } = point;
  const overridden = override && override.fromAt <= at && at < override.toAt;
  if (overridden && override.closed) return false;
  const spansOf = (date: OnDate, day: number) => {
    if (overridden && override.hours) return override.hours[day]!;
    const special = calendar.specialDay(date);
    const rule = special === 'year-end' ? point.onYearEnd : special === 'holiday' ? point.onHolidays : 'as-usual';
    return rule === 'as-usual' ? point.hours[day]! : rule === 'closed' ? [] : rule;
  };
  const covers = (spans: readonly { from: number; to: number }[], clock: number) =>
    spans.some((span) => span.from <= clock && clock < span.to);
  return covers(spansOf(on, weekday), minute) || covers(spansOf(addDays(on, -1), (weekday + 6) % 7), minute + 1440);
}

const opening = (point: ContactPoint, at: Date) => openingAt(point, at, daysAround(at, calendar));

describe('an opening', () => {
  it('agrees with the rules told one instant at a time', () => {
    fc.assert(
      fc.property(anyPoint, anyInstant, (point, at) => {
        expect(opening(point, at).openNow).toBe(isOpen(point, at));
      }),
      { numRuns: 1000 },
    );
  });

  it('that is promised is an opening, and there is none before it', () => {
    fc.assert(
      fc.property(anyPoint, anyInstant, fc.nat({ max: 14 * 1440 }), (point, at, drawn) => {
        const { openNow, opensAt } = opening(point, at);
        fc.pre(!openNow);
        const until = opensAt ?? new Date(at.getTime() + 14 * dayMs);
        if (opensAt) expect(isOpen(point, opensAt)).toBe(true);
        expect(isOpen(point, within(at, until, drawn))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('lasts until the closing that is told, and not a minute longer', () => {
    fc.assert(
      fc.property(anyPoint, anyInstant, fc.nat({ max: 14 * 1440 }), (point, at, drawn) => {
        const { openNow, closesAt } = opening(point, at);
        fc.pre(openNow);
        const until = closesAt ?? new Date(at.getTime() + 14 * dayMs);
        if (closesAt) expect(isOpen(point, closesAt)).toBe(false);
        expect(isOpen(point, within(at, until, drawn))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('never touches the next: intervals are in order and apart', () => {
    fc.assert(
      fc.property(anyPoint, anyInstant, (point, at) => {
        const intervals = openIntervals(point, daysAround(at, calendar));
        for (const [index, one] of intervals.entries()) {
          expect(one.to).toBeGreaterThan(one.from);
          if (index > 0) expect(one.from).toBeGreaterThan(intervals[index - 1]!.to);
        }
      }),
    );
  });
});
