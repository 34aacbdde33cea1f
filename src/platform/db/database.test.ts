import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { withClient } from './roles.ts';

test('a connection that breaks in the middle of a transaction fails that transaction, not the process', async () => {
  const database = await testDatabase();
  const broken = database.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    await withClient(database.superuser, (client) => client.query('select pg_terminate_backend($1)', [rows[0]!.pid]));
    // Between two queries nobody waits for an answer that could fail.
    await sleep(50);
    await sql`select 1`.execute(tx);
  });
  await expect(broken).rejects.toThrow();
  const { rows } = await sql<{ one: number }>`select 1 as one`.execute(database.db);
  expect(rows).toEqual([{ one: 1 }]);
  await database.drop();
});
