import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestConsole, testConsole } from '../../../test/support/console.ts';
import { type TestWorld, testWorld } from '../../../test/support/scopes.ts';
import type { Municipality, Places } from '../../base/places.ts';
import { withClient } from '../../platform/db/roles.ts';
import { type SituationContent, situationRoutes } from './index.ts';

const text = { ja: 'x', easy: 'x', en: 'x' };
const measures = ['fever', 'any_sx', 'fever4', 'cough', 'sore_throat', 'runny_nose', 'headache', 'fatigue', 'dyspnoea'];
const outcomes = Array.from({ length: 13 }, (_, row) => `OUTCOME_${row}`);
const prefectureCodes = Array.from({ length: 47 }, (_, at) => String(at + 1).padStart(2, '0'));
const municipalities: Municipality[] = prefectureCodes.flatMap((prefectureCode) =>
  Array.from({ length: 37 }, (_, at) => {
    const code = `${prefectureCode}${101 + at}`;
    return { code, prefectureCode, name: code };
  }),
);
const places: Places = {
  municipalitiesOfZip: () => [],
  municipality: () => undefined,
  municipalitiesIn: (prefecture) => municipalities.filter(({ prefectureCode }) => prefectureCode === prefecture),
  prefecture: () => undefined,
  prefectures: () => prefectureCodes.map((code) => ({ code, name: code, nameEn: code, slug: code })),
};
const content: SituationContent = {
  measures: measures.map((code) => ({ code, label: text })),
  outcomes: outcomes.map((outcome, row) => ({ outcome, row, severity: row, level: 'calm', label: text })),
  rulesAt: () => ({ current: { profile: 'p1', noticeTitle: text, from: '2020-02-17' }, next: null }),
};

/**
 * Counters as the merge leaves them after four weeks in which residents of every prefecture answered daily through one
 * account. However many answers there are, counters do not grow beyond one row per day, place and measure. (A year of them, 3.8
 * million rows, took 134 s to lay down and was answered in 40 to 160 ms.)
 */
async function seedCounters(world: TestWorld, accountId: string): Promise<number> {
  return withClient(world.database.superuser, async (client) => {
    const names = [
      'answers',
      'residents',
      'new_residents',
      ...measures,
      ...outcomes.map((outcome) => `outcome.${outcome}`),
    ];
    const { rowCount } = await client.query(
      `insert into mimamori.counter (account_id, counted_on, prefecture_code, municipality_code, measure, n)
       with days as (select generate_series(date '2020-03-25', '2020-04-21', '1 day')::date as on_day),
         places as (select left(code, 2) as prefecture, code from unnest($2::text[]) as code where code like '1%'
           union all select left(code, 2), '*' from unnest($2::text[]) as code group by 1, 2 union all select '*', '*')
       select $1, on_day, prefecture, code, measure, 20 from days, places, unnest($3::text[]) as measure`,
      [accountId, municipalities.map(({ code }) => code), names],
    );
    await client.query('analyze mimamori.counter');
    return rowCount ?? 0;
  });
}

describe('the situation of an account with answers from everywhere', () => {
  let world: TestWorld;
  let office: TestConsole;
  let rows: number;
  let plans: string[];
  beforeAll(async () => {
    world = await testWorld();
    office = await testConsole(world, (gate) => [
      situationRoutes({
        gate,
        inScope: world.inScope,
        now: () => world.at,
        places,
        contentOf: async () => content,
        isHoliday: () => false,
      }),
    ]);
    const account = await office.account('kanagawa', '14');
    rows = await seedCounters(world, account.id);
    plans = await planOf(account.id);
  }, 180_000);
  afterAll(async () => {
    await office.end();
    await world.end();
  });

  const planOf = (accountId: string) =>
    withClient(world.database.app, async (client) => {
      await client.query(`begin; set local app.account = '${accountId}'`);
      const queries = [
        `select * from counter where account_id = '${accountId}'
           and counted_on = any(array(select generate_series(date '2020-03-20', '2020-04-21', '1 day')::date))
           and measure = any('{answers,fever,cough}') and prefecture_code = '*' and municipality_code = '*'`,
        `select measure, sum(n) from counter where account_id = '${accountId}' and measure = any('{answers,new_residents}')
           and prefecture_code = '*' and municipality_code = '*' group by measure`,
      ];
      const found: string[] = [];
      for (const query of queries) {
        const { rows } = await client.query(`explain (analyze, buffers) ${query}`);
        found.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
      }
      await client.query('rollback');
      return found;
    });

  test('reads by index alone, never through the whole table', () => {
    expect(rows).toBeGreaterThan(250_000);
    for (const plan of plans) {
      expect(plan).toMatch(/Index (Only )?Scan using counter_/);
      expect(plan).not.toMatch(/Seq Scan on counter/);
    }
  });
});
