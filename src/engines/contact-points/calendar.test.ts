import { describe, expect, it } from 'vitest';
import { type OnDate, parseOnDate } from '../../base/jst.ts';
import { daysFrom, japaneseCalendar } from './calendar.ts';

const on = (text: string): OnDate => parseOnDate(text)!;
const calendar = japaneseCalendar();

/** All holidays of a year that the calendar knows, the year-end aside. */
const holidaysOf = (year: number) =>
  daysFrom(on(`${year}-01-01`), 365, calendar)
    .filter((day) => day.special === 'holiday')
    .map((day) => day.on.slice(5));

describe('the holiday calendar', () => {
  // Cabinet Office, 国民の祝日; the Olympic laws moved Marine Day, Sports Day and Mountain Day in both years.
  it.each([
    [2020, '01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-23 07-24 08-10 09-21 09-22 11-03 11-23'],
    [2021, '01-11 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-22 07-23 08-08 08-09 09-20 09-23 11-03 11-23'],
  ])('knows the holidays of %i, moved ones and substitutes included', (year, expected) => {
    expect(holidaysOf(year).join(' ')).toBe(expected);
  });

  it.each([
    ['2020-12-28', undefined],
    ['2020-12-29', 'year-end'],
    ['2020-12-31', 'year-end'],
    ['2021-01-01', 'year-end'],
    ['2021-01-03', 'year-end'],
    ['2021-01-04', undefined],
  ])('calls %s %s', (date, special) => {
    expect(calendar.specialDay(on(date))).toBe(special);
  });

  it('takes days that are added and gives up days that are removed', () => {
    const changed = japaneseCalendar({ added: [on('2020-06-15')], removed: [on('2020-07-24')] });
    expect(changed.specialDay(on('2020-06-15'))).toBe('holiday');
    expect(changed.specialDay(on('2020-07-24'))).toBeUndefined();
    expect(changed.specialDay(on('2020-07-23'))).toBe('holiday');
  });

  it('lays out days in Japan, whatever the clock of the machine', () => {
    const [first, second] = daysFrom(on('2020-02-29'), 2, calendar);
    expect(first).toEqual({
      on: '2020-02-29',
      weekday: 6,
      startMs: Date.parse('2020-02-28T15:00:00Z'),
      special: undefined,
    });
    expect(second).toMatchObject({ on: '2020-03-01', weekday: 0 });
  });
});
