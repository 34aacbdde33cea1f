import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Db, openDatabase } from '../../src/platform/db/database.ts';
import { appRole, ownerRole, withClient } from '../../src/platform/db/roles.ts';
import './database-server.ts';

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
  const { template, superuser, rolePassword } = inject('databaseServer');
  const name = `t_${randomBytes(6).toString('hex')}`;
  await withClient(superuser, (client) =>
    client.query(`create database ${pg.escapeIdentifier(name)} template ${template} owner ${ownerRole}`),
  );
  const as = (user: string) => ({ ...superuser, user, password: rolePassword, database: name });
  const app = as(appRole);
  const db = openDatabase({ connection: app, maxConnections: 10, onIdleError: () => {} });
  return {
    name,
    db,
    app,
    owner: as(ownerRole),
    superuser: { ...superuser, database: name },
    async drop() {
      await db.destroy();
      await withClient(superuser, (client) => client.query(`drop database ${pg.escapeIdentifier(name)} with (force)`));
    },
  };
}
