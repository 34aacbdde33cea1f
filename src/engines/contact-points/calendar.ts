import holidayJp from '@holiday-jp/holiday_jp';
import { addDays, jstDate, type OnDate, weekdayOf } from '../../base/jst.ts';

/** The days that offices in Japan treat apart. */
export type SpecialDay = 'holiday' | 'year-end';

export interface Calendar {
  /** What sets this day apart; the year-end goes before a national holiday (1 January is both). */
  specialDay(on: OnDate): SpecialDay | undefined;
}

export interface CalendarChanges {
  /** Holidays that a new law adds or that a prefecture keeps. */
  readonly added?: readonly OnDate[];
  /** Holidays that a new law moves away. */
  readonly removed?: readonly OnDate[];
}

/**
 * National holidays with substitutes and the days that the Olympic laws moved in 2020 and 2021 (npm @holiday-jp/holiday_jp,
 * 1970–2050), and the closing of public offices from 29 December to 3 January (Act on Holidays of Administrative Organs,
 * Act No. 91 of 1988, article 1; prefectures fix the same days by ordinance under article 4-2 of the Local Autonomy Act).
 */
export function japaneseCalendar(changes: CalendarChanges = {}): Calendar {
  const added = new Set(changes.added);
  const removed = new Set(changes.removed);
  const isHoliday = (on: OnDate) => added.has(on) || (Object.hasOwn(holidayJp.holidays, on) && !removed.has(on));
  return {
    specialDay: (on) => {
      if (on.slice(5) >= '12-29' || on.slice(5) <= '01-03') return 'year-end';
      return isHoliday(on) ? 'holiday' : undefined;
    },
  };
}

/** A calendar date in Japan, ready to lay hours upon. */
export interface Day {
  readonly on: OnDate;
  /** 0 = Sunday. */
  readonly weekday: number;
  /** Midnight in Japan at its beginning, in milliseconds since 1970. */
  readonly startMs: number;
  readonly special: SpecialDay | undefined;
}

export const dayMs = 24 * 60 * 60 * 1000;

/** So many days in a row from a date. */
export function daysFrom(on: OnDate, count: number, calendar: Calendar): readonly Day[] {
  const startMs = Date.parse(`${on}T00:00:00+09:00`);
  const weekday = weekdayOf(on);
  return Array.from({ length: count }, (_, at) => {
    const date = jstDate(new Date(startMs + at * dayMs));
    return {
      on: date,
      weekday: (weekday + at) % 7,
      startMs: startMs + at * dayMs,
      special: calendar.specialDay(date),
    };
  });
}

/** The days that decide what is open at an instant and when it next changes: yesterday (hours past midnight) and 15 more. */
export const daysAround = (at: Date, calendar: Calendar): readonly Day[] =>
  daysFrom(addDays(jstDate(at), -1), lookAheadDays + 2, calendar);

/** How far ahead an opening is searched for. */
export const lookAheadDays = 14;
