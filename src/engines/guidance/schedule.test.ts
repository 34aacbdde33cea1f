import { describe, expect, it } from 'vitest';
import type { OnDate } from '../../base/jst.ts';
import { checkSchedule, profileAt, type Schedule } from './schedule.ts';

const entry = (profile: string, from: string) => ({ profile, from: from as OnDate });
const schedule: Schedule = [entry('first', '2020-02-17'), entry('second', '2020-05-08'), entry('third', '2020-11-01')];
const profiles = ['first', 'second', 'third'];

describe('the profile in force', () => {
  it.each([
    ['2019-12-31T00:00:00Z', 'first', 'before the first begins'],
    ['2020-02-16T15:00:00Z', 'first', 'midnight in Japan'],
    ['2020-05-07T14:59:59.999Z', 'first', 'the last moment of 7 May in Japan'],
    ['2020-05-07T15:00:00Z', 'second', '8 May begins in Japan'],
    ['2020-10-31T14:59:59.999Z', 'second', 'the last moment of October in Japan'],
    ['2020-10-31T15:00:00Z', 'third', 'November begins in Japan'],
    ['2030-01-01T00:00:00Z', 'third', 'ever after'],
  ])('at %s is the %s: %s', (at, profile) => {
    expect(profileAt(schedule, new Date(at))).toBe(profile);
  });

  it('cannot be told without a schedule', () => {
    expect(() => profileAt([], new Date())).toThrow('at least one profile');
  });
});

describe('a schedule', () => {
  const codes = (entries: Schedule) => checkSchedule(entries, profiles, 'account.yaml').map((finding) => finding.code);

  it('in order, with known profiles, has nothing wrong', () => {
    expect(codes(schedule)).toEqual([]);
    expect(codes([entry('third', '2020-11-01'), entry('second', '2021-01-01')])).toEqual([]);
  });

  it.each([
    ['without entries', [], 'guidance.empty-schedule'],
    ['with an unknown profile', [entry('fourth', '2020-02-17')], 'guidance.unknown-profile'],
    ['with a day that does not exist', [entry('first', '2020-02-30')], 'guidance.bad-date'],
    [
      'with two profiles for one day',
      [entry('first', '2020-05-08'), entry('second', '2020-05-08')],
      'guidance.schedule-overlap',
    ],
    ['out of order', [entry('second', '2020-05-08'), entry('first', '2020-02-17')], 'guidance.schedule-order'],
  ])('%s is refused', (_, entries, code) => {
    expect(codes(entries)).toEqual([code]);
  });

  it('names what it refuses and where', () => {
    expect(checkSchedule([entry('fourth', '2020-02-17')], profiles, 'account.yaml')).toEqual([
      {
        severity: 'error',
        code: 'guidance.unknown-profile',
        where: 'account.yaml',
        message: "there is no profile 'fourth'; use one of first, second, third",
      },
    ]);
  });
});
