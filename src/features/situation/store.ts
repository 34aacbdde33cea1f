import { sql } from 'kysely';
import type { AccountId } from '../../base/ids.ts';
import { jsonb, type Tx } from '../../platform/db/database.ts';
import { type Write, write } from '../../platform/db/gather.ts';
import { type Count, everywhere, sumOf } from './model.ts';

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

export const addDelta = (tx: Tx, accountId: AccountId, deltaId: string, counts: readonly Count[]): Promise<void> =>
  write(tx, accountId, deltas, { deltaId, counts });

/** However many answers a batch holds, it adds one row. */
const deltas: Write<{ readonly deltaId: string; readonly counts: readonly Count[] }> = {
  name: 'situation.deltas',
  table: 'counter_delta',
  save: async (tx, accountId, rows) => {
    const counts = rows.length === 1 ? rows[0]!.counts : sumOf(rows.flatMap((row) => row.counts));
    await tx
      .insertInto('counter_delta')
      .values({ account_id: accountId, delta_id: rows[0]!.deltaId, counts: jsonb(counts) })
      .execute();
  },
};

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

/** All reads of this transaction see one moment: sums and their parts agree. To be called before anything else reads. */
export async function holdSnapshot(tx: Tx): Promise<void> {
  await sql`set transaction isolation level repeatable read, read only`.execute(tx);
}

export interface PlaceCount {
  readonly on: string;
  readonly prefectureCode: string;
  readonly municipalityCode: string;
  readonly measure: string;
  readonly n: number;
}

/** What was counted but not merged yet, by municipality. A handful, as the merge runs every second or two. */
export async function waitingCounts(tx: Tx, accountId: AccountId): Promise<PlaceCount[]> {
  const { rows } = await sql<PlaceCount>`
    select c->>0 as "on", c->>1 as "prefectureCode", c->>2 as "municipalityCode", c->>3 as measure,
      sum((c->>4)::bigint)::bigint as n
    from counter_delta, jsonb_array_elements(counts) as c
    where account_id = ${accountId}
    group by 1, 2, 3, 4`.execute(tx);
  return rows;
}

export interface CounterSelection {
  readonly days: readonly string[];
  readonly measures: readonly string[];
  /** A code, '*' for the sum over all, or 'each'. */
  readonly prefecture: string;
  readonly municipality: string;
}

/**
 * Merged counters. Days and measures are lists, so that the primary key is entered once for each pair of them rather than
 * read through: a month of one account costs some thousand entries, however many municipalities there are.
 */
export async function mergedCounts(
  tx: Tx,
  accountId: AccountId,
  { days, measures, prefecture, municipality }: CounterSelection,
): Promise<PlaceCount[]> {
  const { rows } = await sql<PlaceCount>`
    select counted_on as "on", prefecture_code as "prefectureCode", municipality_code as "municipalityCode", measure, n
    from counter
    where account_id = ${accountId} and counted_on = any(${days}::date[]) and measure = any(${measures}::text[])
      ${prefecture === 'each' ? sql`and prefecture_code <> ${everywhere}` : sql`and prefecture_code = ${prefecture}`}
      ${municipality === 'each' ? sql`and municipality_code <> ${everywhere}` : sql`and municipality_code = ${municipality}`}
  `.execute(tx);
  return rows;
}

/** Sums over all days, for the whole account. */
export async function mergedTotals(
  tx: Tx,
  accountId: AccountId,
  measures: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ measure: string; n: number }>`
    select measure, sum(n)::bigint as n from counter
    where account_id = ${accountId} and measure = any(${measures}::text[])
      and prefecture_code = ${everywhere} and municipality_code = ${everywhere}
    group by measure`.execute(tx);
  return new Map(rows.map((row) => [row.measure, row.n]));
}

/** Answers of a day, merged or not: for whoever only wants to know whether there are more. */
export async function answersOn(tx: Tx, accountId: AccountId, on: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce((select n from counter where account_id = ${accountId} and counted_on = ${on}::date
        and measure = 'answers' and prefecture_code = ${everywhere} and municipality_code = ${everywhere}), 0)
      + (select count(*) from counter_delta, jsonb_array_elements(counts) as c
        where account_id = ${accountId} and c->>0 = ${on} and c->>3 = 'answers') as n`.execute(tx);
  return rows[0]!.n;
}
