import { describe, expect, it } from 'vitest';
import type { Answers } from '../../base/answers.ts';
import { addDays, parseOnDate } from '../../base/jst.ts';
import { type AnswerContext, anySymptom, deriveInputs, exposureOf, isEmergency } from './inputs.ts';

const answeredOn = parseOnDate('2020-06-10')!;
const settings = { highRiskAge: 65, childAge: 15, exposureDays: 14 };
const initial: AnswerContext = { questionnaire: 'ps-initial', answeredOn, settings };
const daily: AnswerContext = { ...initial, questionnaire: 'ps-daily' };
const wellAnswers: Answers = { fever: 'no', strong: ['none'], antipyretic: 'no', other_sx: ['none'] };
const from = (answers: Answers, context = initial) => deriveInputs(answers, context);

describe('the day of the illness', () => {
  it.each([
    ['0 without symptoms', { ...wellAnswers }, 0],
    ['0 for days of a fever that is not there', { ...wellAnswers, fever_days: '4' }, 0],
    ['1 when symptoms have no days', { ...wellAnswers, fever: 'yes' }, 1],
    ['the days of the fever', { ...wellAnswers, fever: 'elevated', fever_days: '3' }, 3],
    ['the days of the symptoms', { ...wellAnswers, other_sx: ['cough'], sx_days: '2' }, 2],
    ['the days with antipyretics', { ...wellAnswers, antipyretic: 'yes', sx_days: '4' }, 4],
    ['the larger of both', { ...wellAnswers, fever: 'yes', fever_days: '2', strong: ['fatigue'], sx_days: '3' }, 3],
    ['without days of symptoms that are not there', { ...wellAnswers, fever: 'yes', fever_days: '1', sx_days: '4' }, 1],
    [
      'without days of a fever that is not there',
      { ...wellAnswers, fever_days: '4', other_sx: ['cough'], sx_days: '1' },
      1,
    ],
    ['the same when days come as numbers', { ...wellAnswers, fever: 'yes', fever_days: 4 }, 4],
  ])('is %s', (_, answers, days) => {
    expect(from(answers).sick_days).toBe(days);
  });

  const episode = { onsetOn: addDays(answeredOn, -4), lastAnsweredOn: addDays(answeredOn, -1), clearDays: 0 };

  it('counts from the onset of a running episode', () => {
    expect(from({ ...wellAnswers, fever: 'yes', fever_days: '1' }, { ...initial, episode }).sick_days).toBe(5);
    expect(from({ fever: 'yes', symptoms: ['none'] }, { ...daily, episode }).sick_days).toBe(5);
  });

  it('does not count from an episode that has ended in silence', () => {
    const silent = { ...episode, onsetOn: addDays(answeredOn, -18), lastAnsweredOn: addDays(answeredOn, -15) };
    expect(from({ ...wellAnswers, fever: 'yes', fever_days: '2' }, { ...initial, episode: silent }).sick_days).toBe(2);
  });

  it('is 0 on a day without symptoms, though the episode still runs', () => {
    expect(from(wellAnswers, { ...initial, episode }).sick_days).toBe(0);
  });
});

describe('what was asked and not answered', () => {
  it('is nothing when all four questions about symptoms have an answer', () => {
    expect(from(wellAnswers).unanswered).toEqual([]);
    expect(from({ ...wellAnswers, fever: 'unknown' }).unanswered).toEqual([]);
  });

  it('is named', () => {
    expect(from({ fever: 'no', strong: ['none'] }).unanswered).toEqual(['antipyretic', 'other_sx']);
    expect(from({}).unanswered).toEqual(['fever', 'strong', 'antipyretic', 'other_sx']);
  });

  it('takes an empty list for no answer', () => {
    expect(from({ ...wellAnswers, strong: [] }).unanswered).toEqual(['strong']);
  });
});

describe('contact and travel', () => {
  it('are counted in days before the answer', () => {
    const answers = { contact: 'home', contact_date: '2020-06-01', travel: 'yes', travel_date: '2020-06-10' };
    expect(from(answers)).toMatchObject({ days_since_contact: 9, days_since_travel: 0 });
  });

  it('have no days without a date, or with one that does not exist', () => {
    expect(from({ contact: 'home' }).days_since_contact).toBeNull();
    expect(from({ contact: 'home', contact_date: '2020-06-31' }).days_since_contact).toBeNull();
  });

  it('come from the last full answer for the daily questionnaire', () => {
    const exposure = exposureOf({ contact: 'home', contact_date: '2020-06-01' }, addDays(answeredOn, -3));
    expect(from({ fever: 'no', symptoms: ['none'] }, { ...daily, exposure })).toMatchObject({
      contact: 'home',
      days_since_contact: 9,
      travel: null,
      days_since_travel: null,
    });
  });

  it('age from the day of the full answer when they had no date', () => {
    const exposure = exposureOf({ contact: 'no', travel: 'yes' }, addDays(answeredOn, -15));
    expect(from({ fever: 'no', symptoms: ['none'] }, { ...daily, exposure }).days_since_travel).toBe(15);
  });

  it('are unknown to the daily questionnaire without a full answer', () => {
    expect(from({ fever: 'no', contact: 'home' }, daily)).toMatchObject({ contact: null, days_since_contact: null });
  });
});

describe('the daily questionnaire', () => {
  it.each([
    [{ fever: 'no', temp_c: 37.5 }, 'yes'],
    [{ fever: 'unknown', temp_c: 38.2 }, 'yes'],
    [{ temp_c: 40 }, 'yes'],
    [{ fever: 'elevated', temp_c: 37.4 }, 'elevated'],
    [{ fever: 'yes', temp_c: 36.5 }, 'yes'],
    [{ fever: 'no', temp_c: 36.5 }, 'no'],
    [{ fever: 'unknown', temp_c: 37.4 }, 'no'],
    [{ temp_c: 36.5 }, 'no'],
    [{ fever: 'unknown' }, 'unknown'],
    [{}, null],
  ])('reads %j as fever %s', (answers, fever) => {
    expect(from(answers, daily).fever).toBe(fever);
  });

  it('parts its symptoms into strong ones and others', () => {
    const inputs = from({ fever: 'no', symptoms: ['dyspnoea', 'cough', 'high_fever', 'other'] }, daily);
    expect(inputs).toMatchObject({ strong: ['dyspnoea', 'high_fever'], other_sx: ['cough', 'other'], unanswered: [] });
  });

  it('is fully answered by two taps when all is well', () => {
    const inputs = from({ fever: 'no', symptoms: ['none'] }, daily);
    expect(inputs).toMatchObject({ strong: [], other_sx: [], antipyretic: 'no', unanswered: [], sick_days: 0 });
    expect(anySymptom(inputs)).toBe(false);
  });

  it('misses the symptoms that were not answered', () => {
    expect(from({ fever: 'no' }, daily).unanswered).toEqual(['strong', 'other_sx']);
  });

  it('misses antipyretics only where they were asked for', () => {
    expect(from({ fever: 'yes', symptoms: ['none'] }, daily).unanswered).toEqual(['antipyretic']);
    expect(from({ fever: 'no', symptoms: ['none'] }, { ...daily, lastAntipyretic: true }).unanswered).toEqual([
      'antipyretic',
    ]);
    expect(
      from({ fever: 'no', symptoms: ['none'], antipyretic: 'yes' }, { ...daily, lastAntipyretic: true }).antipyretic,
    ).toBe('yes');
  });

  it('takes age, conditions and pregnancy from the kept profile', () => {
    const profile = { age: 70, conditions: ['diabetes', 'none'], pregnancy: 'no' };
    expect(from({ fever: 'no' }, { ...daily, profile })).toMatchObject({
      age: 70,
      conditions: ['diabetes'],
      pregnancy: 'no',
    });
    expect(from({ ...wellAnswers, age: 30 }, { ...initial, profile }).age).toBe(30);
  });
});

describe('the rest', () => {
  it('counts what is missing as not there', () => {
    expect(from({})).toMatchObject({
      age: null,
      pregnancy: null,
      visit: null,
      conditions: [],
      emergency: [],
      enrolled: false,
    });
  });

  it('takes the enrolment and the settings from beside the answers', () => {
    const inputs = from({}, { ...initial, enrolledKnownPositive: true });
    expect(inputs).toMatchObject({ enrolled: true, high_risk_age: 65, child_age: 15, exposure_days: 14 });
  });

  it.each([
    [[], false],
    [['none'], false],
    [['dyspnoea_on_effort'], false],
    [['lips_purple'], true],
    [['dyspnoea_on_effort', 'limp'], true],
  ])('an emergency: %j → %s', (codes, expected) => {
    expect(isEmergency(codes)).toBe(expected);
  });
});
