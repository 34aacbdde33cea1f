import { describe, expect, it } from 'vitest';
import type { OnDate } from '../../base/jst.ts';
import { keepAnswers, knownAnswers, residenceOf, withoutHidden } from './index.ts';
import { places, shipped } from './test/support.ts';

const initial = shipped('ps-initial');
const on = (date: string) => date as OnDate;
const answers = {
  fever: 'no',
  age: 40,
  sex: 'female',
  conditions: ['diabetes'],
  pregnancy: 'no',
  contact: 'no',
  zip: '9800001',
  occupation: 'office',
  medication: '漢方薬',
} as const;

describe('what is kept of a person', () => {
  const kept = keepAnswers(initial, answers, on('2020-05-08'));

  it('is the profile, never symptoms or contacts, and the age as year of birth', () => {
    expect(Object.fromEntries(Object.entries(kept).map(([id, { value }]) => [id, value]))).toEqual({
      age: 1980,
      sex: 'female',
      conditions: ['diabetes'],
      pregnancy: 'no',
      zip: '9800001',
      occupation: 'office',
      medication: '漢方薬',
    });
    expect(kept.age?.keptOn).toBe('2020-05-08');
  });

  it('is known again, a year older the year after', () => {
    const { fever: _, contact: __, ...profile } = answers;
    expect(knownAnswers(initial, kept, { today: on('2020-05-08') })).toEqual(profile);
    expect(knownAnswers(initial, kept, { today: on('2021-05-08') }).age).toBe(41);
  });

  it('but pregnancy is asked again from the 60th day', () => {
    expect(knownAnswers(initial, kept, { today: on('2020-07-06') }).pregnancy).toBe('no');
    expect(knownAnswers(initial, kept, { today: on('2020-07-07') }).pregnancy).toBeUndefined();
  });

  it('does not count where the questionnaire no longer offers it', () => {
    const old = { ...kept, sex: { value: 'unsaid', keptOn: on('2020-03-01') }, shoe_size: kept.age! };
    const known = knownAnswers(initial, old, { today: on('2020-05-08') });
    expect(known).not.toHaveProperty('sex');
    expect(known).not.toHaveProperty('shoe_size');
    // Born 1890: nobody of 130 is asked to confirm it.
    const ancient = { age: { value: 1890, keptOn: on('2010-05-08') } };
    expect(knownAnswers(initial, ancient, { today: on('2020-05-08') })).toEqual({});
  });

  it('does not count where a corrected answer hides its question, and goes', () => {
    const today = on('2020-05-08');
    const corrected = { ...kept, sex: { value: 'male', keptOn: today } };
    expect(knownAnswers(initial, corrected, { today })).not.toHaveProperty('pregnancy');
    expect(Object.keys(kept).filter((id) => !(id in withoutHidden(initial, corrected, today)))).toEqual(['pregnancy']);
    const older = { ...kept, age: { value: 1950, keptOn: today } };
    expect(withoutHidden(initial, older, today)).not.toHaveProperty('pregnancy');
    expect(withoutHidden(initial, kept, today)).toEqual(kept);
    // The daily questionnaire has no such question: it hides nothing.
    expect(withoutHidden(shipped('ps-daily'), kept, today)).toEqual(kept);
  });

  it('holds nothing of a question that was not shown', () => {
    expect(keepAnswers(initial, { ...answers, sex: 'male' }, on('2020-05-08'))).not.toHaveProperty('pregnancy');
  });
});

describe('where a person lives', () => {
  const residence = (given: Record<string, string>) => {
    const found = residenceOf(initial, given, places);
    return found.known ? found.municipality.name : found.among.map(({ name }) => name);
  };

  it.each<[string, Record<string, string>, string | string[]]>([
    ['the one that the postal code covers', { zip: '9800001' }, '仙台市青葉区'],
    ['open, where it covers several', { zip: '9850000' }, ['塩竈市', '多賀城市', '宮城郡七ヶ浜町']],
    ['the one chosen of several', { zip: '9850000', municipality: '04209' }, '多賀城市'],
    [
      'still open, where the one chosen is not covered',
      { zip: '9850000', municipality: '19201' },
      ['塩竈市', '多賀城市', '宮城郡七ヶ浜町'],
    ],
    ['the postal code, against a municipality elsewhere', { zip: '9800001', municipality: '19201' }, '仙台市青葉区'],
    ['the one chosen by name', { municipality: '19201' }, '甲府市'],
    [
      'the one chosen by name, for a postal code that is not known',
      { zip: '0000000', municipality: '19201' },
      '甲府市',
    ],
    ['unknown', {}, []],
    ['unknown, for a municipality that does not exist', { municipality: '99999' }, []],
  ])('is %s', (_, given, expected) => expect(residence(given)).toEqual(expected));
});
