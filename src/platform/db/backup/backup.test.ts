import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedAccounts } from '../../../../test/facts/leak-check.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { schemaSnapshot } from '../../../../test/support/schema-snapshot.ts';
import { system, type TestWorld, testWorld } from '../../../../test/support/scopes.ts';
import { type AccountId, idsFrom } from '../../../base/ids.ts';
import { createVault } from '../../crypto/vault.ts';
import { createInScope } from '../../in-scope.ts';
import { withClient } from '../roles.ts';
import { checkBackup } from './read-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { storedTables } from './tables.ts';
import { verifyAllChains } from './verify-restored.ts';
import { writeBackup } from './write-backup.ts';

const migrations = 'migrations';
const at = new Date('2020-04-21T01:24:00Z');

let folder: string;
let world: TestWorld;
let path: string;
/** What the database held when the backup in `path` was made. */
let backedUp: Record<string, string[]>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mimamori-backup-'));
  world = await testWorld();
  await withClient(world.database.superuser, seedAccounts);
  const account = await world.account('miyagi');
  for (let entry = 0; entry < 5; entry += 1)
    await world.inScope(account, system, (scope) =>
      scope.audit('test.happened', undefined, { words: 'a\tb\\c\nd 見守り' }),
    );
  path = join(folder, 'whole.backup');
  backedUp = await contentOf(world.database);
  await backUp(world.database, path);
});
afterAll(async () => {
  await world.end();
  await rm(folder, { recursive: true, force: true });
});

async function backUp(database: TestDatabase, to: string, onBytes = async () => {}): Promise<void> {
  const file = await open(to, 'w');
  const sink = async (bytes: Buffer) => {
    await onBytes();
    await file.writev([bytes]);
  };
  await writeBackup(database.owner, sink, { program: '1.2.3', at }).finally(() => file.close());
}

const parts = { now: () => at, newId: idsFrom(() => at), store: async () => [], onQueued: () => {} };

/** Every row of every table as text, seen from above the walls. */
const contentOf = (database: TestDatabase): Promise<Record<string, string[]>> =>
  withClient(database.superuser, async (client) => {
    const content: Record<string, string[]> = {};
    for (const { name } of await storedTables(client)) {
      const { rows } = await client.query<{ line: string }>(
        `select to_jsonb(t)::text as line from mimamori.${name} t order by 1`,
      );
      content[name] = rows.map(({ line }) => line);
    }
    return content;
  });

const inNew = async <T>(work: (database: TestDatabase) => Promise<T>): Promise<T> => {
  const database = await testDatabase();
  try {
    return await work(database);
  } finally {
    await database.drop();
  }
};

const asSuperuser = (database: TestDatabase, statement: string): Promise<pg.QueryResult> =>
  withClient(database.superuser, (client) => client.query(statement));

describe('a backup', () => {
  test('brings back every row of every table, with the walls as they were', async () => {
    await inNew(async (restored) => {
      const before = await withClient(restored.superuser, schemaSnapshot);
      const { accounts, migrated } = await restoreBackup(restored.owner, migrations, await checkBackup(path));
      const content = await contentOf(restored);
      expect(content).toEqual(backedUp);
      expect(Object.values(content).filter((rows) => rows.length > 0).length).toBeGreaterThan(18);
      expect(await withClient(restored.superuser, schemaSnapshot)).toBe(before);
      expect(migrated).toEqual([]);
      const verified = await verifyAllChains(restored.owner, accounts);
      expect(verified.find(({ slug }) => slug === 'miyagi')?.report).toMatchObject({ entries: 5, brokenAt: null });
    });
  });

  test('holds one instant, however much is written while it is made', async () => {
    const account = { id: (await world.account()).id, slug: 'busy' };
    const before = await contentOf(world.database);
    const busy = join(folder, 'busy.backup');
    let writes = 0;
    await backUp(world.database, busy, async () => {
      writes += 1;
      await world.inScope(account, system, (scope) => scope.audit('test.wrote-meanwhile'));
    });
    expect(writes).toBeGreaterThan(50);
    expect((await contentOf(world.database)).audit_entry!.length).toBe(before.audit_entry!.length + writes);
    await inNew(async (restored) => {
      await restoreBackup(restored.owner, migrations, await checkBackup(busy));
      expect(await contentOf(restored)).toEqual(before);
    });
  });

  test('of PostgreSQL 15, made when the program was younger, goes in and opens', async () => {
    await inNew(async (restored) => {
      const old = await checkBackup('test/fixtures/postgresql-15.backup');
      expect(old.manifest).toMatchObject({ form: 1, postgresql: expect.stringMatching(/^15\./) });
      // As the program found a new database then: nothing migrated yet.
      await asSuperuser(restored, 'drop schema mimamori cascade; drop table public.migration');
      const { accounts, migrated } = await restoreBackup(restored.owner, migrations, old);
      expect(accounts.map(({ slug }) => slug)).toEqual(['miyagi']);
      expect([...old.manifest.migrations.map(({ name }) => name), ...migrated].sort()).toEqual(
        (await readdir(migrations)).filter((name) => /^\d{4}/.test(name)).sort(),
      );
      const [verified] = await verifyAllChains(restored.owner, accounts);
      expect(verified?.report).toMatchObject({ entries: 3, brokenAt: null });
      const account = { id: accounts[0]!.id as AccountId, slug: 'miyagi' };
      const { rows } = await asSuperuser(
        restored,
        'select resident_id, label_sealed from mimamori.resident where label_sealed is not null',
      );
      const vault = createVault(Buffer.alloc(32, 7));
      const label = await createInScope({ ...parts, db: restored.db, vault })(account, system, (scope) =>
        vault.unseal(scope.tx, account.id, rows[0].resident_id, rows[0].label_sealed),
      );
      expect(label).toBe('祖母\t\\N\n「梅」');
    });
  });

  test('holds no sequence, so none is forgotten', async () => {
    const { rows } = await asSuperuser(world.database, `select relname from pg_class where relkind = 'S'`);
    expect(rows).toEqual([]);
  });

  test('has all partitions again, also those that this day would not make', async () => {
    const partitioned = `create table mimamori.probe (id integer primary key) partition by range (id);
      alter table mimamori.probe owner to mimamori_owner;`;
    const source = await testDatabase();
    await asSuperuser(
      source,
      `${partitioned} create table mimamori.probe_7 partition of mimamori.probe for values from (70) to (80);
       alter table mimamori.probe_7 owner to mimamori_owner; insert into mimamori.probe values (71), (79)`,
    );
    const file = join(folder, 'partitions.backup');
    await backUp(source, file);
    await source.drop();
    await inNew(async (restored) => {
      await asSuperuser(restored, partitioned);
      await restoreBackup(restored.owner, migrations, await checkBackup(file));
      const { rows } = await asSuperuser(restored, 'select id from mimamori.probe_7 order by id');
      expect(rows).toEqual([{ id: 71 }, { id: 79 }]);
    });
  });

  test('is not made by the application’s own role, which sees one account at a time', async () => {
    const sink = async () => {};
    const made = writeBackup(world.database.app, sink, { program: '1.2.3', at });
    await expect(made).rejects.toMatchObject({ code: 'backup.not-the-owner' });
  });
});

describe('a backup that is not as it was written', () => {
  const damaged = async (bytes: Buffer): Promise<void> => {
    const file = join(folder, 'damaged.backup');
    await writeFile(file, bytes);
    await expect(checkBackup(file)).rejects.toMatchObject({ code: 'backup.damaged' });
  };

  test('is refused wherever it was altered', async () => {
    const whole = await readFile(path);
    // A prime step: headers, content and padding are all met.
    for (let place = 0; place < whole.length; place += 211) {
      const altered = Buffer.from(whole);
      altered[place]! ^= 0x01;
      await damaged(altered);
    }
  });

  test('is refused wherever it ends too early, and when something was added', async () => {
    const whole = await readFile(path);
    for (const length of [0, 1, 511, 512, 5000, whole.length >> 1, whole.length - 1024, whole.length - 1])
      await damaged(whole.subarray(0, length));
    await damaged(Buffer.concat([whole, Buffer.alloc(512)]));
    await damaged(Buffer.from('no backup at all'));
  });
});

describe('a restore writes nothing', () => {
  /** What is refused for `code`, with everything in the database as it was. */
  const refused = async (code: string, prepare: string, file = path): Promise<void> =>
    inNew(async (database) => {
      await asSuperuser(database, prepare);
      const before = await contentOf(database);
      const restoring = restoreBackup(database.owner, migrations, await checkBackup(file));
      await expect(restoring).rejects.toMatchObject({ code });
      expect(await contentOf(database)).toEqual(before);
    });

  test('where there is something already', () =>
    refused(
      'backup.database-not-empty',
      `insert into mimamori.account values ('01900000-0000-7000-8000-00000000000c', 'somebody', '04', null, null, now())`,
    ));
  test('where a row lies behind a wall alone', () =>
    refused(
      'backup.database-not-empty',
      `alter table mimamori.news_item drop constraint news_item_account_id_fkey;
       insert into mimamori.news_item values ('01900000-0000-7000-8000-00000000000c', '01900000-0000-7000-8000-00000000000d', '{}', 'https://example.jp', '2020-04-01', 'draft', null, now(), 'x')`,
    ));
  test('where the database is ahead', () =>
    refused('backup.database-ahead', `insert into public.migration values ('9999_later.sql', '${'0'.repeat(64)}')`));
  test('where a table is another', () =>
    refused('backup.other-tables', 'alter table mimamori.chat add column nickname text'));
  test('where the rows come out otherwise than they went in', () =>
    refused(
      'backup.not-as-backed-up',
      `create function mimamori.change() returns trigger language plpgsql as $$ begin new.purpose := 'other'; return new; end $$;
       create trigger change before insert on mimamori.outbox for each row execute function mimamori.change()`,
    ));
  test('of a newer program', async () => {
    const newer = await testDatabase();
    await asSuperuser(newer, `insert into public.migration values ('9999_later.sql', '${'0'.repeat(64)}')`);
    const file = join(folder, 'newer.backup');
    await backUp(newer, file);
    await newer.drop();
    await refused('backup.of-a-newer-program', 'select 1', file);
  });
});
