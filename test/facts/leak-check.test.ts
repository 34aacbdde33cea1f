import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withClient } from '../../src/platform/db/roles.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Asked, accountA, accountB, askAs, leaks, seedAccounts, walledTables } from './leak-check.ts';
import { projectFiles, read } from './source-files.ts';
import { otherExports, storeCalls, takesTransaction } from './store-calls.ts';

const stores = projectFiles.filter((path) => /^src\/.*store\.ts$/.test(path));

describe('two accounts', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await withClient(database.superuser, seedAccounts);
  });
  afterAll(() => database.drop());

  const names = (asked: readonly Asked[]) => asked.map(({ call }) => call);

  test('the first has something in every table that belongs to accounts', async () => {
    const counts = await withClient(database.superuser, async (client) => {
      const { rows } = await client.query<{ name: string; n: string }>(
        walledTables
          .map(
            (name) => `select '${name}' as name, count(*) as n from mimamori.${name} where account_id = '${accountA}'`,
          )
          .join(' union all '),
      );
      return rows;
    });
    expect(counts.filter(({ n }) => n === '0')).toEqual([]);
    expect(counts).toHaveLength(walledTables.length);
  });

  test('nothing of the first is read or changed by the second that names it', async () => {
    const asked = await askAs(database.superuser, accountA);
    expect(leaks(asked)).toEqual([]);
    expect(asked.length).toBeGreaterThan(50);
  });
  test('nothing of the first is read or changed by the second that knows the ids of its people', async () => {
    expect(leaks(await askAs(database.superuser, accountB))).toEqual([]);
  });

  test('and each call would be noticed if the walls were down', async () => {
    const open = await testDatabase();
    try {
      await withClient(open.superuser, async (client) => {
        await seedAccounts(client);
        for (const name of walledTables) await client.query(`alter table mimamori.${name} disable row level security`);
      });
      const asked = await askAs(open.superuser, accountA);
      expect(names(asked.filter((one) => !leaks([one]).length))).toEqual([]);
      // Even then the stores ask for their own account alone.
      expect(leaks(await askAs(open.superuser, accountB))).toEqual([]);
    } finally {
      await open.drop();
    }
  });

  describe('and one wall that is down would be noticed', () => {
    let open: TestDatabase;
    beforeAll(async () => {
      open = await testDatabase();
      await withClient(open.superuser, seedAccounts);
    });
    afterAll(() => open.drop());
    const setWall = (table: string, state: 'disable' | 'enable') =>
      withClient(open.superuser, (client) => client.query(`alter table mimamori.${table} ${state} row level security`));

    test.for(walledTables)('%s', async (table) => {
      await setWall(table, 'disable');
      expect(leaks(await askAs(open.superuser, accountA, { untilLeak: true }))).toHaveLength(1);
      await setWall(table, 'enable');
    });
  });
});

describe('the list of calls', () => {
  test('has every function of every store that takes a transaction', () => {
    const listed = Object.entries(storeCalls).flatMap(([file, calls]) =>
      Object.keys(calls).map((name) => `${file} ${name}`),
    );
    const exported = stores.flatMap((file) => takesTransaction(read(file)).map((name) => `${file} ${name}`));
    expect(listed.sort(), 'add the function to test/facts/store-calls.ts').toEqual(exported.sort());
    expect(stores.flatMap((file) => otherExports(read(file)).map((found) => `${file}: ${found}`))).toEqual([]);
  });
  test('and a new one would be noticed', () => {
    expect(takesTransaction('export async function everyone(tx: Tx): Promise<Row[]> {')).toEqual(['everyone']);
    expect(takesTransaction('export async function everyone(\n  db: Db | Tx,\n  id: AccountId,')).toEqual(['everyone']);
    expect(takesTransaction('export function everyone<T extends Id>(scope: Scope) {')).toEqual(['everyone']);
    expect(takesTransaction('export async function addPasskey(db: Db): Promise<void> {')).toEqual([]);
    expect(takesTransaction('export const everyone = async (tx: Tx) => 1;')).toEqual(['everyone']);
    expect(takesTransaction('export const everyone = (\n  tx: Tx,\n  id: AccountId,')).toEqual(['everyone']);
    expect(otherExports('export const everyone = readOf(rows);')).toHaveLength(1);
    expect(otherExports(`export * from './other-store.ts';`)).toHaveLength(1);
  });
});
