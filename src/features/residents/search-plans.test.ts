import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { system, type TestWorld, testWorld } from '../../../test/support/scopes.ts';
import type { AccountId } from '../../base/ids.ts';
import { withClient } from '../../platform/db/roles.ts';
import { answeredResidents, type RowFilter } from './search-store.ts';

const people = 40_000;
const page = { limit: 51 };

/** What a page of the list reads, counted by the database itself: it must not grow with the number of people. */
describe('finding people among many', () => {
  let world: TestWorld;
  let account: { id: AccountId; slug: string };
  beforeAll(async () => {
    world = await testWorld();
    account = await world.account();
    await withClient(world.database.superuser, async (client) => {
      // Nobody is over 90 or of the sex 'other': what nobody fits is where a list without an index reads everyone.
      await client.query(
        `insert into mimamori.resident (account_id, resident_id, relation, answered_by, profile, prefecture_code,
           municipality_code, last_outcome, last_answered_at, answers, created_at)
         select $1, gen_random_uuid(), 'self', 'self',
           jsonb_build_object('age', jsonb_build_object('value', 1935 + n % 80),
             'sex', jsonb_build_object('value', case n % 2 when 0 then 'male' else 'female' end)),
           '04', '04' || (101 + n % 5), 'NOSX_LOW', timestamptz '2020-04-21 00:00Z' - n * interval '1 second', 1, now()
         from generate_series(1, $2) as n`,
        [account.id, people],
      );
      await client.query('analyze mimamori.resident');
    });
  });
  afterAll(() => world.end());

  const readFor = (filter: Omit<RowFilter, 'limit'>) =>
    world.inScope(account, system, async ({ tx }) => {
      const rows = await answeredResidents(tx, account.id, { ...filter, ...page });
      const counted = await sql<{ scans: number; rows: number }>`
        select seq_scan::integer as scans, coalesce(idx_tup_fetch, 0)::integer as rows
        from pg_stat_xact_user_tables where relname = 'resident'`.execute(tx);
      return { found: rows.length, ...counted.rows[0]! };
    });

  test.for<[string, Omit<RowFilter, 'limit'>, number]>([
    ['the newest', {}, page.limit],
    ['of a sex', { sex: 'female' }, page.limit],
    ['of a sex that nobody said', { sex: 'other' }, 0],
    ['of an age band', { birthYears: { from: 1951, to: 1960 } }, page.limit],
    ['of an age band and a sex', { birthYears: { from: 1951, to: 1960 }, sex: 'male' }, page.limit],
    ['of an age that nobody has', { birthYears: { from: 1890, to: 1930 } }, 0],
    ['of an age band in one town', { birthYears: { from: 1951, to: 1960 }, areas: ['04102'] }, page.limit],
  ])('reads no more than a few pages for those %s', async ([, filter, found]) => {
    const read = await readFor(filter);
    expect(read).toMatchObject({ found, scans: 0 });
    // The widest, a sex alone, takes one page for each year of birth and keeps the newest.
    expect(read.rows).toBeGreaterThanOrEqual(found);
    expect(read.rows).toBeLessThan(page.limit * 100);
  });
});
