import { describe, expect, it } from 'vitest';
import { jstInstant, type OnDate } from '../../../base/jst.ts';
import { type Language, languages } from '../../../base/language.ts';
import { rubyPlain } from '../../../base/ruby.ts';
import { createWords } from '../../../base/words.ts';
import { alwaysOpen, type Span } from '../../../engines/contact-points/hours.ts';
import {
  formatAbout,
  formatDate,
  formatDay,
  formatFrom,
  formatHours,
  formatInstant,
  formatLeft,
  formatMinute,
  formatUntil,
  phoneHref,
  phoneNumber,
} from './format.ts';
import type { Telling } from './frame.ts';
import { loadCatalogues } from './gallery/load.ts';

const words = createWords(loadCatalogues());
const at = (on: string, hour: number, minute = 0) => jstInstant(on as OnDate, hour * 60 + minute);
const telling = (language: Language, now = at('2020-04-28', 10)): Telling => ({
  language,
  say: words(language),
  now,
  isHoliday: (on) => on === '2020-04-29',
});
/** Said in Japanese, easy Japanese (readings in brackets) and English. */
const said = (tell: (telling: Telling) => string, now?: Date): string[] =>
  languages.map((language) => rubyPlain(tell(telling(language, now))));

describe('the time of day', () => {
  it.each([
    [0, '午前0時', '夜中(よなか)の 12時(じ)', '0:00'],
    [9 * 60, '午前9時', '朝(あさ)の 9時(じ)', '9:00'],
    [10 * 60 + 24, '午前10時24分', '朝(あさ)の 10時(じ) 24分(ぷん)', '10:24'],
    [11 * 60 + 5, '午前11時5分', '昼(ひる)の 11時(じ) 5分(ふん)', '11:05'],
    [12 * 60, '正午', '昼(ひる)の 12時(じ)', '12:00'],
    [12 * 60 + 30, '午後0時30分', '昼(ひる)の 12時(じ) 30分(ぷん)', '12:30'],
    [17 * 60, '午後5時', '夕方(ゆうがた)の 5時(じ)', '17:00'],
    [23 * 60 + 59, '午後11時59分', '夜(よる)の 11時(じ) 59分(ふん)', '23:59'],
    [24 * 60, '夜12時', '夜(よる)の 12時(じ)', 'midnight'],
  ])('at minute %i is said as people say it', (minute, ja, easy, en) => {
    expect(said((one) => formatMinute(one, minute))).toEqual([ja, easy, en]);
  });
});

describe('a day', () => {
  it('carries its day of the week', () => {
    expect(said((one) => formatDay(one, '2020-04-30' as OnDate))).toEqual([
      '4月30日（木）',
      '4月(がつ) 30日(にち) 木曜日(もくようび)',
      'Thursday 30 April',
    ]);
  });

  it('says that it is a holiday', () => {
    expect(said((one) => formatDay(one, '2020-04-29' as OnDate))).toEqual([
      '4月29日（水・祝）',
      '4月(がつ) 29日(にち) 水曜日(すいようび)・休(やす)みの 日(ひ)',
      'Wednesday 29 April (public holiday)',
    ]);
  });

  it.each([
    [1, '1日(ついたち)'],
    [4, '4日(か)'],
    [11, '11日(にち)'],
    [14, '14日(か)'],
    [20, '20日(はつか)'],
    [24, '24日(か)'],
    [31, '31日(にち)'],
  ])('number %i has its own reading', (day, reading) => {
    const on = `2020-05-${String(day).padStart(2, '0')}` as OnDate;
    expect(rubyPlain(formatDate(telling('easy'), on))).toBe(`2020年(ねん) 5月(がつ) ${reading}`);
  });

  it('of a document carries its year', () => {
    expect(said((one) => formatDate(one, '2021-12-31' as OnDate))[0]).toBe('2021年12月31日');
    expect(said((one) => formatDate(one, '2021-12-31' as OnDate))[2]).toBe('31 December 2021');
  });
});

describe('an instant', () => {
  it('is told in Japan’s time, wherever the server stands', () => {
    expect(said((one) => formatInstant(one, new Date('2020-04-21T01:24:00Z')))).toEqual([
      '2020年4月21日（火）午前10時24分',
      '2020年(ねん) 4月(がつ) 21日(にち) 火曜日(かようび) 朝(あさ)の 10時(じ) 24分(ぷん)',
      'Tuesday 21 April 2020, 10:24',
    ]);
  });

  it('crosses midnight with Japan, not with UTC', () => {
    expect(formatInstant(telling('ja'), new Date('2020-04-20T15:00:00Z'))).toBe('2020年4月21日（火）午前0時');
    expect(formatInstant(telling('ja'), new Date('2020-04-20T14:59:00Z'))).toBe('2020年4月20日（月）午後11時59分');
  });
});

describe('when something closes', () => {
  it.each([
    [at('2020-04-28', 17), '今日は午後5時まで', 'Until 17:00 today'],
    [at('2020-04-29', 0), '今日は夜12時まで', 'Until midnight today'],
    [at('2020-04-29', 9), 'あすの午前9時まで', 'Until 9:00 tomorrow'],
    [at('2020-04-30', 9), '4月30日（木）午前9時まで', 'Until 9:00 on Thursday 30 April'],
  ])('at %s', (closes, ja, en) => {
    const [japanese, , english] = said((one) => formatUntil(one, closes));
    expect([japanese, english]).toEqual([ja, en]);
  });
});

describe('when something opens', () => {
  it.each([
    [at('2020-04-28', 13), '今日の午後1時から', 'today from 13:00'],
    [at('2020-04-29', 9), 'あすの午前9時から', 'tomorrow from 9:00'],
    [at('2020-05-01', 9), '5月1日（金）午前9時から', 'Friday 1 May from 9:00'],
  ])('at %s', (opens, ja, en) => {
    const [japanese, , english] = said((one) => formatFrom(one, opens));
    expect([japanese, english]).toEqual([ja, en]);
  });

  it('counts tomorrow from Japan’s midnight', () => {
    const justBefore = at('2020-04-28', 23, 59);
    expect(formatFrom(telling('ja', justBefore), at('2020-04-29', 9))).toBe('あすの午前9時から');
    expect(formatFrom(telling('ja', at('2020-04-29', 0)), at('2020-04-29', 9))).toBe('今日の午前9時から');
  });
});

describe('roughly when', () => {
  it.each([
    [at('2020-04-28', 15, 12), '今日の午後3時ごろ', 'today at about 15:00'],
    [at('2020-04-29', 9, 17), 'あすの朝9時ごろ', 'tomorrow morning at about 9:00'],
    [at('2020-04-29', 16), 'あすの午後4時ごろ', 'tomorrow at about 16:00'],
    [at('2020-05-12', 11), '5月12日（火）午前11時ごろ', 'on Tuesday 12 May at about 11:00'],
  ])('is %s', (when, ja, en) => {
    const [japanese, , english] = said((one) => formatAbout(one, when));
    expect([japanese, english]).toEqual([ja, en]);
  });
});

describe('what is left', () => {
  it.each([
    [130, 'あと約2分', 'About 2 minutes left'],
    [60, 'あと約1分', 'About 1 minute left'],
    [34, 'あと約30秒', 'About 30 seconds left'],
    [0, 'あと約10秒', 'About 10 seconds left'],
  ])('of %i seconds', (seconds, ja, en) => {
    const [japanese, , english] = said((one) => formatLeft(one, seconds));
    expect([japanese, english]).toEqual([ja, en]);
  });
});

describe('weekly hours', () => {
  const day = (from: number, to: number): readonly Span[] => [{ from: from * 60, to: to * 60 }];

  it('gather days with the same hours', () => {
    const week = [[], day(9, 17), day(9, 17), day(9, 17), day(9, 17), day(9, 17), day(9, 12)];
    const [ja, , en] = said((one) => formatHours(one, week, true));
    expect(ja).toBe('月〜金 午前9時〜午後5時、土 午前9時〜正午（祝日を除く）');
    expect(en).toBe('Mon–Fri 9:00–17:00, Sat 9:00–12:00 (closed on public holidays)');
  });

  it('list days that do not follow each other, and Sunday after Saturday', () => {
    const week = [day(9, 12), [], day(9, 17), [], day(9, 17), [], day(9, 12)];
    expect(formatHours(telling('ja'), week, false)).toBe('火・木 午前9時〜午後5時、土・日 午前9時〜正午');
  });

  it('say "every day", "24 hours" and "the next day"', () => {
    expect(formatHours(telling('ja'), alwaysOpen, false)).toBe('毎日 24時間');
    const nights = [0, 1, 2, 3, 4, 5, 6].map(() => day(17, 33));
    expect(formatHours(telling('ja'), nights, false)).toBe('毎日 午後5時〜翌日の午前9時');
    expect(formatHours(telling('en'), nights, false)).toBe('Every day 17:00–9:00 the next day');
  });

  it('keep a lunch break', () => {
    const week = [[], [...day(9, 12), ...day(13, 17)], [], [], [], [], []];
    expect(formatHours(telling('ja'), week, false)).toBe('月 午前9時〜正午、午後1時〜午後5時');
  });
});

describe('a phone number', () => {
  it('breaks at its hyphens only', () => {
    expect(String(phoneNumber('0120-000-041'))).toBe('0120-<wbr>000-<wbr>041');
    expect(String(phoneNumber('119'))).toBe('119');
  });

  it('is dialled without them, with the hash of short numbers kept', () => {
    expect(phoneHref('0120-000-041')).toBe('tel:0120000041');
    expect(phoneHref('#7119')).toBe('tel:%237119');
    expect(phoneHref('119"><b>')).toBe('tel:119');
  });
});
