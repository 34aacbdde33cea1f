import fc from 'fast-check';
import { addDays, parseOnDate } from '../../base/jst.ts';
import type { WeeklyHours } from './hours.ts';
import type { ContactPoint, DayRule } from './model.ts';

/** What the properties of this engine draw from: any week, any rule, any instant, any point. Imported by tests only. */
const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

/** Any week, as spans that do not overlap within their day. */
export const anyWeek: fc.Arbitrary<WeeklyHours> = fc.array(
  fc
    .uniqueArray(fc.integer({ min: 0, max: 95 }), { maxLength: 4 })
    .map((quarters) => quarters.sort((a, b) => a - b))
    .map((quarters) =>
      quarters.flatMap((quarter, at) =>
        at % 2 === 0 ? [{ from: quarter * 15, to: (quarters[at + 1] ?? quarter + 96) * 15 }] : [],
      ),
    ),
  { minLength: 7, maxLength: 7 },
);

/** An instant between 2020 and 2022, to the minute. */
export const anyInstant = fc
  .integer({ min: 0, max: 3 * 365 * 1440 })
  .map((minute) => new Date(Date.parse('2020-01-01T00:00:00+09:00') + minute * minuteMs));

const anyRule: fc.Arbitrary<DayRule> = fc.oneof(
  fc.constant<DayRule>('as-usual'),
  fc.constant<DayRule>('closed'),
  anyWeek.map((week) => week[0]!),
);

const anyDates = fc
  .tuple(fc.integer({ min: 0, max: 1095 }), fc.integer({ min: 0, max: 400 }))
  .map(([start, length]) => {
    const validFrom = addDays(parseOnDate('2020-01-01')!, start);
    return { validFrom, validTo: addDays(validFrom, length) };
  });

export const anyPoint: fc.Arbitrary<ContactPoint> = fc
  .record({
    hours: anyWeek,
    onHolidays: anyRule,
    onYearEnd: anyRule,
    validity: fc.option(anyDates, { nil: undefined, freq: 2 }),
    override: fc.option(
      fc.record({ fromAt: anyInstant, days: fc.integer({ min: 1, max: 30 }), hours: fc.option(anyWeek) }),
      {
        nil: undefined,
        freq: 2,
      },
    ),
  })
  .map(({ validity, override, ...rest }) => ({
    id: 'any',
    kind: 'consultation',
    names: { ja: 'x', easy: 'x', en: 'x' },
    jurisdiction: { municipalityCodes: [], zipPrefixes: [] },
    phone: '0120-000-001',
    languages: ['ja'],
    ...rest,
    ...(validity ?? {}),
    ...(override
      ? {
          override: {
            fromAt: override.fromAt,
            toAt: new Date(override.fromAt.getTime() + override.days * dayMs),
            reason: 'x',
            ...(override.hours ? { hours: override.hours } : { closed: true }),
          },
        }
      : {}),
  }));
