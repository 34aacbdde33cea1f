import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answers } from '../../src/base/answers.ts';
import type { ResidentId, ResponseId } from '../../src/base/ids.ts';
import { jstDate } from '../../src/base/jst.ts';
import { recordParts } from '../../src/channels/account-kit.ts';
import { anySymptom } from '../../src/engines/guidance/index.ts';
import { addPerson, openWebChat } from '../../src/features/residents/index.ts';
import { adviseAgain, recordResponse, responsesAfter } from '../../src/features/responses/index.ts';
import { mergeDeltas } from '../../src/features/situation/index.ts';
import type { Actor } from '../../src/platform/scope.ts';
import { type LineWorld, lineWorld } from '../support/line-world.ts';

const system: Actor = { kind: 'system', job: 'test' };

/** Answers as forms give them; who says no symptom may still have taken a fever reducer. */
const answersOf: fc.Arbitrary<Answers> = fc.record(
  {
    fever: fc.constantFrom('yes', 'elevated', 'no', 'unknown'),
    fever_days: fc.constantFrom('1', '2', '3', '4'),
    strong: fc.subarray(['fatigue', 'dyspnoea', 'high_fever']).map((codes) => (codes.length > 0 ? codes : ['none'])),
    antipyretic: fc.constantFrom('yes', 'no'),
    other_sx: fc
      .subarray(['cough', 'headache', 'no_taste_smell'])
      .map((codes) => (codes.length > 0 ? codes : ['none'])),
    sx_days: fc.constantFrom('1', '2', '3', '4'),
    emergency: fc.constantFrom(['none'], ['none'], ['none'], ['chest_pain']),
    age: fc.integer({ min: 1, max: 99 }),
    sex: fc.constantFrom('male', 'female', 'other'),
    conditions: fc.constantFrom(['none'], ['diabetes']),
    visit: fc.constantFrom('no', 'covid'),
    contact: fc.constantFrom('no', 'home'),
    travel: fc.constantFrom('no', 'yes'),
    zip: fc.constantFrom('9800811', '9813100', '9860822'),
  },
  { requiredKeys: ['fever', 'strong', 'antipyretic', 'other_sx'] },
);

/** Who answers, on which of two days, and whether the page is sent twice. */
const sending = fc.record({
  person: fc.integer({ min: 0, max: 3 }),
  day: fc.integer({ min: 0, max: 1 }),
  twice: fc.boolean(),
  answers: answersOf,
});

interface Count {
  readonly on: string;
  readonly prefecture: string;
  readonly municipality: string;
  readonly measure: string;
  readonly n: number;
}

/** Counts by day, place and measure. Which of two answers at once was somebody's first is open, and so is the place of it. */
function addedUp(counts: readonly Count[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { on, prefecture, municipality, measure, n } of counts) {
    const place = measure.endsWith('residents') ? 'anywhere' : `${prefecture} ${municipality}`;
    const key = `${on} ${place} ${measure}`;
    sums[key] = (sums[key] ?? 0) + n;
  }
  return sums;
}

describe('counters', { timeout: 60_000 }, () => {
  let world: LineWorld;
  beforeAll(async () => {
    world = await lineWorld();
  });
  afterAll(() => world.end());

  /** Adds up what the counters hold, merged or waiting. */
  async function counted(): Promise<Record<string, number>> {
    const rows = await world.look<Count>(`
      select "on", prefecture, municipality, measure, sum(n)::int as n from (
        select c->>0 as "on", c->>1 as prefecture, c->>2 as municipality, c->>3 as measure, (c->>4)::bigint as n
          from counter_delta, jsonb_array_elements(counts) c
        union all select counted_on::text, prefecture_code, municipality_code, measure, n from counter
          where municipality_code <> '*') one
      group by 1, 2, 3, 4`);
    return addedUp(rows);
  }

  /** The same from the answers themselves, each decided again from what is stored with it. */
  async function recounted(): Promise<Record<string, number>> {
    const { guidance } = recordParts(world.kit, world.kit.initial);
    const rows = await world.app.inScope(world.kit, system, (scope) =>
      responsesAfter(scope.tx, world.kit.id, undefined, 1000),
    );
    const seen = new Set<string>();
    const isNew = (what: string): boolean => !seen.has(what) && seen.add(what).has(what);
    return addedUp(
      rows.flatMap(({ residentId, response }) => {
        const { answers, answeredOn } = response;
        const { inputs } = adviseAgain(guidance, answers, response.context, response.answeredAt);
        const measures = [
          'answers',
          `outcome.${response.outcome}`,
          ...[answers.strong ?? [], answers.other_sx ?? []].flat().filter((code) => code !== 'none'),
          ...(anySymptom(inputs) ? ['any_sx'] : []),
          ...(answers.fever === 'yes' ? ['fever'] : []),
          ...(answers.fever === 'yes' && inputs.sick_days >= 4 ? ['fever4'] : []),
          ...(isNew(residentId) ? ['new_residents'] : []),
          ...(isNew(`${residentId} ${answeredOn}`) ? ['residents'] : []),
        ];
        const place = { prefecture: response.prefectureCode ?? '', municipality: response.municipalityCode ?? '' };
        return measures.map((measure) => ({ on: answeredOn, ...place, measure: String(measure), n: 1 }));
      }),
    );
  }

  async function newPeople(): Promise<ResidentId[]> {
    return world.app.inScope(world.kit, system, async (scope) => {
      const chat = await openWebChat(scope, 'ja');
      const family = { relation: 'family', answeredBy: 'carer' } as const;
      const people = [await addPerson(scope, chat.chatId, { relation: 'self', answeredBy: 'self' })];
      for (let more = 0; more < 3; more += 1) people.push(await addPerson(scope, chat.chatId, family));
      return people;
    });
  }

  /** Sends an answer; a day later by the clock of that answer alone. */
  async function send(people: readonly ResidentId[], one: typeof sending extends fc.Arbitrary<infer T> ? T : never) {
    const at = new Date(world.app.now().getTime() + one.day * 86_400_000);
    const formId = world.app.newId<ResponseId>();
    const once = () =>
      world.app.inScopeAt(() => at)(world.kit, system, (scope) =>
        recordResponse(scope, recordParts(world.kit, world.kit.initial), people[one.person]!, {
          formId,
          language: 'ja',
          answers: one.answers,
          channel: 'web',
        }),
      );
    await Promise.all(one.twice ? [once(), once()] : [once()]);
  }

  test('equal a recount of the answers, however many come at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sending, { minLength: 8, maxLength: 16 }), async (sendings) => {
        const people = await newPeople();
        const days = [sendings.filter(({ day }) => day === 0), sendings.filter(({ day }) => day === 1)] as const;
        const merge = () => world.app.inScope(world.kit, system, mergeDeltas);
        // The days one after the other, everything of a day at once, with the merging job among it.
        for (const day of days) await Promise.all([...day.map((one) => send(people, one)), merge()]);
        expect(await counted()).toEqual(await recounted());
        await merge();
        expect(await counted()).toEqual(await recounted());
      }),
      { numRuns: 4, seed: 20200421, endOnFailure: true },
    );
    const total = Object.entries(await counted()).filter(([key]) => key.endsWith(' answers'));
    expect(total.reduce((sum, [, n]) => sum + n, 0)).toBeGreaterThanOrEqual(32);
    const days = new Set(total.map(([key]) => key.slice(0, 10)));
    expect(days.size).toBe(2);
    expect(days).toContain(jstDate(world.app.now()));
  });

  test('and an answer that was not counted, or counted twice, would be noticed', async () => {
    const [person] = await newPeople();
    await send([person!], { person: 0, day: 0, twice: false, answers: { fever: 'no', strong: ['none'] } });
    expect(await counted()).toEqual(await recounted());
    const [delta] = await world.look<{ delta_id: string; counts: unknown }>(
      'select delta_id, counts from counter_delta order by delta_id desc limit 1',
    );
    await world.look(`update counter_delta set counts = counts || counts where delta_id = $1`, [delta!.delta_id]);
    expect(await counted()).not.toEqual(await recounted());
    await world.look('delete from counter_delta where delta_id = $1', [delta!.delta_id]);
    expect(await counted()).not.toEqual(await recounted());
    await world.look('insert into counter_delta values ($1, $2, $3)', [
      world.kit.id,
      delta!.delta_id,
      JSON.stringify(delta!.counts),
    ]);
  });
});
