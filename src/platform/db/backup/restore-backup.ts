import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Problem } from '../../../base/problem.ts';
import { migrate, readMigrations } from '../migrate.ts';
import { withClient } from '../roles.ts';
import type { BackedUpTable, Manifest } from './manifest.ts';
import { type CheckedBackup, compressedText } from './read-backup.ts';
import { rowTally } from './row-tally.ts';
import {
  accountsIn,
  type OpenAccount,
  ownsTables,
  type Partition,
  type StoredTable,
  storedPartitions,
  storedTables,
} from './tables.ts';
import { copiedText, notTheOwner, type Progress } from './write-backup.ts';

const newerBackup = {
  code: 'backup.of-a-newer-program',
  status: 409,
  title:
    'The backup was made at migration {name}, which this program does not know or knows differently: restore it with the program that made it ({program}) or a newer one.',
} as const;
const databaseAhead = {
  code: 'backup.database-ahead',
  status: 409,
  title:
    'The database is at migration {name}, which the backup does not have: restore into a database that is new and empty.',
} as const;
const notEmpty = {
  code: 'backup.database-not-empty',
  status: 409,
  title:
    'The database is not empty (there are rows in {table}): restore into a new one, so that nothing is lost or mixed.',
} as const;
const otherColumns = {
  code: 'backup.other-tables',
  status: 409,
  title: 'The tables of this database are not those of the backup ({table}): somebody changed one of them by hand.',
} as const;
const notAsBackedUp = {
  code: 'backup.not-as-backed-up',
  status: 500,
  title: 'What was restored into {table} is not what was backed up; everything was taken back, nothing was written.',
} as const;

export interface Restored {
  readonly accounts: readonly OpenAccount[];
  /** Migrations that the backup did not have yet, applied after. */
  readonly migrated: readonly string[];
}

/**
 * Puts a backup into an empty database: migrates it to where the backup was, loads all rows in one transaction, reads them
 * again and compares, then migrates on. PostgreSQL of another major version may have written the backup.
 * @throws Problem before a row is written, when the database is not what the backup can go into
 */
export async function restoreBackup(
  owner: pg.ClientConfig,
  folder: string,
  backup: CheckedBackup,
  progress: Progress = () => {},
): Promise<Restored> {
  const { manifest } = backup;
  const names = new Set(manifest.migrations.map(({ name }) => name));
  await refuseUnknown(manifest, folder);
  await withClient(owner, async (client) => {
    if (!(await ownsTables(client))) throw new Problem(notTheOwner);
    await refuseUsed(client, names);
  });
  await migrate(owner, folder, names);
  const accounts = await withClient(owner, async (client) => {
    await client.query('begin');
    const tables = await tablesOf(client, manifest);
    await openWalls(client, tables, 'no force');
    for (const { name } of tables) await refuseRows(client, name);
    await addPartitions(client, manifest.partitions);
    for (const table of manifest.tables) await load(client, backup, table, progress);
    await openWalls(client, tables, 'force');
    const restored = await accountsIn(client);
    for (const [at, table] of tables.entries())
      await compare(client, table, { said: manifest.tables[at]!, accounts: restored, progress });
    await client.query('commit');
    await client.query('analyze');
    return restored;
  });
  return { accounts, migrated: await migrate(owner, folder) };
}

async function refuseUnknown({ migrations, program }: Manifest, folder: string): Promise<void> {
  const known = new Map((await readMigrations(folder)).map(({ name, hash }) => [name, hash]));
  const stranger = migrations.find(({ name, hash }) => known.get(name) !== hash);
  if (stranger) throw new Problem(newerBackup, { name: stranger.name, program });
}

/** Looks without locking anything, so that a database in service is let be. */
async function refuseUsed(client: pg.Client, names: ReadonlySet<string>): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('public.migration') is not null as there`,
  );
  if (!rows[0]!.there) return;
  const applied = await client.query<{ name: string }>('select name from public.migration order by name');
  const ahead = applied.rows.find(({ name }) => !names.has(name));
  const begun = applied.rows.length > 0;
  if (begun) for (const { name, walled } of await storedTables(client)) if (!walled) await refuseRows(client, name);
  if (ahead) throw new Problem(databaseAhead, { name: ahead.name });
}

async function refuseRows(client: pg.Client, table: string): Promise<void> {
  const { rowCount } = await client.query(`select 1 from mimamori.${pg.escapeIdentifier(table)} limit 1`);
  if (rowCount) throw new Problem(notEmpty, { table });
}

/** The tables as they are here, in the order of the backup. */
async function tablesOf(client: pg.Client, manifest: Manifest): Promise<StoredTable[]> {
  const here = new Map((await storedTables(client)).map((table) => [table.name, table]));
  const stranger = [...here.keys()].find((name) => !manifest.tables.some((table) => table.name === name));
  if (stranger) throw new Problem(otherColumns, { table: stranger });
  return manifest.tables.map(({ name, columns }) => {
    const table = here.get(name);
    // A column may have been added earlier or later: they are named, so their order says nothing.
    if (!table || [...table.columns].sort().join() !== [...columns].sort().join())
      throw new Problem(otherColumns, { table: name });
    return { ...table, columns };
  });
}

/** Their owner too is held by the walls, and PostgreSQL refuses COPY under them. Undone with the transaction. */
async function openWalls(client: pg.Client, tables: readonly StoredTable[], how: 'force' | 'no force'): Promise<void> {
  for (const { name, walled } of tables) {
    if (!walled) continue;
    await client.query(`alter table mimamori.${pg.escapeIdentifier(name)} ${how} row level security`);
  }
}

async function addPartitions(client: pg.Client, partitions: readonly Partition[]): Promise<void> {
  const here = new Set((await storedPartitions(client)).map(({ name }) => name));
  for (const { table, name, bounds } of partitions) {
    if (here.has(name)) continue;
    await client.query(
      `create table mimamori.${pg.escapeIdentifier(name)} partition of mimamori.${pg.escapeIdentifier(table)} ${bounds}`,
    );
  }
}

async function load(client: pg.Client, backup: CheckedBackup, table: BackedUpTable, progress: Progress): Promise<void> {
  const columns = table.columns.map((one) => pg.escapeIdentifier(one)).join(', ');
  const text = createHash('sha256');
  let bytes = 0;
  let rows = 0;
  if (table.bytes > 0) {
    await pipeline(
      compressedText(backup, table.name),
      createZstdDecompress(),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          text.update(chunk);
          bytes += chunk.length;
          rows = Math.round((table.rows * bytes) / table.bytes);
          progress(table.name, rows, bytes);
          yield chunk;
        }
      },
      client.query(copyFrom(`copy mimamori.${pg.escapeIdentifier(table.name)} (${columns}) from stdin`)),
    );
  }
  if (text.digest('hex') !== table.sha256) throw new Problem(notAsBackedUp, { table: table.name });
}

/** Reads a table again and compares it with what the backup says of it. */
async function compare(
  client: pg.Client,
  table: StoredTable,
  { said, accounts, progress }: { said: BackedUpTable; accounts: readonly OpenAccount[]; progress: Progress },
): Promise<void> {
  const tally = rowTally();
  for await (const chunk of copiedText(client, table, accounts)) {
    tally.add(chunk);
    progress(`${table.name}, reading again`, tally.rows(), said.bytes);
  }
  const found = tally.result();
  if (found.rows !== said.rows || found.digest !== said.digest) throw new Problem(notAsBackedUp, { table: table.name });
}
