import { describe, expect, it } from 'vitest';
import { shippedGuidance, shippedPack, shippedTable } from '../../../test/support/shipped-guidance.ts';
import type { Answers } from '../../base/answers.ts';
import { addDays, jstDate, parseOnDate } from '../../base/jst.ts';
import { type AdviceContext, advise, assembleGuidance } from './advise.ts';
import { type Exposure, exposureOf } from './inputs.ts';

const march = new Date('2020-03-10T00:00:00Z');
const june = new Date('2020-06-10T00:00:00Z');
const ids = ['mhlw-2020-02-17', 'mhlw-2020-05-08', 'mhlw-2020-11-01'];

const initial = async (answers: Answers, answeredAt = june, more: Partial<AdviceContext> = {}) =>
  advise(await shippedGuidance(), answers, { questionnaire: 'ps-initial', answeredAt, ...more });
const daily = async (answers: Answers, answeredAt = june, more: Partial<AdviceContext> = {}) =>
  advise(await shippedGuidance(), answers, { questionnaire: 'ps-daily', answeredAt, ...more });

const feverish = { fever: 'yes', fever_days: '1', strong: ['none'], antipyretic: 'no', other_sx: ['none'], age: 30 };

describe('advice', () => {
  it('names the outcome, the row, the rule, the profile and the exact table', async () => {
    const advice = await initial({ ...feverish, age: 70 });
    const { tables } = await shippedGuidance();
    expect(advice).toMatchObject({ outcome: 'CONSULT_DURATION', row: 5, ruleId: 'P2-5a', profile: 'mhlw-2020-05-08' });
    expect(advice.tableVersion).toBe(tables.get('mhlw-2020-05-08')!.version);
  });

  it('carries what it rests on', async () => {
    const { inputs, derived } = await initial({ ...feverish, age: 70 });
    expect(inputs).toMatchObject({ fever: 'yes', sick_days: 1, age: 70 });
    expect(derived).toMatchObject({ mild: true, early: true, high_risk: true, strong_sx: false, exposed: false });
  });

  it('follows the profile in force in Japan at the moment of the answer', async () => {
    const before = new Date('2020-05-07T14:59:59Z');
    const after = new Date('2020-05-07T15:00:00Z');
    expect(await initial({ ...feverish, age: 70 }, before)).toMatchObject({ outcome: 'WATCH_HIGH', ruleId: 'P1-8' });
    expect(await initial({ ...feverish, age: 70 }, after)).toMatchObject({
      outcome: 'CONSULT_DURATION',
      ruleId: 'P2-5a',
    });
  });

  it('follows an account that keeps another schedule or other thresholds', async () => {
    const shipped = await shippedGuidance();
    const schedule = [{ profile: 'mhlw-2020-02-17', from: parseOnDate('2020-02-17')! }];
    const context = { questionnaire: 'ps-initial', answeredAt: june } as const;
    expect(advise({ ...shipped, schedule }, { ...feverish, age: 70 }, context).outcome).toBe('WATCH_HIGH');
    const settings = { highRiskAge: 60, childAge: 7, exposureDays: 10 };
    expect(advise({ ...shipped, settings }, { ...feverish, age: 60 }, context).outcome).toBe('CONSULT_DURATION');
    expect(advise({ ...shipped, settings }, { ...feverish, age: 7 }, context).outcome).toBe('WATCH');
    expect(advise({ ...shipped, settings }, { ...feverish, age: 6 }, context).outcome).toBe('CHILD_SYMPTOMATIC');
    const returned = { fever: 'no', strong: ['none'], antipyretic: 'no', other_sx: ['none'], travel: 'yes' };
    const tenDaysAgo = addDays(jstDate(june), -10);
    expect(advise({ ...shipped, settings }, { ...returned, travel_date: tenDaysAgo }, context).outcome).toBe(
      'EXPOSED_WATCH',
    );
    const elevenDaysAgo = addDays(jstDate(june), -11);
    expect(advise({ ...shipped, settings }, { ...returned, travel_date: elevenDaysAgo }, context).outcome).toBe(
      'NOSX_LOW',
    );
  });

  it('keeps people who are enrolled under care, whatever they answer', async () => {
    expect((await initial(feverish, june, { enrolledKnownPositive: true })).outcome).toBe('KNOWN_POSITIVE');
    expect((await daily({ fever: 'no', symptoms: ['none'] }, june, { enrolledKnownPositive: true })).outcome).toBe(
      'KNOWN_POSITIVE',
    );
  });

  it('refuses a schedule whose table is not loaded', async () => {
    const guidance = { ...(await shippedGuidance()), tables: new Map() };
    expect(() => advise(guidance, {}, { questionnaire: 'ps-initial', answeredAt: june })).toThrow('mhlw-2020-05-08');
  });
});

describe('day after day', () => {
  it('a cold of March becomes a call on its fourth day, though nobody asks for the days again', async () => {
    const first = await initial({ ...feverish }, march);
    expect(first.outcome).toBe('WATCH');
    let { episode } = first;
    const outcomes: string[] = [];
    for (let day = 1; day <= 3; day += 1) {
      const answeredAt = new Date(march.getTime() + day * 86_400_000);
      const advice = await daily({ fever: 'yes', symptoms: ['cough'], antipyretic: 'no' }, answeredAt, { episode });
      outcomes.push(advice.outcome);
      episode = advice.episode;
    }
    expect(outcomes).toEqual(['WATCH', 'WATCH', 'CONSULT_DURATION']);
  });

  it('three clear days end the episode, and a new fever begins at day 1', async () => {
    let { episode } = await initial({ ...feverish, fever_days: '4' }, march);
    for (let day = 1; day <= 3; day += 1) {
      const answeredAt = new Date(march.getTime() + day * 86_400_000);
      const advice = await daily({ fever: 'no', symptoms: ['none'] }, answeredAt, { episode });
      expect(advice.outcome).toBe('NOSX_LOW');
      episode = advice.episode;
    }
    expect(episode).toBeUndefined();
    const again = await daily(
      { temp_c: 37.5, symptoms: ['none'], antipyretic: 'no' },
      new Date(march.getTime() + 4 * 86_400_000),
    );
    expect(again).toMatchObject({ outcome: 'WATCH', inputs: { sick_days: 1 } });
  });

  it('an exposure is watched to its fourteenth day', async () => {
    const exposure: Exposure = exposureOf({ contact: 'home', contact_date: jstDate(march) }, jstDate(march));
    const on = async (day: number) =>
      (await daily({ fever: 'no', symptoms: ['none'] }, new Date(march.getTime() + day * 86_400_000), { exposure }))
        .outcome;
    expect([await on(0), await on(1), await on(14), await on(15)]).toEqual([
      'EXPOSED_WATCH',
      'EXPOSED_WATCH',
      'EXPOSED_WATCH',
      'NOSX_LOW',
    ]);
  });

  it('two taps of a person at risk stay NOSX_HIGH, by the kept profile', async () => {
    expect((await daily({ fever: 'no', symptoms: ['none'] }, june, { profile: { age: 80 } })).outcome).toBe(
      'NOSX_HIGH',
    );
  });

  it('a daily emergency sign is an emergency', async () => {
    const advice = await daily({ fever: 'yes', symptoms: ['dyspnoea'], emergency: ['drowsy'] });
    expect(advice).toMatchObject({ outcome: 'EMERGENCY', row: 0 });
  });

  it('a fever not measured is asked for again', async () => {
    expect((await daily({ fever: 'unknown', symptoms: ['none'] })).outcome).toBe('UNMEASURED');
    expect((await daily({ fever: 'unknown', temp_c: 36.4, symptoms: ['none'] })).outcome).toBe('NOSX_LOW');
  });
});

describe('guidance that is put together', () => {
  const files = ids.map((id) => ({ where: `${id}.dmn`, xml: shippedTable(id) }));

  it('misses a table, and says which', async () => {
    const { guidance, findings } = await assembleGuidance(shippedPack(), files.slice(1), 'pack.yaml');
    expect(guidance).toBeUndefined();
    expect(findings).toMatchObject([
      {
        code: 'guidance.missing-table',
        where: 'pack.yaml',
        message: expect.stringContaining('guidance/mhlw-2020-02-17.dmn'),
      },
    ]);
  });

  it('refuses a table that no profile asks for', async () => {
    const pack = { ...shippedPack(), profiles: shippedPack().profiles.slice(0, 2) };
    const { guidance, findings } = await assembleGuidance(pack, files, 'pack.yaml');
    expect(guidance).toBeUndefined();
    expect(findings).toMatchObject([{ code: 'guidance.stray-table', where: 'mhlw-2020-11-01.dmn' }]);
  });

  it('passes on what is wrong with a table', async () => {
    const broken = [{ where: 'broken.dmn', xml: files[0]!.xml.replace('"WATCH"', '"WAIT"') }, ...files.slice(1)];
    const { findings } = await assembleGuidance(shippedPack(), broken, 'pack.yaml');
    expect(findings.map((finding) => finding.code)).toEqual(['guidance.unknown-outcome', 'guidance.missing-table']);
  });
});
