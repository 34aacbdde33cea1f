/**
 * Opening hours as people write them: 'Mon-Fri 09:00-17:00; Sat 09:00-12:00', '平日 9時〜17時、土 9:00-12:00', '24h'.
 * Times are minutes after midnight in Japan. A span belongs to the day on which it begins and may pass midnight.
 */
export interface Span {
  /** 0–1439 */
  readonly from: number;
  /** More than `from`, at most 24 hours later: 1920 is 08:00 on the next day. */
  readonly to: number;
}

/** Seven days, Sunday first, each with its spans in order. */
export type WeeklyHours = readonly (readonly Span[])[];

const dayMinutes = 24 * 60;
const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const longDays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const japaneseDays = '日月火水木金土';
const wholeDay: Span = { from: 0, to: dayMinutes };

export const alwaysOpen: WeeklyHours = dayNames.map(() => [wholeDay]);

export type ParsedHours<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: string };

/** Digits and marks as ASCII, one dash for all that people use for "to", and no spaces around it. */
const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/から/g, '-')
    .replace(/まで/g, '')
    .replace(/\s*[-‐‑–—―−~〜ー]\s*/g, '-')
    .replace(/曜日?/g, '')
    .trim();

const tokensOf = (text: string): string[] =>
  tidy(text)
    // 「平日9時」: a space is often left out between days and hours.
    .replace(/([^\d\s:.\-,;午前後時分半])(?=\d|午[前後])/g, '$1 ')
    .split(/[\s,;、。・/]+/)
    .filter((token) => token !== '');

/** Reads a week's hours. Days not named are closed; hours without days are for every day. */
export function parseWeeklyHours(text: string): ParsedHours<WeeklyHours> {
  const week: Span[][] = dayNames.map(() => []);
  let days: number[] = [];
  let lastWasSpan = true;
  let anySpan = false;
  for (const token of tokensOf(text)) {
    const named = parseDays(token);
    if (named) {
      days = lastWasSpan ? named : [...days, ...named];
      lastWasSpan = false;
      continue;
    }
    const span = parseSpan(token);
    if (!span) return { ok: false, fault: `'${token}' is neither a day nor a time such as 09:00-17:00` };
    for (const day of days.length > 0 ? days : dayNames.keys()) week[day]!.push(span);
    lastWasSpan = true;
    anySpan = true;
  }
  if (!anySpan) return { ok: false, fault: `'${text}' names no time` };
  if (!lastWasSpan) return { ok: false, fault: `'${text}' ends with a day that has no time` };
  for (const spans of week) {
    const fault = sortAndCheck(spans);
    if (fault) return { ok: false, fault };
  }
  return { ok: true, value: week };
}

/** Reads one day's spans: '09:00-12:00, 13:00-17:00', '24h'. */
export function parseDaySpans(text: string): ParsedHours<readonly Span[]> {
  const spans: Span[] = [];
  for (const token of tokensOf(text)) {
    const span = parseSpan(token);
    if (!span) return { ok: false, fault: `'${token}' is not a time such as 09:00-17:00` };
    spans.push(span);
  }
  if (spans.length === 0) return { ok: false, fault: `'${text}' names no time` };
  const fault = sortAndCheck(spans);
  return fault ? { ok: false, fault } : { ok: true, value: spans };
}

function sortAndCheck(spans: Span[]): string | undefined {
  spans.sort((a, b) => a.from - b.from);
  for (const [at, span] of spans.entries()) {
    const next = spans[at + 1];
    if (next && next.from < span.to) return `${formatSpan(span)} and ${formatSpan(next)} overlap`;
  }
  return undefined;
}

/** Day numbers that a token names, or undefined if it names none: 'Mon-Fri', 'sat', '月-金', '土日', '平日', '毎日'. */
function parseDays(token: string): number[] | undefined {
  const words: Readonly<Record<string, number[]>> = {
    daily: [0, 1, 2, 3, 4, 5, 6],
    毎日: [0, 1, 2, 3, 4, 5, 6],
    weekdays: [1, 2, 3, 4, 5],
    平日: [1, 2, 3, 4, 5],
  };
  const lower = token.toLowerCase();
  if (words[lower]) return words[lower];
  if (/^[日月火水木金土]+$/.test(token)) return [...token].map((day) => japaneseDays.indexOf(day));
  const [first, last, ...more] = lower.split('-').map(dayNumber);
  if (first === undefined || more.length > 0) return undefined;
  if (!lower.includes('-')) return [first];
  if (last === undefined) return undefined;
  // 'Sat-Mon' runs over the week's end.
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, at) => (first + at) % 7);
}

function dayNumber(word: string): number | undefined {
  const at =
    word.length === 1
      ? japaneseDays.indexOf(word)
      : longDays.findIndex((name) => word.length >= 3 && name.startsWith(word));
  return at >= 0 ? at : undefined;
}

function parseSpan(token: string): Span | undefined {
  if (/^(24h|24時間|always)$/i.test(token)) return wholeDay;
  const [fromText, toText, ...more] = token.split('-');
  if (fromText === undefined || toText === undefined || more.length > 0) return undefined;
  const from = parseTime(fromText);
  let to = parseTime(toText);
  if (from === undefined || to === undefined || from >= dayMinutes) return undefined;
  if (to <= from) to += dayMinutes;
  return to - from <= dayMinutes ? { from, to } : undefined;
}

/** Minutes after midnight: '9', '09:00', '9時', '9時半', '午後5時30分', '32:00' (08:00 on the next day). */
function parseTime(text: string): number | undefined {
  const match = /^(午前|午後)?(\d{1,2})(?::(\d{2})|時(?:(\d{1,2})分|(半))?)?$/.exec(text);
  if (!match) return undefined;
  const [, half, hourText, colonMinutes, minutes, thirty] = match;
  const minute = thirty ? 30 : Number(colonMinutes ?? minutes ?? 0);
  const hour = Number(hourText) + (half === '午後' && Number(hourText) < 12 ? 12 : 0);
  return minute < 60 && hour * 60 + minute <= 2 * dayMinutes ? hour * 60 + minute : undefined;
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** '09:00-17:00', '17:00-09:00' past midnight, '24h'. */
export function formatSpan({ from, to }: Span): string {
  if (from === 0 && to === dayMinutes) return '24h';
  return `${clock(from)}-${clock(to > dayMinutes ? to - dayMinutes : to)}`;
}

export const formatDaySpans = (spans: readonly Span[]): string => spans.map(formatSpan).join(', ');

/** The canonical form, Monday first, days with the same hours joined: 'Mon-Fri 09:00-17:00; Sat 09:00-12:00'. */
export function formatWeeklyHours(week: WeeklyHours): string {
  const order = [1, 2, 3, 4, 5, 6, 0];
  const runs: { first: number; last: number; text: string }[] = [];
  for (const day of order) {
    const text = formatDaySpans(week[day]!);
    const run = runs.at(-1);
    if (run && run.text === text) run.last = day;
    else runs.push({ first: day, last: day, text });
  }
  return runs
    .filter((run) => run.text !== '')
    .map(({ first, last, text }) => {
      if (first === 1 && last === 0) return text;
      return `${dayNames[first]}${first === last ? '' : `-${dayNames[last]}`} ${text}`;
    })
    .join('; ');
}
