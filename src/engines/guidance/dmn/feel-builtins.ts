import {
  atTime,
  daysOf,
  isTemporal,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
  Temporal,
} from './feel-temporal.ts';
import { allOf, anyOf, compare, decimal, equals, type FeelValue, isList } from './feel-value.ts';

/** A built-in function; too few, too many or unfit arguments give null, as FEEL has it. */
export type Builtin = (...values: FeelValue[]) => FeelValue;

type Numbers = readonly number[];

/** `max(1, 2)` and `max([1, 2])` are the same call. */
const itemsOf = (values: readonly FeelValue[]): readonly FeelValue[] =>
  values.length === 1 && isList(values[0]!) ? values[0] : values;

const numbersOf = (values: readonly FeelValue[]): Numbers | null => {
  const items = itemsOf(values);
  return items.length > 0 && items.every((item) => typeof item === 'number') ? (items as Numbers) : null;
};

const ofNumber =
  (operation: (value: number) => FeelValue): Builtin =>
  (value = null, ...rest) =>
    typeof value === 'number' && rest.length === 0 ? operation(value) : null;

const ofString =
  (operation: (value: string) => FeelValue): Builtin =>
  (value = null, ...rest) =>
    typeof value === 'string' && rest.length === 0 ? operation(value) : null;

const ofStrings =
  (operation: (left: string, right: string) => FeelValue): Builtin =>
  (left = null, right = null, ...rest) =>
    typeof left === 'string' && typeof right === 'string' && rest.length === 0 ? operation(left, right) : null;

const ofList =
  (operation: (list: readonly FeelValue[], ...rest: FeelValue[]) => FeelValue): Builtin =>
  (list = null, ...rest) =>
    isList(list) ? operation(list, ...rest) : list === null ? null : operation([list], ...rest);

const ofNumbers =
  (operation: (numbers: Numbers) => number): Builtin =>
  (...values) => {
    const numbers = numbersOf(values);
    return numbers && decimal(operation(numbers));
  };

const extreme =
  (sign: 1 | -1): Builtin =>
  (...values) => {
    const items = itemsOf(values);
    let best: FeelValue = items[0] ?? null;
    for (const item of items) {
      const order = compare(item, best);
      if (order === null) return null;
      if (order * sign > 0) best = item;
    }
    return best;
  };

const sumOf = (numbers: Numbers): number => numbers.reduce((sum, number) => decimal(sum + number) ?? Number.NaN, 0);

/** Steps of ten, exactly enough: 1.005 to two places goes through its decimal text, not through 1.005 * 100. */
const shifted = (value: number, places: number): number => {
  const [digits = '0', exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
};

const halfEven = (value: number): number => {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
};

const rounding =
  (round: (value: number) => number): Builtin =>
  (value = null, places = 0) =>
    typeof value === 'number' && typeof places === 'number' ? shifted(round(shifted(value, places)), -places) : null;

/** FEEL counts characters, not UTF-16 units, from 1, and from the end with negative numbers. */
const substring: Builtin = (text = null, start = null, length = null) => {
  if (typeof text !== 'string' || typeof start !== 'number' || start === 0) return null;
  const characters = [...text];
  const from = start > 0 ? start - 1 : characters.length + start;
  const to = typeof length === 'number' ? from + length : characters.length;
  return characters.slice(Math.max(0, from), Math.max(0, to)).join('');
};

const contains = (list: readonly FeelValue[], value: FeelValue): boolean =>
  list.some((item) => equals(item, value) === true);

const distinct = (list: readonly FeelValue[]): FeelValue[] => {
  const found: FeelValue[] = [];
  for (const item of list) if (!contains(found, item)) found.push(item);
  return found;
};

const listsOf = (values: readonly FeelValue[]): FeelValue[] =>
  values.flatMap((value) => (isList(value) ? value : [value]));

const toDate: Builtin = (value = null, month = null, day = null) => {
  if (typeof value === 'string') return parseDate(value);
  if (isTemporal(value)) {
    if (value.kind === 'date') return value;
    return value.kind === 'date and time' ? new Temporal('date', Math.floor(value.amount / 86_400)) : null;
  }
  if (typeof value !== 'number' || typeof month !== 'number' || typeof day !== 'number') return null;
  const days = daysOf(value, month, day);
  return days === null ? null : new Temporal('date', days);
};

const toTime: Builtin = (value = null, minute = null, second = null) => {
  if (typeof value === 'string') return parseTime(value);
  if (isTemporal(value)) {
    if (value.kind === 'time') return value;
    const timeOfDay = ((value.amount % 86_400) + 86_400) % 86_400;
    return value.kind === 'date and time' ? new Temporal('time', timeOfDay, value.offset) : null;
  }
  if (typeof value !== 'number' || typeof minute !== 'number' || typeof second !== 'number') return null;
  const fits = value >= 0 && value < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  return fits ? new Temporal('time', value * 3600 + minute * 60 + second) : null;
};

const toDateTime: Builtin = (value = null, time = null) => {
  if (typeof value === 'string') return parseDateTime(value);
  return isTemporal(value) && isTemporal(time) && time.kind === 'time' && value.kind.startsWith('date')
    ? atTime(value, time)
    : null;
};

const monthsBetween: Builtin = (from = null, to = null) => {
  if (!isTemporal(from) || !isTemporal(to) || !from.kind.startsWith('date') || from.kind !== to.kind) return null;
  const [start, end] = [String(from), String(to)];
  const months = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  const whole = months(end) - months(start);
  const [startRest, endRest] = [start.slice(8), end.slice(8)];
  const cut = whole > 0 && endRest < startRest ? -1 : whole < 0 && endRest > startRest ? 1 : 0;
  return new Temporal('years and months duration', whole + cut);
};

const toText = (value: FeelValue): FeelValue =>
  value === null || typeof value === 'string'
    ? value
    : isTemporal(value) || typeof value !== 'object'
      ? String(value)
      : null;

const toNumber: Builtin = (text = null, grouping = null, point = null) => {
  if (typeof text === 'number') return text;
  if (typeof text !== 'string') return null;
  const ungrouped = typeof grouping === 'string' ? text.replaceAll(grouping, '') : text;
  const plain = typeof point === 'string' ? ungrouped.replace(point, '.') : ungrouped;
  return /^-?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?$/.test(plain) ? Number(plain) : null;
};

/**
 * The functions of DMN 1.3 §10.3.4 that decision tables of level 2, and ours, call. `now` and `today` are left out on
 * purpose: the time is an input, so that every decision can be replayed.
 */
export const builtins: Readonly<Record<string, Builtin>> = {
  not: (value = null) => (typeof value === 'boolean' ? !value : null),
  number: toNumber,
  string: (value = null) => toText(value),
  date: toDate,
  time: toTime,
  'date and time': toDateTime,
  duration: ofString(parseDuration),
  'years and months duration': monthsBetween,
  substring,
  'string length': ofString((text) => [...text].length),
  'upper case': ofString((text) => text.toUpperCase()),
  'lower case': ofString((text) => text.toLowerCase()),
  'substring before': ofStrings((text, match) => text.slice(0, Math.max(0, text.indexOf(match)))),
  'substring after': ofStrings((text, match) =>
    text.includes(match) ? text.slice(text.indexOf(match) + match.length) : '',
  ),
  contains: ofStrings((text, match) => text.includes(match)),
  'starts with': ofStrings((text, match) => text.startsWith(match)),
  'ends with': ofStrings((text, match) => text.endsWith(match)),
  'list contains': (list = null, value = null) =>
    isList(list) ? contains(list, value) : list === null ? null : equals(list, value),
  count: (list = null) => (isList(list) ? list.length : list === null ? null : 1),
  min: extreme(-1),
  max: extreme(1),
  sum: ofNumbers(sumOf),
  mean: ofNumbers((numbers) => sumOf(numbers) / numbers.length),
  all: (...values) => allOf(itemsOf(values)),
  any: (...values) => anyOf(itemsOf(values)),
  append: ofList((list, ...rest) => [...list, ...rest]),
  concatenate: (...values) => listsOf(values),
  union: (...values) => distinct(listsOf(values)),
  'distinct values': ofList(distinct),
  'index of': ofList((list, value = null) => list.flatMap((item, at) => (equals(item, value) ? [at + 1] : []))),
  reverse: ofList((list) => list.toReversed()),
  abs: ofNumber(Math.abs),
  floor: rounding(Math.floor),
  ceiling: rounding(Math.ceil),
  decimal: (value = null, places = null) => (places === null ? null : rounding(halfEven)(value, places)),
  sqrt: ofNumber((value) => (value < 0 ? null : Math.sqrt(value))),
  odd: ofNumber((value) => Math.abs(value % 2) === 1),
  even: ofNumber((value) => value % 2 === 0),
  modulo: (value = null, divisor = null) => {
    if (typeof value !== 'number' || typeof divisor !== 'number' || divisor === 0) return null;
    return decimal(value - divisor * Math.floor(value / divisor));
  },
};
