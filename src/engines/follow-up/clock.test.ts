import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, jstInstant, jstParts, type OnDate } from '../../base/jst.ts';
import { afterQuiet, dateOfDay, dayOf, dayOfDate, isQuiet, startOfDay, timeOfDay } from './clock.ts';

const epoch = '1970-01-01' as OnDate;
const anyDay = fc.integer({ min: 0, max: 40_000 });
const anyInstant = fc.integer({ min: 0, max: 4_000_000_000_000 });
const quiet = { fromMs: 21 * 3_600_000, untilMs: 7 * 3_600_000 };
const window = 30 * 60_000;

describe('time in Japan as numbers', () => {
  test('is the time that dates tell', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const on = addDays(epoch, day);
        expect(dayOfDate(on)).toBe(daysBetween(epoch, on));
        expect(dateOfDay(day)).toBe(on);
        expect(startOfDay(day)).toBe(jstInstant(on).getTime());
      }),
    );
    fc.assert(
      fc.property(anyInstant, (ms) => {
        const { on, minute } = jstParts(new Date(ms));
        expect(dateOfDay(dayOf(ms))).toBe(on);
        expect(Math.floor(timeOfDay(ms) / 60_000)).toBe(minute);
      }),
    );
  });

  test('puts what would fall into the night at seven, and leaves the rest', () => {
    fc.assert(
      fc.property(anyInstant, (ms) => {
        const at = afterQuiet(ms, quiet, window);
        expect(at).toBeGreaterThanOrEqual(ms);
        expect(isQuiet(at, quiet) || isQuiet(at + window - 1, quiet)).toBe(false);
        expect(afterQuiet(at, quiet, window)).toBe(at);
        if (at !== ms) expect(timeOfDay(at)).toBe(quiet.untilMs);
      }),
    );
  });

  test.for([
    ['2020-04-21T20:30:00+09:00', '2020-04-21T20:30:00+09:00'],
    ['2020-04-21T20:30:01+09:00', '2020-04-22T07:00:00+09:00'],
    ['2020-04-21T23:59:00+09:00', '2020-04-22T07:00:00+09:00'],
    ['2020-04-22T06:59:59+09:00', '2020-04-22T07:00:00+09:00'],
    ['2020-04-22T07:00:00+09:00', '2020-04-22T07:00:00+09:00'],
  ] as const)('%s may begin at %s', ([from, to]) => {
    expect(afterQuiet(Date.parse(from), quiet, window)).toBe(Date.parse(to));
  });
});
