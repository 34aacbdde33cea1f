import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { Problem } from '../../base/problem.ts';
import { withClient } from './roles.ts';

const changedMigration = {
  code: 'database.migration-changed',
  status: 500,
  title: 'Migration {name} was changed after it ran here: migrations are forward-only, put the change in a new file.',
} as const;
const newerDatabase = {
  code: 'database.newer',
  status: 500,
  title: 'The database has migration {name}, which this program does not know: start the newer program instead.',
} as const;

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly hash: string;
}

const fileName = /^\d{4}_[a-z0-9_]+\.sql$/;
const lockKey = 739_105_421;

/**
 * Applies the numbered files of `folder` that the database has not had, each in its own transaction; two processes that start
 * at once take turns. Returns the names applied.
 * @param only leaves out all but these: a backup is put back at the migrations that it was made at
 */
export async function migrate(owner: pg.ClientConfig, folder: string, only?: ReadonlySet<string>): Promise<string[]> {
  const migrations = await readMigrations(folder);
  return withClient(owner, async (client) => {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(
      'create table if not exists public.migration (name text primary key, hash text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from public.migration');
    refuseStrangers(migrations, rows);
    const done = new Set(rows.map((row) => row.name));
    const applied: string[] = [];
    for (const migration of migrations) {
      if (done.has(migration.name) || (only && !only.has(migration.name))) continue;
      await apply(client, migration);
      applied.push(migration.name);
    }
    return applied;
  });
}

export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => fileName.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      return { name, sql, hash: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

export function refuseStrangers(known: readonly Migration[], applied: readonly { name: string; hash: string }[]): void {
  for (const { name, hash } of applied) {
    const migration = known.find((one) => one.name === name);
    if (!migration) throw new Problem(newerDatabase, { name });
    if (migration.hash !== hash) throw new Problem(changedMigration, { name });
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into public.migration (name, hash) values ($1, $2)', [migration.name, migration.hash]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
