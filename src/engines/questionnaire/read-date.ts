import { type OnDate, parseOnDate } from '../../base/jst.ts';
import { type Fault, type Reading, read, refuse } from './fault.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** 令和1年 = 2019. Earlier eras never name a day that is asked for here. */
const reiwaStart = 2018;

/** No date is written longer; more is not looked at. */
const longestDate = 40;

interface Typed {
  readonly year?: number;
  readonly month: number;
  readonly day: number;
}

/**
 * A date as people type it: 2020-04-21, 2020/4/21, 20200421, 2020年4月21日, 令和2年4月21日, 4月21日, 4/21, 21 April,
 * or the three fields year, month, day (year may be left empty). Without a year it is the latest such day that is not
 * after `today`. Full-width digits are taken.
 */
export function readDate(raw: string | readonly string[], today: OnDate): Reading {
  const tooLong = [raw].flat().some((field) => field.length > longestDate);
  if (tooLong) return refuse('questionnaire.not-a-date');
  const typed = typeof raw === 'string' ? parseTyped(raw) : parseFields(raw);
  if (typed === undefined) return refuse('questionnaire.not-a-date');
  if (typed === 'incomplete') return refuse('questionnaire.date-incomplete');
  const { year, month, day } = typed;
  const on = year === undefined ? latestBefore(today, month, day) : dateOf(year, month, day);
  if (on !== undefined) return read(on);
  const params: Fault['params'] = { year: year ?? Number(today.slice(0, 4)), month, day };
  return refuse('questionnaire.no-such-date', params);
}

const two = (value: number): string => String(value).padStart(2, '0');

const dateOf = (year: number, month: number, day: number): OnDate | undefined =>
  year < 1900 ? undefined : parseOnDate(`${year}-${two(month)}-${two(day)}`);

/** Eight years reach back over any 29 February. */
function latestBefore(today: OnDate, month: number, day: number): OnDate | undefined {
  const thisYear = Number(today.slice(0, 4));
  for (let year = thisYear; year >= thisYear - 8; year -= 1) {
    const on = dateOf(year, month, day);
    if (on !== undefined && on <= today) return on;
  }
  return undefined;
}

function parseFields(fields: readonly string[]): Typed | 'incomplete' | undefined {
  const [year = '', month = '', day = ''] = fields.map((field) => field.normalize('NFKC').replace(/[年月日\s]/g, ''));
  if (month === '' || day === '') return 'incomplete';
  if (fields.length > 3 || ![month, day].every((field) => /^\d{1,2}$/.test(field)) || !/^(\d{4})?$/.test(year)) {
    return undefined;
  }
  return { ...(year !== '' && { year: Number(year) }), month: Number(month), day: Number(day) };
}

function parseTyped(raw: string): Typed | undefined {
  const text = raw
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[ー−–—‐]/g, '-')
    .replace(/\s+/g, ' ');
  const era = /^(?:令和|r) ?(\d{1,2}|元)[年./-] ?(\d{1,2})[月./-] ?(\d{1,2})日?$/.exec(text);
  if (era) return typed(String(reiwaStart + (era[1] === '元' ? 1 : Number(era[1]))), era[2], era[3]);
  const full =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4}) ?[年./-] ?(\d{1,2}) ?[月./-] ?(\d{1,2}) ?日?$/.exec(text);
  if (full) return typed(full[1], full[2], full[3]);
  const short = /^(\d{1,2}) ?[月./-] ?(\d{1,2}) ?日?$/.exec(text);
  if (short) return typed(undefined, short[1], short[2]);
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,?(?: (\d{4}))?$/.exec(text);
  if (dayFirst) return named(dayFirst[3], dayFirst[2]!, dayFirst[1]);
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?$/.exec(text);
  if (monthFirst) return named(monthFirst[3], monthFirst[1]!, monthFirst[2]);
  return undefined;
}

const typed = (year: string | undefined, month: string | undefined, day: string | undefined): Typed => ({
  ...(year !== undefined && { year: Number(year) }),
  month: Number(month),
  day: Number(day),
});

function named(year: string | undefined, month: string, day: string | undefined): Typed | undefined {
  const index = months.indexOf(month.slice(0, 3));
  return index < 0 ? undefined : typed(year, String(index + 1), day);
}
