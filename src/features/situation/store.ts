import { sql } from 'kysely';
import type { AccountId } from '../../base/ids.ts';
import { jsonb, type Tx } from '../../platform/db/database.ts';
import { type Count, everywhere } from './model.ts';

interface CounterTable {
  account_id: string;
  counted_on: string;
  prefecture_code: string;
  municipality_code: string;
  measure: string;
  n: number;
}
interface CounterDeltaTable {
  account_id: string;
  delta_id: string;
  counts: readonly Count[];
}
declare module '../../platform/db/database.ts' {
  interface Database {
    counter: CounterTable;
    counter_delta: CounterDeltaTable;
  }
}

export async function addDelta(tx: Tx, accountId: AccountId, deltaId: string, counts: readonly Count[]): Promise<void> {
  await tx
    .insertInto('counter_delta')
    .values({ account_id: accountId, delta_id: deltaId, counts: jsonb(counts) })
    .execute();
}

/** Whether this transaction is the one that merges for the account now; others need not wait for it. */
export async function mayMerge(tx: Tx, accountId: AccountId): Promise<boolean> {
  const { rows } = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('situation.merge-deltas ' || ${accountId}::text, 0)) as free`.execute(
    tx,
  );
  return rows[0]!.free;
}

/**
 * Moves up to `limit` deltas into the counters, in one statement: counts by municipality, and their sums by prefecture and
 * for the whole account ('*'), which dashboards read.
 * @returns how many deltas were taken
 */
export async function mergeDeltas(tx: Tx, accountId: AccountId, limit: number): Promise<number> {
  const { rows } = await sql<{ taken: number }>`
    with taken as (
      delete from counter_delta where account_id = ${accountId} and delta_id in (
        select delta_id from counter_delta where account_id = ${accountId} order by delta_id limit ${limit})
      returning counts
    ), sums as (
      select (c->>0)::date as counted_on, coalesce(c->>1, ${everywhere}) as prefecture_code,
        coalesce(c->>2, ${everywhere}) as municipality_code, c->>3 as measure, sum((c->>4)::bigint) as n
      from taken, jsonb_array_elements(counts) as c
      group by grouping sets (((c->>0)::date, c->>3, c->>1, c->>2), ((c->>0)::date, c->>3, c->>1), ((c->>0)::date, c->>3))
    ), merged as (
      insert into counter (account_id, counted_on, prefecture_code, municipality_code, measure, n)
      select ${accountId}, counted_on, prefecture_code, municipality_code, measure, n from sums
      on conflict (account_id, counted_on, measure, prefecture_code, municipality_code)
        do update set n = counter.n + excluded.n
    )
    select count(*) as taken from taken`.execute(tx);
  return rows[0]!.taken;
}
