import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Db, openDatabase } from '../../src/platform/db/database.ts';
import { socketConnection } from '../../src/platform/db/embedded/server.ts';
import { appRole, ownerRole, withClient } from '../../src/platform/db/roles.ts';
import { templateName } from './database-server.ts';

export interface TestDatabase {
  readonly name: string;
  /** As the application: row-level security applies. */
  readonly db: Db;
  readonly app: pg.ClientConfig;
  readonly owner: pg.ClientConfig;
  /** As superuser, for looking behind the walls in assertions. */
  readonly superuser: pg.ClientConfig;
  drop(): Promise<void>;
}

/** A migrated database of the test's own, cloned from the template in some 20 ms. */
export async function testDatabase(): Promise<TestDatabase> {
  const socketDir = inject('socketDir');
  const name = `t_${randomBytes(6).toString('hex')}`;
  const admin = socketConnection(socketDir, 'postgres', 'postgres');
  await withClient(admin, (client) =>
    client.query(`create database ${pg.escapeIdentifier(name)} template ${templateName} owner ${ownerRole}`),
  );
  const app = socketConnection(socketDir, appRole, name);
  const db = openDatabase({ connection: app, maxConnections: 10, onIdleError: () => {} });
  return {
    name,
    db,
    app,
    owner: socketConnection(socketDir, ownerRole, name),
    superuser: socketConnection(socketDir, 'postgres', name),
    async drop() {
      await db.destroy();
      await withClient(admin, (client) => client.query(`drop database ${pg.escapeIdentifier(name)} with (force)`));
    },
  };
}
