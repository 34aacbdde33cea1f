import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { socketConnection, startEmbeddedPostgres } from '../../src/platform/db/embedded/server.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { appRole, ownerRole, prepareDatabase, prepareRoles, withClient } from '../../src/platform/db/roles.ts';

interface Superuser {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** A server for tests, with a migrated template in it. */
export interface DatabaseServerForTests {
  readonly superuser: Superuser;
  readonly template: string;
  /** Of the owner's and the application's role. */
  readonly rolePassword: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: DatabaseServerForTests;
  }
}

/**
 * Vitest global set-up: one real PostgreSQL for the run, with one migrated template. The embedded one (without fsync: it lives
 * as long as the run), or, when TEST_DATABASE_URL names a superuser of one, a server of the tester's (`npm run test:postgres`).
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.TEST_DATABASE_URL;
  const { superuser, stop } = url ? { superuser: serverAt(url), stop: async () => {} } : await embedded();
  const template = `mimamori_template_${randomBytes(4).toString('hex')}`;
  // The same in every project of a run: they share the roles.
  const rolePassword = 'only-for-tests';
  await prepareRoles(superuser);
  await withClient(superuser, async (client) => {
    for (const role of [ownerRole, appRole]) await client.query(`alter role ${role} password '${rolePassword}'`);
  });
  await prepareDatabase(superuser, template);
  await migrate({ ...superuser, user: ownerRole, password: rolePassword, database: template }, 'migrations');
  project.provide('databaseServer', { superuser, template, rolePassword });
  return async () => {
    await withClient(superuser, (client) =>
      client.query(`drop database ${pg.escapeIdentifier(template)} with (force)`),
    );
    await stop();
  };
}

/** A superuser's address, such as postgresql://postgres:secret@127.0.0.1:5432/postgres. */
function serverAt(url: string): Superuser {
  const { hostname, port, username, password, searchParams } = new URL(url);
  return {
    host: searchParams.get('host') ?? hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username || 'postgres'),
    password: decodeURIComponent(password),
    database: 'postgres',
  };
}

async function embedded(): Promise<{ superuser: Superuser; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'mimamori-test-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'pg'), fsync: false, maxConnections: 200 });
  const { host, port, user } = socketConnection(server.socketDir, 'postgres', 'postgres');
  return {
    superuser: { host: host!, port: port!, user: user!, password: '', database: 'postgres' },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
      await rm(server.socketDir, { recursive: true, force: true });
    },
  };
}
