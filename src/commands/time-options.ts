import { type OnDate, parseOnDate } from '../base/jst.ts';
import { Problem } from '../base/problem.ts';

const badDate = {
  code: 'cli.bad-date',
  status: 400,
  title: "{option} '{text}' is not a date; write it as 2020-05-08.",
} as const;
const badTime = {
  code: 'cli.bad-time',
  status: 400,
  title: "{option} '{text}' is not a time; write it as 2020-05-08T09:00:00+09:00 (without an offset: time in Japan).",
} as const;

/** A calendar date as an option gives it. @throws Problem */
export function dateOption(option: string, text: string): OnDate {
  const on = parseOnDate(text);
  if (on === undefined) throw new Problem(badDate, { option, text });
  return on;
}

const form = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** An instant with its offset, or date and time as clocks in Japan show them; a date alone is its midnight. @throws Problem */
export function instantOption(option: string, text: string): Date {
  const [, date = '', hours = '00', minutes = '00', seconds = '00', offset = '+09:00'] = form.exec(text) ?? [];
  const zone = offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2').toUpperCase();
  const at = new Date(`${date}T${hours}:${minutes}:${seconds}${zone}`);
  if (parseOnDate(date) === undefined || Number.isNaN(at.getTime())) throw new Problem(badTime, { option, text });
  return at;
}
