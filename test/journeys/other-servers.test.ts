import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { externalConnection } from '../../src/platform/db/external.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { appRole, ownerRole, prepareDatabase, prepareRoles, withClient } from '../../src/platform/db/roles.ts';
import { createLog } from '../../src/platform/log/log.ts';
import type { Scope } from '../../src/platform/scope.ts';
import { seedAccounts } from '../facts/leak-check.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import {
  type OtherServer,
  otherServersAreHere,
  type Postgres15,
  startPgBouncer,
  startPostgres15,
} from '../support/other-servers.ts';
import { runCli } from './cli/run-cli.ts';

/** With servers of other makes than the embedded one, where the machine has them. */
const describeThere: (name: string, body: () => void) => void = otherServersAreHere() ? describe : () => {};

test('the address of a database says how its server is to be known', () => {
  const caFile = 'package.json';
  const of = (query: string, options = {}) =>
    externalConnection(`postgresql://a@db.example/m${query}`, 'DATABASE_URL', options);
  expect(of('').ssl).toBe(false);
  expect(of('?sslmode=disable', { caFile }).ssl).toBe(false);
  for (const strict of [of('?sslmode=verify-full'), of('?sslmode=require'), of('', { caFile })])
    expect(strict.ssl).toMatchObject({ rejectUnauthorized: true });
  expect(of('?sslmode=verify-full').ssl).not.toHaveProperty('checkServerIdentity');
  expect(of('?sslmode=verify-ca').ssl).toMatchObject({
    rejectUnauthorized: true,
    checkServerIdentity: expect.any(Function),
  });
  expect(of('?sslmode=verify-full&host=%2Frun&x=1').connectionString).toBe(
    'postgresql://a@db.example/m?host=%2Frun&x=1',
  );
  for (const loose of ['prefer', 'allow', 'no-verify'])
    expect(() => of(`?sslmode=${loose}`)).toThrow(`sslmode=${loose} in DATABASE_URL`);
  expect(() => of('', { caFile: 'no-such-file.pem' })).toThrow('no-such-file.pem (ENOENT)');
});

describeThere('PostgreSQL 15', () => {
  let server: Postgres15;
  let database: string;
  beforeAll(async () => {
    server = await startPostgres15();
    database = 'mimamori';
    const superuser = { connectionString: server.url('postgres', 'postgres') };
    await prepareRoles(superuser);
    await prepareDatabase(superuser, database);
  });
  afterAll(() => server.stop());

  const settings = (query: string, more = {}) => ({
    DATABASE_URL: server.url(appRole, database, query),
    DATABASE_OWNER_URL: server.url(ownerRole, database, query),
    ...more,
  });

  test('is reached over TLS when its certificate is the authority’s, and not otherwise', async () => {
    const migrated = (query: string, more = {}) => runCli(['migrate'], { env: settings(query, more) });
    const trusted = await migrated('sslmode=verify-full', { DATABASE_CA_FILE: server.caFile });
    expect(trusted).toMatchObject({ code: 0, stderr: '' });
    for (const untrusted of [
      await migrated('sslmode=verify-full', { DATABASE_CA_FILE: server.strangerFile }),
      await migrated('sslmode=require'),
      await migrated('sslmode=disable'),
    ]) {
      expect(untrusted.code).not.toBe(0);
      expect(untrusted.stdout).toBe('');
    }
  });

  test('gives a backup that the embedded PostgreSQL takes, row by row', async () => {
    const owner = { connectionString: server.url(ownerRole, database) };
    const folder = await mkdtemp(join(tmpdir(), 'mimamori-15-'));
    await migrate(owner, 'migrations');
    await withClient({ connectionString: server.url('postgres', database) }, seedAccounts);
    const restored = await testDatabase();
    try {
      const to = join(folder, 'of-15.backup');
      const made = await runCli(['backup', '--to', to], {
        env: { ...settings('host=localhost&sslmode=verify-full', { DATABASE_CA_FILE: server.caFile }) },
      });
      expect(made).toMatchObject({ code: 0 });
      const back = await runCli(['restore', to], {
        env: { DATABASE_URL: addressOf(restored.app), DATABASE_OWNER_URL: addressOf(restored.owner) },
      });
      // The seeded entry is no chain's: that is what is said of it.
      expect(back).toMatchObject({ code: 3, stdout: expect.stringMatching(/^Restored \d+ tables with \d+ rows/) });
      expect(back.stderr).toContain('a-account had been tampered with before this backup was made');
      const count = (config: pg.ClientConfig) =>
        withClient(
          config,
          async (client) => (await client.query('select count(*) from mimamori.staff, mimamori.resident')).rows,
        );
      expect(await count(restored.superuser)).toEqual(
        await count({ connectionString: server.url('postgres', database) }),
      );
    } finally {
      await restored.drop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

const addressOf = ({ host, port, user, password, database }: TestDatabase['app']): string =>
  `postgresql://${user}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(host ?? '')}`;

describeThere('through PgBouncer in transaction mode', () => {
  let database: TestDatabase;
  let pooler: OtherServer;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mimamori-pooled-'));
    database = await testDatabase();
    pooler = await startPgBouncer(reachable(), database.name);
  });
  afterAll(async () => {
    await pooler.stop();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });
  const reachable = () => {
    const { superuser } = inject('databaseServer');
    return { host: superuser.host, port: superuser.port };
  };

  test('many at once keep to their own account, and nothing of them stays on a connection', async () => {
    const config = readConfig({
      MIMAMORI_DATA: folder,
      MIMAMORI_MASTER_KEY: randomBytes(32).toString('hex'),
      DATABASE_URL: `postgresql://${appRole}:only-for-tests@127.0.0.1:${pooler.port}/${database.name}`,
      DATABASE_OWNER_URL: addressOf(database.owner),
      DATABASE_POOL: '40',
    });
    const app = await openApp(config, createLog({ level: 'silent' }));
    try {
      const kits = [...app.kits().values()].slice(0, 10);
      const seen = await Promise.all(
        Array.from({ length: 400 }, async (_, at) => {
          const kit = kits[at % kits.length]!;
          const actor = { kind: 'system', job: 'test' } as const;
          await app.inScope(kit, actor, (scope: Scope) => scope.audit('test.pooled', `${at}`, { slug: kit.slug }));
          return kit.slug;
        }),
      );
      expect(seen).toHaveLength(400);
      const { rows } = await withClient(database.superuser, (client) =>
        client.query(`select count(*)::int as entries, count(distinct subject)::int as subjects,
            count(*) filter (where e.detail::jsonb ->> 'slug' = a.slug)::int as own
          from mimamori.audit_entry e join mimamori.account a using (account_id) where verb = 'test.pooled'`),
      );
      expect(rows).toEqual([{ entries: 400, subjects: 400, own: 400 }]);
      // Whoever comes next on one of the two connections is nobody's.
      const { rows: left } = await withClient({ connectionString: config.DATABASE_URL }, (client) =>
        client.query(
          `select current_setting('app.account', true) as account, count(*)::int as visible from mimamori.audit_entry`,
        ),
      );
      expect(left).toEqual([{ account: '', visible: 0 }]);
    } finally {
      await app.close();
    }
  });
});
