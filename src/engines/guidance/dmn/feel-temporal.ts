/**
 * Dates, times and durations of FEEL (DMN 1.3 §10.3.2.3). A plain calendar value on the proleptic Gregorian calendar;
 * offsets are fixed ('+09:00', 'Z'): named time zones are not understood and give null.
 */
export type TemporalKind = 'date' | 'time' | 'date and time' | 'days and time duration' | 'years and months duration';

export class Temporal {
  readonly kind: TemporalKind;
  /** date: days since 1970-01-01 · time: seconds since midnight · date and time: seconds since 1970 · durations: seconds, months. */
  readonly amount: number;
  /** Seconds east of UTC, where the text gave an offset. */
  readonly offset: number | null;

  constructor(kind: TemporalKind, amount: number, offset: number | null = null) {
    this.kind = kind;
    this.amount = amount;
    this.offset = offset;
  }

  toString(): string {
    return formatTemporal(this);
  }
}

export const isTemporal = (value: unknown): value is Temporal => value instanceof Temporal;

const daySeconds = 86_400;
const offsetPattern = '(Z|[+-]\\d{2}:\\d{2}(?::\\d{2})?)?';
const timePattern = `(\\d{2}):(\\d{2}):(\\d{2}(?:\\.\\d+)?)${offsetPattern}`;
const dateOnly = /^(-?\d{4,9})-(\d{2})-(\d{2})$/;
const timeOnly = new RegExp(`^T?${timePattern}$`);
const durationPattern = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Days since 1970-01-01 of a date that exists, else null. */
export function daysOf(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.getTime() / (daySeconds * 1000) : null;
}

export function parseDate(text: string): Temporal | null {
  const match = dateOnly.exec(text);
  const days = match && daysOf(Number(match[1]), Number(match[2]), Number(match[3]));
  return days === null ? null : new Temporal('date', days);
}

export function parseTime(text: string): Temporal | null {
  const match = timeOnly.exec(text);
  if (!match) return null;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (hours > 23 || minutes > 59 || seconds >= 60) return null;
  return new Temporal('time', hours * 3600 + minutes * 60 + seconds, parseOffset(match[4]));
}

export function parseDateTime(text: string): Temporal | null {
  const at = text.indexOf('T');
  const date = parseDate(at < 0 ? text : text.slice(0, at));
  const time = at < 0 ? new Temporal('time', 0) : parseTime(text.slice(at + 1));
  return date && time && atTime(date, time);
}

export const atTime = (date: Temporal, time: Temporal): Temporal =>
  new Temporal('date and time', Math.floor(dayOf(date)) * daySeconds + time.amount, time.offset);

export function parseDuration(text: string): Temporal | null {
  const match = durationPattern.exec(text);
  if (!match || /[PT]$/.test(text)) return null;
  const sign = match[1] ? -1 : 1;
  const number = (at: number): number => Number(match[at] ?? 0);
  const hasMonths = match[2] !== undefined || match[3] !== undefined;
  const hasDays = match[4] !== undefined || match[5] !== undefined;
  if (hasMonths === hasDays) return null;
  if (hasMonths) return new Temporal('years and months duration', sign * (number(2) * 12 + number(3)));
  const seconds = number(4) * daySeconds + number(6) * 3600 + number(7) * 60 + number(8);
  return new Temporal('days and time duration', sign * seconds);
}

/** What `@"…"` means: whichever of the five kinds the text is. */
export const parseTemporal = (text: string): Temporal | null =>
  parseDate(text) ?? parseTime(text) ?? (text.includes('T') ? parseDateTime(text) : null) ?? parseDuration(text);

function parseOffset(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (text === 'Z') return 0;
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(':').map(Number);
  return (text[0] === '-' ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
}

const instantOf = (value: Temporal): number => value.amount - (value.offset ?? 0);

/** Days since 1970 at which a date, or a date and time, lies. */
const dayOf = (value: Temporal): number => (value.kind === 'date' ? value.amount : value.amount / daySeconds);

export function compareTemporal(left: Temporal, right: Temporal): number | null {
  if (left.kind !== right.kind) return null;
  if ((left.offset === null) !== (right.offset === null)) return null;
  return instantOf(left) - instantOf(right);
}

const isDuration = (value: Temporal): boolean => value.kind.endsWith('duration');

export function addTemporal(left: Temporal, right: Temporal): Temporal | null {
  if (!isDuration(right)) return isDuration(left) ? addTemporal(right, left) : null;
  if (left.kind === right.kind) return new Temporal(left.kind, left.amount + right.amount);
  if (isDuration(left)) return null;
  return right.kind === 'years and months duration' ? addMonths(left, right.amount) : addSeconds(left, right.amount);
}

export function subtractTemporal(left: Temporal, right: Temporal): Temporal | null {
  if (isDuration(right)) return addTemporal(left, new Temporal(right.kind, -right.amount));
  if (left.kind !== right.kind || (left.offset === null) !== (right.offset === null)) return null;
  const unit = left.kind === 'date' ? daySeconds : 1;
  return new Temporal('days and time duration', (instantOf(left) - instantOf(right)) * unit);
}

export function multiplyTemporal(value: Temporal, factor: number): Temporal | null {
  if (!isDuration(value)) return null;
  const amount = value.amount * factor;
  return new Temporal(value.kind, value.kind === 'years and months duration' ? Math.trunc(amount) : amount);
}

export function divideTemporal(value: Temporal, divisor: Temporal | number): Temporal | number | null {
  if (!isDuration(value)) return null;
  if (typeof divisor === 'number') return divisor === 0 ? null : multiplyTemporal(value, 1 / divisor);
  return value.kind === divisor.kind && divisor.amount !== 0 ? value.amount / divisor.amount : null;
}

export const negateTemporal = (value: Temporal): Temporal | null =>
  isDuration(value) ? new Temporal(value.kind, -value.amount) : null;

/** The day of the month is cut to what the month has: 31 January plus a month is the last of February. */
function addMonths(value: Temporal, months: number): Temporal | null {
  if (value.kind === 'time') return null;
  const { year, month, day } = calendar(value);
  const index = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  for (let toDay = day; toDay > 27; toDay -= 1) {
    const days = daysOf(toYear, toMonth, toDay);
    if (days !== null) return withDays(value, days);
  }
  return withDays(value, daysOf(toYear, toMonth, day)!);
}

function withDays(value: Temporal, days: number): Temporal {
  if (value.kind === 'date') return new Temporal('date', days);
  const timeOfDay = value.amount - Math.floor(dayOf(value)) * daySeconds;
  return new Temporal(value.kind, days * daySeconds + timeOfDay, value.offset);
}

function addSeconds(value: Temporal, seconds: number): Temporal {
  if (value.kind === 'date') return new Temporal('date', Math.floor(value.amount + seconds / daySeconds));
  const amount = value.amount + seconds;
  const wrapped = value.kind === 'time' ? ((amount % daySeconds) + daySeconds) % daySeconds : amount;
  return new Temporal(value.kind, wrapped, value.offset);
}

function calendar(value: Temporal): { year: number; month: number; day: number; weekday: number } {
  const date = new Date(Math.floor(dayOf(value)) * daySeconds * 1000);
  const weekday = date.getUTCDay() || 7;
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday };
}

/** `date.year`, `time.hour`, `duration.days` and their like (DMN 1.3 tables 65–69); null for a name that the kind lacks. */
export function temporalProperty(value: Temporal, name: string): number | Temporal | null {
  if (value.kind === 'years and months duration') {
    if (name === 'years') return Math.trunc(value.amount / 12);
    return name === 'months' ? value.amount % 12 : null;
  }
  if (value.kind === 'days and time duration') {
    const parts = { days: daySeconds, hours: 3600, minutes: 60, seconds: 1 };
    const above = { days: Number.POSITIVE_INFINITY, hours: daySeconds, minutes: 3600, seconds: 60 };
    if (!(name in parts)) return null;
    const unit = name as keyof typeof parts;
    const rest = above[unit] === Number.POSITIVE_INFINITY ? value.amount : value.amount % above[unit];
    return Math.trunc(rest / parts[unit]);
  }
  if (value.kind !== 'time' && ['year', 'month', 'day', 'weekday'].includes(name)) {
    return calendar(value)[name as 'year' | 'month' | 'day' | 'weekday'];
  }
  if (value.kind === 'date') return null;
  const timeOfDay = ((value.amount % daySeconds) + daySeconds) % daySeconds;
  if (name === 'hour') return Math.floor(timeOfDay / 3600);
  if (name === 'minute') return Math.floor((timeOfDay % 3600) / 60);
  if (name === 'second') return Math.floor(timeOfDay % 60);
  return name === 'time offset' && value.offset !== null ? new Temporal('days and time duration', value.offset) : null;
}

const two = (value: number): string => String(value).padStart(2, '0');

export function formatTemporal(value: Temporal): string {
  switch (value.kind) {
    case 'date': {
      const { year, month, day } = calendar(value);
      return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
    }
    case 'time':
      return formatClock(value.amount) + formatOffset(value.offset);
    case 'date and time': {
      const days = Math.floor(value.amount / daySeconds);
      const clock = formatClock(value.amount - days * daySeconds);
      return `${formatTemporal(new Temporal('date', days))}T${clock}${formatOffset(value.offset)}`;
    }
    case 'years and months duration':
      return formatDuration(
        value.amount,
        [
          ['Y', 12],
          ['M', 1],
        ],
        'P0M',
      );
    case 'days and time duration':
      return formatDuration(
        value.amount,
        [
          ['D', daySeconds],
          ['TH', 3600],
          ['TM', 60],
          ['TS', 1],
        ],
        'PT0S',
      );
  }
}

const formatClock = (seconds: number): string => {
  const rest = Number((seconds % 60).toFixed(9));
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor((seconds % 3600) / 60))}:${rest < 10 ? '0' : ''}${rest}`;
};

const formatOffset = (offset: number | null): string => {
  if (offset === null) return '';
  if (offset === 0) return 'Z';
  const minutes = Math.abs(offset) / 60;
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

function formatDuration(amount: number, units: readonly (readonly [string, number])[], zero: string): string {
  let rest = Math.abs(amount);
  let text = '';
  for (const [unit, size] of units) {
    const count = size === 1 ? Number(rest.toFixed(9)) : Math.floor(rest / size);
    rest -= count * size;
    if (count === 0) continue;
    const isTimePart = unit.startsWith('T');
    text += `${isTimePart && !text.includes('T') ? 'T' : ''}${count}${isTimePart ? unit.slice(1) : unit}`;
  }
  return text === '' ? zero : `${amount < 0 ? '-' : ''}P${text}`;
}
