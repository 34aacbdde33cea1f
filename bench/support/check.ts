import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { App } from '../../src/app.ts';
import { mergeDeltas } from '../../src/features/situation/index.ts';

const job = { kind: 'system', job: 'bench' } as const;

/** Answers stored for an account. */
export const countAnswers = (app: App, slug: string): Promise<number> =>
  app.inScope(app.kits().get(slug)!, job, async ({ tx }) => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from response`.execute(tx);
    return rows[0]!.n;
  });

/** Whether the counters, once merged, say what a recount of the answers says. */
export async function isCounted(app: App, slug: string): Promise<boolean> {
  const kit = app.kits().get(slug)!;
  while ((await app.inScope(kit, job, (scope) => mergeDeltas(scope))) > 0);
  return app.inScope(kit, job, async ({ tx }) => {
    const { rows } = await sql<{ wrong: number }>`
      with counted as (
        select counted_on, measure, n from counter where prefecture_code = '*' and municipality_code = '*'
      ), recounted as (
        select answered_on as counted_on, 'answers' as measure, count(*) as n from response group by 1
        union all
        select answered_on, 'outcome.' || outcome, count(*) from response group by 1, 2
      )
      select count(*) as wrong from recounted r left join counted c using (counted_on, measure) where c.n is distinct from r.n`.execute(
      tx,
    );
    return rows[0]!.wrong === 0;
  });
}

/** How fast PostgreSQL takes the very same rows by COPY, as superuser and so without a wall: the limit of storing. */
export async function copyRowsPerSecond(superuser: pg.ClientConfig, table: string, most = 100_000): Promise<number> {
  const client = new pg.Client(superuser);
  await client.connect();
  try {
    await client.query('set search_path = mimamori');
    await client.query(`create unlogged table bench_from as select * from ${table} limit ${most}`);
    const chunks: Buffer[] = [];
    for await (const chunk of client.query(copyTo('copy bench_from to stdout'))) chunks.push(chunk as Buffer);
    await client.query(`create table bench_into (like ${table} including indexes)`);
    const began = performance.now();
    await pipeline(chunks, client.query(copyFrom('copy bench_into from stdin')));
    const seconds = (performance.now() - began) / 1000;
    const { rows } = await client.query('select count(*)::int as n from bench_into');
    await client.query('drop table bench_from, bench_into');
    return Math.round((rows[0] as { n: number }).n / seconds);
  } finally {
    await client.end();
  }
}
