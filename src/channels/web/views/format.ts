/**
 * Times, dates and phone numbers as people say them: 「今日は午後5時まで」, 「あすの朝9時ごろ」, '17:00'.
 * All instants are told in Japan Standard Time. The words, and which reading a number takes, are in content/words/time.yaml.
 */
import { addDays, daysBetween, jstDate, jstParts, type OnDate, weekdayOf } from '../../../base/jst.ts';
import type { Span, WeeklyHours } from '../../../engines/contact-points/index.ts';
import type { Telling } from './frame.ts';
import { type Html, html } from './html.ts';

/** 「午後5時」 「正午」, '17:00'. `minute` counts from midnight, 0–1440; 1440 is the end of the day. */
export function formatMinute({ say }: Telling, minute: number): string {
  if (minute === 720) return say('time.noon');
  if (minute === 1440) return say('time.midnight');
  const hour = Math.floor(minute / 60);
  const rest = minute % 60;
  const clock24 = `${hour}:${String(rest).padStart(2, '0')}`;
  const params = { count: hour, hour12: hour % 12, clock24 };
  return rest === 0
    ? say('time.hour', params)
    : say('time.hour_and_minute', { ...params, minutes: say('time.minutes', { count: rest }) });
}

/** 「4月30日（木）」, 「4月29日（水・祝）」, 'Thursday 30 April'. */
export function formatDay(telling: Telling, on: OnDate): string {
  const { say } = telling;
  const weekday = say('time.weekday', { count: weekdayOf(on) });
  const params = { month: formatMonth(telling, on), day: formatDayOfMonth(telling, on), weekday };
  return telling.isHoliday(on) ? say('time.holiday_day', params) : say('time.day', params);
}

/** 「2020年4月30日」, '30 April 2020': for effective dates, where the day of the week says nothing. */
export const formatDate = (telling: Telling, on: OnDate): string =>
  telling.say('time.date', {
    year: Number(on.slice(0, 4)),
    month: formatMonth(telling, on),
    day: formatDayOfMonth(telling, on),
  });

/** 「2020年4月21日（火）午前10時24分」, 'Tuesday 21 April 2020, 10:24'. */
export function formatInstant(telling: Telling, at: Date): string {
  const { on, minute } = jstParts(at);
  return telling.say('time.instant', {
    year: Number(on.slice(0, 4)),
    day: formatDay(telling, on),
    time: formatMinute(telling, minute),
  });
}

/** When something closes: 「今日は午後5時まで」. The end of a day counts to the day that ends. */
export function formatUntil(telling: Telling, at: Date): string {
  const { on, minute } = endOfDay(at);
  const time = formatMinute(telling, minute);
  const days = daysBetween(jstDate(telling.now), on);
  if (days === 0) return telling.say('time.until_today', { time });
  if (days === 1) return telling.say('time.until_tomorrow', { time });
  return telling.say('time.until_day', { day: formatDay(telling, on), time });
}

/** When something opens: 「今日の午前9時から」, 「4月30日（木）午前9時から」. */
export function formatFrom(telling: Telling, at: Date): string {
  const { on, minute } = jstParts(at);
  const time = formatMinute(telling, minute);
  const days = daysBetween(jstDate(telling.now), on);
  if (days === 0) return telling.say('time.from_today', { time });
  if (days === 1) return telling.say('time.from_tomorrow', { time });
  return telling.say('time.from_day', { day: formatDay(telling, on), time });
}

/** Roughly when: 「今日の午後3時ごろ」, 「あすの朝9時ごろ」, 「4月7日（火）午前11時ごろ」. Times are windows, so minutes are dropped. */
export function formatAbout(telling: Telling, at: Date): string {
  const { on, minute } = jstParts(at);
  const { say } = telling;
  const hour = Math.floor(minute / 60);
  const time = formatMinute(telling, hour * 60);
  const days = daysBetween(jstDate(telling.now), on);
  if (days === 0) return say('time.about_today', { time });
  if (days === 1 && hour >= 5 && hour < 11) return say('time.about_tomorrow_morning', { hour, time });
  if (days === 1) return say('time.about_tomorrow', { time });
  return say('time.about_day', { day: formatDay(telling, on), time });
}

/** How much is left: 「あと約2分」 from a minute up, else tens of seconds. */
export const formatLeft = ({ say }: Telling, seconds: number): string =>
  seconds >= 60
    ? say('time.minutes_left', { count: Math.round(seconds / 60) })
    : say('time.seconds_left', { count: Math.max(10, Math.round(seconds / 10) * 10) });

/** 「月〜金 午前9時〜午後5時（祝日を除く）」; 「毎日 24時間」. Days with the same hours are gathered. */
export function formatHours(telling: Telling, week: WeeklyHours, closedOnHolidays: boolean): string {
  const { say } = telling;
  const lines = new Map<string, number[]>();
  for (const weekday of [1, 2, 3, 4, 5, 6, 0]) {
    const spans = week[weekday] ?? [];
    if (spans.length === 0) continue;
    const said = spans.map((span) => formatSpan(telling, span)).join(say('time.and'));
    lines.set(said, [...(lines.get(said) ?? []), weekday]);
  }
  const told = [...lines].map(([hours, weekdays]) =>
    say('time.days_and_hours', { days: formatWeekdays(telling, weekdays), hours }),
  );
  const joined = told.join(say('time.and'));
  return closedOnHolidays ? say('time.except_holidays', { hours: joined }) : joined;
}

/** A number to call: breaks only at its hyphens. */
export const phoneNumber = (phone: string): Html =>
  html`${phone.split('-').map((part, at) => html`${at > 0 && html`-<wbr>`}${part}`)}`;

/** '0120-000-041' → 'tel:0120000041', '#7119' → 'tel:%237119'. */
export const phoneHref = (phone: string): string => `tel:${encodeURIComponent(phone.replace(/[^0-9+#*]/g, ''))}`;

const formatMonth = ({ say }: Telling, on: OnDate): string => say('time.month', { count: Number(on.slice(5, 7)) });
const formatDayOfMonth = ({ say }: Telling, on: OnDate): string =>
  say('time.day_of_month', { count: Number(on.slice(8, 10)) });

function endOfDay(at: Date): { on: OnDate; minute: number } {
  const { on, minute } = jstParts(at);
  return minute === 0 ? { on: addDays(on, -1), minute: 1440 } : { on, minute };
}

function formatSpan(telling: Telling, { from, to }: Span): string {
  if (to - from >= 1440) return telling.say('time.all_day');
  const end = formatMinute(telling, to > 1440 ? to - 1440 : to);
  const params = { from: formatMinute(telling, from), to: end };
  return to > 1440 ? telling.say('time.span_over_night', params) : telling.say('time.span', params);
}

/** Runs of three or more become 「月〜金」, all seven 「毎日」; `weekdays` are in the order Monday to Sunday. */
function formatWeekdays({ say }: Telling, weekdays: readonly number[]): string {
  if (weekdays.length === 7) return say('time.every_day');
  const name = (weekday: number) => say('time.weekday_short', { count: weekday });
  const runs: number[][] = [];
  for (const weekday of weekdays) {
    const last = runs.at(-1);
    if (last && (last.at(-1)! + 1) % 7 === weekday) last.push(weekday);
    else runs.push([weekday]);
  }
  return runs
    .flatMap((run) =>
      run.length > 2 ? [say('time.day_range', { from: name(run[0]!), to: name(run.at(-1)!) })] : run.map(name),
    )
    .join(say('time.weekday_and'));
}
