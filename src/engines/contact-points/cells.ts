import { jstInstant, type OnDate, parseOnDate } from '../../base/jst.ts';
import type { Places } from '../../base/places.ts';
import { type ParsedHours, parseDaySpans } from './hours.ts';
import type { DayRule } from './model.ts';

/**
 * Readers of single cells. A fault is the rest of a sentence that begins with the cell's content: "is not a date; write …".
 * Spreadsheets drop leading zeros and rewrite dates, so both are read back where no doubt is left.
 */
export type Cell<T> = ParsedHours<T>;

const fine = <T>(value: T): Cell<T> => ({ ok: true, value });
const faulty = (fault: string): Cell<never> => ({ ok: false, fault });

/** 'closed' or 'as usual', in Japanese too, or the hours of such a day. */
export function dayRuleOf(text: string): Cell<DayRule> {
  const word = text.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '');
  if (['closed', '休み', '休業', '休止', 'なし'].includes(word)) return fine('closed');
  if (['asusual', '通常どおり', '通常通り', '平常どおり', '平常通り'].includes(word)) return fine('as-usual');
  const spans = parseDaySpans(text);
  return spans.ok ? spans : faulty(`is not understood; write closed, as usual, or hours such as 09:00-12:00`);
}

/** '2020-05-08' or, as spreadsheets write it, '2020/5/8'. */
export function dateOf(text: string): Cell<OnDate> {
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text.normalize('NFKC'));
  const date = match && parseOnDate(`${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}`);
  return date ? fine(date) : faulty('is not a date that exists; write it as 2020-05-08');
}

/** '2020-05-08 09:00' in Japan, or an ISO instant with its offset. */
export function instantOf(text: string): Cell<Date> {
  const tidy = text.normalize('NFKC').trim();
  const local = /^(\d{4}[-/]\d{1,2}[-/]\d{1,2})[ T](\d{1,2}):(\d{2})(?::00)?$/.exec(tidy);
  if (local) {
    const date = dateOf(local[1]!);
    const minute = Number(local[2]) * 60 + Number(local[3]);
    if (date.ok && minute <= 24 * 60 && Number(local[3]) < 60) return fine(jstInstant(date.value, minute));
  } else if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(tidy) && !Number.isNaN(Date.parse(tidy))) {
    return fine(new Date(tidy));
  }
  return faulty('is not a date and time; write it as 2020-05-08 09:00 (Japan time)');
}

/** Digits with hyphens, or a short number such as 119 or #8000; kept as written, in plain digits. */
export function phoneOf(text: string): Cell<string> {
  const number = text
    .normalize('NFKC')
    .replace(/[‐‑–—―−ー]/g, '-')
    .replace(/\s/g, '');
  if (/^[1-9]\d{8,9}$/.test(number)) {
    return faulty('has lost its leading 0, as spreadsheets do; write it with hyphens, such as 0120-000-041');
  }
  const shape = /^(#?\d{3,4}|0\d{1,4}-?\d{1,4}-?\d{2,4}|\+\d{1,3}(-?\d{1,4}){2,4})$/;
  const digits = number.replace(/\D/g, '').length;
  if (!shape.test(number) || (number.startsWith('0') && digits !== 10 && digits !== 11)) {
    return faulty('is not a phone number; write it as 0120-000-041, 119 or #8000');
  }
  return fine(number);
}

/** '04', or '4' as a spreadsheet leaves it. */
export function prefectureOf(text: string, places: Places): Cell<string> {
  const code = text.normalize('NFKC').padStart(2, '0');
  const byName = places.prefectures().find((one) => one.name === text || one.slug === text.toLowerCase());
  if (byName) return fine(byName.code);
  return places.prefecture(code) ? fine(code) : faulty('is not a prefecture; write its code, 01 to 47');
}

export const listOf = (text: string): string[] => text.split(/[\s,;、。・]+/).filter((item) => item !== '');

/**
 * Municipalities by code of five or six digits (the sixth is the check digit) or by name; a designated city by its own name
 * or code stands for all its wards. Sorted, each once.
 */
export function municipalitiesOf(text: string, prefectureCode: string, places: Places): Cell<readonly string[]> {
  const inPrefecture = places.municipalitiesIn(prefectureCode);
  const codes = new Set<string>();
  for (const item of listOf(text.normalize('NFKC'))) {
    const found = /^\d+$/.test(item)
      ? municipalitiesOfCode(item, prefectureCode, places)
      : inPrefecture.filter(({ name }) => name === item || name.endsWith(`郡${item}`) || isWardOf(name, item));
    if (found.length === 0) {
      return faulty(
        `names '${item}', which is no municipality of prefecture ${prefectureCode}; write five-digit codes such as ${inPrefecture[0]!.code}`,
      );
    }
    for (const { code } of found) codes.add(code);
  }
  return fine([...codes].sort());
}

const isWardOf = (name: string, city: string): boolean =>
  city.endsWith('市') && name.startsWith(city) && name.endsWith('区');

function municipalitiesOfCode(digits: string, prefectureCode: string, places: Places) {
  // A spreadsheet drops the leading 0 of prefectures 01 to 09, so each code is tried with it as well.
  const five = [digits, `0${digits}`]
    .flatMap((code) => (code.length === 5 ? [code] : hasCheckDigit(code) ? [code.slice(0, 5)] : []))
    .find((code) => code.startsWith(prefectureCode));
  if (five === undefined) return [];
  const one = places.municipality(five);
  if (one) return [one];
  // A designated city's code ends in 0; its wards follow within the same hundred, up to the next city's.
  const wards = places.municipalitiesIn(prefectureCode).filter(({ name }) => /市.+区$/.test(name));
  const cityOf = (name: string) => name.slice(0, name.indexOf('市', 1) + 1);
  const first = wards.find(({ code }) => `${code.slice(0, 4)}0` === five);
  return first ? wards.filter(({ name }) => cityOf(name) === cityOf(first.name)) : [];
}

/** The sixth digit of a local government code (JIS X 0402): weights 6 to 2, modulo 11. */
function hasCheckDigit(digits: string): boolean {
  if (digits.length !== 6) return false;
  const sum = [6, 5, 4, 3, 2].reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  const rest = sum < 11 ? 11 - sum : 11 - (sum % 11);
  return String(rest % 10) === digits[5];
}

/** Three to seven digits each, hyphens left out. */
export function zipPrefixesOf(text: string, prefectureCode: string, places: Places): Cell<readonly string[]> {
  const prefixes = listOf(text.normalize('NFKC')).map((item) => item.replace(/[-‐‑–—―−ー]/g, ''));
  for (const prefix of prefixes) {
    if (!/^\d{3,7}$/.test(prefix)) {
      return faulty(`contains '${prefix}'; write the first three to seven digits, leading zeros included`);
    }
    const found = prefix.length === 7 ? places.municipalitiesOfZip(prefix) : undefined;
    if (found && !found.some((one) => one.prefectureCode === prefectureCode)) {
      return faulty(`contains '${prefix}', which is no postal code of prefecture ${prefectureCode}; correct it`);
    }
  }
  return fine([...new Set(prefixes)].sort());
}

/** BCP 47 tags: 'ja en zh-Hant'. */
export function languagesOf(text: string): Cell<readonly string[]> {
  const tags = listOf(text);
  const odd = tags.find((tag) => !/^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(tag));
  return odd === undefined ? fine(tags) : faulty(`contains '${odd}'; write language codes such as ja en zh ko vi`);
}
