import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { heldTables } from '../../src/features/privacy/held-data.ts';
import { distribute, inOrder, placing } from '../../src/platform/db/distribute.ts';
import { beforeDistributing, distribution, ownTables } from '../../src/platform/db/distribution.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { withClient } from '../../src/platform/db/roles.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly uniques: ReadonlyArray<{ readonly name: string; readonly columns: readonly string[] }>;
  readonly refersTo: readonly string[];
}

/** As Citus would look at them: keys, and what refers to what. */
const tablesOf = (database: TestDatabase, statements: readonly string[]): Promise<Table[]> =>
  withClient(database.superuser, async (client) => {
    await client.query('begin');
    for (const statement of statements) await client.query(statement);
    const { rows } = await client.query<Table>(`
      select c.relname::text as name,
        array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
        coalesce((select json_agg(json_build_object('name', i.indexrelid::regclass::text, 'columns',
          array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum = any(i.indkey::int2[]))))
          from pg_index i where i.indrelid = c.oid and i.indisunique), '[]') as uniques,
        array(select r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
          where k.conrelid = c.oid and k.contype = 'f') as "refersTo"
      from pg_class c where c.relnamespace = 'mimamori'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`);
    await client.query('rollback');
    return rows;
  });

/** Why a table could not be given its place; each a sentence. */
function faults(tables: readonly Table[]): string[] {
  const copies = new Set(Object.entries(distribution).flatMap(([name, place]) => ('copy' in place ? [name] : [])));
  return tables.flatMap(({ name, columns, uniques, refersTo }) => {
    const place = distribution[name];
    if (!place) return [`${name} has no place`];
    if (place.why.length < 5) return [`${name} does not say why`];
    if ('copy' in place)
      return refersTo.filter((other) => !copies.has(other)).map((other) => `${name} is copied, and refers to ${other}`);
    const beside = place.with === undefined ? undefined : distribution[place.with];
    return [
      ...(columns.includes(place.by) ? [] : [`${name} has no ${place.by}`]),
      ...uniques.filter((key) => !key.columns.includes(place.by)).map((key) => `${key.name} lacks ${place.by}`),
      ...refersTo.filter((other) => !copies.has(other)).map((other) => `${name} refers to ${other} across shards`),
      ...(beside && ('copy' in beside || beside.with !== undefined) ? [`${name} lies beside what is not cut`] : []),
    ];
  });
}

describe('the plan for a cluster', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  test('has a place for every table, and no other', async () => {
    const tables = await tablesOf(database, beforeDistributing);
    const names = tables.map(({ name }) => name);
    expect(tables.length).toBeGreaterThan(20);
    expect(Object.keys(distribution).filter((name) => !names.includes(name))).toEqual([]);
    expect(faults(tables), 'give it a place in src/platform/db/distribution.ts').toEqual([]);
    expect([...names, ...ownTables.map((name) => `public.${name}`)].sort()).toEqual(Object.keys(heldTables).sort());
  });

  test('would not go without what the schema gives up for it', async () => {
    expect(faults(await tablesOf(database, []))).toEqual([
      expect.stringContaining('audit_entry_pkey lacks chain_id'),
      expect.stringContaining('chat_account_id_user_hash_key lacks chat_id'),
    ]);
  });

  test('keeps a person’s rows together, by the person', () => {
    const ofPerson = Object.entries(heldTables).filter(
      ([, { columns }]) => 'resident_id' in columns && !('chat_id' in columns) && !('message_hash' in columns),
    );
    expect(ofPerson.length).toBeGreaterThan(3);
    for (const [name] of ofPerson)
      expect(distribution[name], name).toMatchObject({ by: 'resident_id', with: 'resident' });
  });

  test('places what others lie beside first', () => {
    const order = inOrder(Object.keys(distribution));
    expect(order[0]).toBe('account');
    for (const [name, place] of Object.entries(distribution))
      if ('by' in place && place.with) expect(order.indexOf(place.with), name).toBeLessThan(order.indexOf(name));
    expect(placing('consent', distribution.consent!).statement).toBe(
      `select create_distributed_table('mimamori.consent', 'resident_id', colocate_with => 'mimamori.resident')`,
    );
  });

  test('is refused in one sentence where there is no Citus', async () => {
    await expect(distribute(database.owner, () => {})).rejects.toMatchObject({ code: 'database.no-citus' });
  });
});

/** With a coordinator of the tester's: CITUS_URL names its owner in an empty database with the extension. */
if (process.env.CITUS_URL) {
  test('a Citus coordinator takes the plan', { timeout: 600_000 }, async () => {
    const owner = { connectionString: process.env.CITUS_URL! };
    await migrate(owner, 'migrations');
    const moved: string[] = [];
    await distribute(owner, (table) => moved.push(table));
    expect(moved.sort()).toEqual(Object.keys(distribution).sort());
    expect(await distribute(owner, () => {})).toBe(0);
  });
}
