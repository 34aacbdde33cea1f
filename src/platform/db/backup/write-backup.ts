import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { Problem } from '../../../base/problem.ts';
import { withClient } from '../roles.ts';
import {
  type BackedUpTable,
  backupForm,
  checksumName,
  type Manifest,
  manifestName,
  pieceName,
  readme,
} from './manifest.ts';
import { rowTally } from './row-tally.ts';
import {
  accountsIn,
  copyStatements,
  type OpenAccount,
  ownsTables,
  type StoredTable,
  storedPartitions,
  storedTables,
} from './tables.ts';
import { endOfTar, paddingOf, tarHeader } from './tar-file.ts';

export const notTheOwner = {
  code: 'backup.not-the-owner',
  status: 500,
  title:
    'This needs the role that owns the tables: set DATABASE_OWNER_URL, directly to PostgreSQL and not to a pooler.',
} as const;
const nothingThere = {
  code: 'backup.nothing-there',
  status: 404,
  title: 'There is nothing to back up: the database has no tables of Mimamori yet.',
} as const;

/** Told now and then: the table under way, with its rows and bytes of text so far. May throw, to end the work. */
export type Progress = (table: string, rows: number, bytes: number) => void;

export interface BackupOptions {
  /** Version of this program. */
  readonly program: string;
  readonly at: Date;
  readonly progress?: Progress;
}

/** Bytes; the most of a table that is held in memory. */
const pieceSize = 8 * 1024 * 1024;

/**
 * Writes one backup: every table as it was at one instant (a snapshot that later writes do not touch), while others go on
 * writing. `sink` takes the bytes of the file in order.
 */
export async function writeBackup(
  owner: pg.ClientConfig,
  sink: (bytes: Buffer) => Promise<void>,
  options: BackupOptions,
): Promise<Manifest> {
  return withClient(owner, async (client) => {
    if (!(await ownsTables(client))) throw new Problem(notTheOwner);
    await client.query('begin isolation level repeatable read, read only');
    const tables = await storedTables(client);
    if (tables.length === 0) throw new Problem(nothingThere);
    const file = archive(sink, options.at);
    await file.add('README.txt', Buffer.from(readme));
    const manifest = await writeTables(client, tables, file.add, options);
    await file.add(manifestName, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
    await file.end();
    await client.query('commit');
    return manifest;
  });
}

type Add = (name: string, content: Buffer) => Promise<void>;

/** A tar archive whose last file is the SHA-256 of all before it. */
function archive(sink: (bytes: Buffer) => Promise<void>, at: Date) {
  const before = createHash('sha256');
  const add: Add = async (name, content) => {
    for (const part of [tarHeader(name, content.length, at), content, paddingOf(content.length)]) {
      before.update(part);
      await sink(part);
    }
  };
  const end = async (): Promise<void> => {
    const checksum = Buffer.from(`${before.copy().digest('hex')}\n`);
    await add(checksumName, checksum);
    await sink(endOfTar);
  };
  return { add, end };
}

async function writeTables(
  client: pg.Client,
  tables: readonly StoredTable[],
  add: Add,
  { program, at, progress }: BackupOptions,
): Promise<Manifest> {
  const accounts = await accountsIn(client);
  const { rows: migrations } = await client.query<{ name: string; hash: string }>(
    'select name, hash from public.migration order by name',
  );
  const { rows: version } = await client.query<{ server_version: string }>('show server_version');
  const written: BackedUpTable[] = [];
  for (const table of tables) written.push(await writeTable(client, table, accounts, add, progress));
  return {
    form: backupForm,
    program,
    postgresql: version[0]!.server_version,
    takenAt: at.toISOString(),
    migrations,
    tables: written,
    partitions: await storedPartitions(client),
  };
}

async function writeTable(
  client: pg.Client,
  table: StoredTable,
  accounts: readonly OpenAccount[],
  add: Add,
  progress: Progress = () => {},
): Promise<BackedUpTable> {
  const tally = rowTally();
  const text = createHash('sha256');
  let bytes = 0;
  await pipeline(
    copiedText(client, table, accounts),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        tally.add(chunk);
        text.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    },
    createZstdCompress(),
    async (chunks: AsyncIterable<Buffer>) => {
      let piece = 0;
      for await (const content of inPieces(chunks)) {
        // Of nothing, Zstandard makes a few bytes too.
        if (bytes === 0) return;
        piece += 1;
        await add(pieceName(table.name, piece), content);
        progress(table.name, tally.rows(), bytes);
      }
    },
  );
  return { name: table.name, columns: [...table.columns], bytes, sha256: text.digest('hex'), ...tally.result() };
}

/** The rows of a table as PostgreSQL's COPY writes them. */
export async function* copiedText(
  client: pg.Client,
  table: Pick<StoredTable, 'name' | 'walled' | 'columns'>,
  accounts: readonly OpenAccount[],
): AsyncGenerator<Buffer> {
  for (const { enter, copy } of copyStatements(table, accounts)) {
    if (enter) await client.query(enter);
    for await (const chunk of client.query(copyTo(copy))) yield chunk as Buffer;
  }
}

async function* inPieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    if (size < pieceSize) continue;
    yield Buffer.concat(held);
    [held, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(held);
}
