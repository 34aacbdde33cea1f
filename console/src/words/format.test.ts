import { describe, expect, it } from 'vitest';
import * as format from './format.ts';

describe('figures', () => {
  it('are grouped by thousands', () => {
    expect(format.count(0)).toBe('0');
    expect(format.count(999)).toBe('999');
    expect(format.count(1_284_077)).toBe('1,284,077');
  });

  it('show a share as percent with two digits, and its interval with a dash', () => {
    expect(format.percent(0.00418)).toBe('0.42');
    expect(format.percent(0.6961, 1)).toBe('69.6');
    expect(format.interval(0.0024, 0.0073)).toBe('0.24–0.73');
  });

  it('carry their sign, a true minus, and ± when nothing changed', () => {
    expect(format.signed(92)).toBe('+92');
    expect(format.signed(-1234)).toBe('−1,234');
    expect(format.signed(-0.12, 2)).toBe('−0.12');
    expect(format.signed(-0.001, 2)).toBe('±0.00');
    expect(format.signed(0)).toBe('±0');
  });
});

describe('days and times are those of Japan, wherever the console runs', () => {
  // 7 May 2020, 01:57:08 in Japan is still 6 May in London and in Newfoundland.
  const night = '2020-05-06T16:57:08Z';
  const now = new Date('2020-05-07T01:24:00Z');

  it('in both languages', () => {
    expect(format.day('2020-05-07', 'ja')).toBe('5月7日（木）');
    expect(format.day('2020-05-07', 'en')).toBe('Thu 7 May');
    expect(format.dayOfYear('2020-05-07', 'ja')).toBe('2020年5月7日（木）');
    expect(format.dayShort('2020-12-31', 'en')).toBe('31 Dec');
  });

  it('on the clock', () => {
    expect(format.clock(night)).toBe('01:57');
    expect(format.clockSeconds(night)).toBe('01:57:08');
    expect(format.moment(night, 'ja', now)).toBe('5/7 01:57');
    expect(format.moment(night, 'en', now)).toBe('7 May 01:57');
  });

  it('with the year where it is another one', () => {
    expect(format.moment('2019-12-31T15:00:00Z', 'ja', now)).toBe('1/1 00:00');
    expect(format.moment('2019-12-31T14:59:00Z', 'ja', now)).toBe('2019/12/31 23:59');
    expect(format.moment('2019-12-31T14:59:00Z', 'en', now)).toBe('31 Dec 2019 23:59');
  });

  it('as every date of a period, both ends included', () => {
    expect(format.datesBetween('2020-02-27', '2020-03-01')).toEqual([
      '2020-02-27',
      '2020-02-28',
      '2020-02-29',
      '2020-03-01',
    ]);
    expect(format.datesBetween('2020-03-01', '2020-02-27')).toEqual([]);
  });
});

describe('durations', () => {
  it('say how long ago in whole units', () => {
    expect(format.ago(3_400, 'ja')).toBe('3秒前');
    expect(format.ago(-50, 'en')).toBe('0 s ago');
    expect(format.ago(119_000, 'en')).toBe('1 min ago');
    expect(format.ago(2 * 3_600_000, 'ja')).toBe('2時間前');
  });

  it('say what a query took with the digits that matter', () => {
    expect(format.seconds(38, 'ja')).toBe('0.04秒');
    expect(format.seconds(4_200, 'en')).toBe('4.2 s');
    expect(format.seconds(94_000, 'ja')).toBe('94秒');
  });
});

it('a hash is shortened to its two ends', () => {
  expect(format.hashShort('b41e77f02c9a53d809c7')).toBe('b41e…09c7');
  expect(format.hashShort('b41e09c7')).toBe('b41e09c7');
});
