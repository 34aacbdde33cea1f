import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shippedGuidance } from '../../../test/support/shipped-guidance.ts';
import type { Answers } from '../../base/answers.ts';
import type { OnDate } from '../../base/jst.ts';
import { loadQuestionnaire } from '../../engines/questionnaire/index.ts';
import { decide } from './decide.ts';

const load = (id: string) => {
  const path = `content/packs/covid-19/questionnaires/${id}.json`;
  return loadQuestionnaire(JSON.parse(readFileSync(path, 'utf8')), path).questionnaire!;
};
const full = load('ps-initial');
const daily = load('ps-daily');
const well: Answers = { fever: 'no', strong: ['none'], antipyretic: 'no', other_sx: ['none'] };
const diagnosed: Answers = { ...well, visit: 'covid', contact: 'no', travel: 'no' };

test('a second diagnosis counts from its own day, not from the one that ran out', async () => {
  const guidance = await shippedGuidance();
  const told = (questionnaire: typeof full, answers: Answers, since: string | null, at: string) => {
    const knownPositiveSince = since === null ? null : new Date(since);
    const person = { profile: {}, episode: null, exposure: null, knownPositiveSince, lastAntipyretic: false };
    const { outcome, knownPositiveSince: until } = decide(
      guidance,
      { questionnaire, full },
      answers,
      person,
      new Date(at),
    );
    return { outcome, since: until?.toISOString() ?? null };
  };
  const april = '2020-04-01T00:00:00.000Z';
  const may = '2020-05-01T00:00:00.000Z';
  expect(told(full, diagnosed, null, april)).toEqual({ outcome: 'KNOWN_POSITIVE', since: april });
  expect(told(full, diagnosed, april, '2020-04-10T00:00:00Z').since).toBe(april);
  expect(told(full, diagnosed, april, may).since).toBe(may);
  expect(told(daily, well, may, '2020-05-03T00:00:00Z').outcome).toBe('KNOWN_POSITIVE');
  expect(told(daily, well, april, '2020-05-03T00:00:00Z').outcome).not.toBe('KNOWN_POSITIVE');
  expect(told(full, { ...diagnosed, visit: 'no' }, may, '2020-05-03T00:00:00Z').since).toBeNull();
});

test('nobody who says today to be a man is pregnant from before', async () => {
  const guidance = await shippedGuidance();
  const keptOn = '2020-04-01' as OnDate;
  const profile = {
    age: { value: 1990, keptOn },
    sex: { value: 'female', keptOn },
    pregnancy: { value: 'yes', keptOn },
  };
  const person = { profile, episode: null, exposure: null, knownPositiveSince: null, lastAntipyretic: false };
  const known = (answers: Answers) =>
    decide(guidance, { questionnaire: full, full }, answers, person, new Date('2020-04-10T00:00:00Z')).context.profile;
  expect(known(well)).toEqual({ age: 30, sex: 'female', pregnancy: 'yes' });
  expect(known({ ...well, age: 30, sex: 'male' })).toEqual({ age: 30, sex: 'female' });
});
