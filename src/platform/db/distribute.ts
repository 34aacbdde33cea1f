import pg from 'pg';
import { Problem } from '../../base/problem.ts';
import { storedTables } from './backup/tables.ts';
import { beforeDistributing, distribution, type Place } from './distribution.ts';
import { withClient } from './roles.ts';

const noCitus = {
  code: 'database.no-citus',
  status: 409,
  title:
    'This database cannot distribute its tables: it has no extension citus; on a Citus cluster run `create extension citus` as a superuser first (docs/explanation/citus.md).',
} as const;
const noPlace = {
  code: 'database.no-place',
  status: 500,
  title: 'The table {table} has no place in src/platform/db/distribution.ts: give it one before it is distributed.',
} as const;

/**
 * Gives every table its place on a Citus cluster. Runs once; tables that have their place are let be, so it can be run again
 * after a migration brought new ones. Returns the tables that were moved.
 */
export async function distribute(owner: pg.ClientConfig, moved: (table: string, how: string) => void): Promise<number> {
  await refuseWithoutCitus(owner);
  return withClient(owner, async (client) => {
    const placed = await placedTables(client);
    const waiting = (await storedTables(client)).map(({ name }) => name).filter((name) => !placed.has(name));
    const stranger = waiting.find((name) => !(name in distribution));
    if (stranger) throw new Problem(noPlace, { table: stranger });
    if (placed.size === 0) for (const statement of beforeDistributing) await client.query(statement);
    for (const table of inOrder(waiting)) {
      const { statement, how } = placing(table, distribution[table]!);
      await client.query(statement);
      moved(table, how);
    }
    return waiting.length;
  });
}

/** @throws Problem in a database that knows nothing of shards */
export const refuseWithoutCitus = (owner: pg.ClientConfig): Promise<void> =>
  withClient(owner, async (client) => {
    const { rowCount } = await client.query(`select 1 from pg_extension where extname = 'citus'`);
    if (!rowCount) throw new Problem(noCitus);
  });

async function placedTables(client: pg.Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname::text as name from pg_dist_partition p join pg_class c on c.oid = p.logicalrelid
     where c.relnamespace = 'mimamori'::regnamespace`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** What others refer to or lie beside comes first. */
export function inOrder(tables: readonly string[]): string[] {
  const rank = (table: string): number => {
    const place = distribution[table]!;
    if ('copy' in place) return place.copy === 'everywhere' ? 0 : 1;
    return place.with === undefined ? 2 : 3;
  };
  return tables.toSorted((a, b) => rank(a) - rank(b));
}

/** The statement that gives a table its place, and that in words. */
export function placing(table: string, place: Place): { readonly statement: string; readonly how: string } {
  const name = pg.escapeLiteral(`mimamori.${table}`);
  if ('copy' in place) {
    return place.copy === 'everywhere'
      ? { statement: `select create_reference_table(${name})`, how: 'a copy on every machine' }
      : { statement: `select citus_add_local_table_to_metadata(${name})`, how: 'on the coordinator' };
  }
  const beside = pg.escapeLiteral(place.with === undefined ? 'none' : `mimamori.${place.with}`);
  return {
    statement: `select create_distributed_table(${name}, ${pg.escapeLiteral(place.by)}, colocate_with => ${beside})`,
    how: `by ${place.by}`,
  };
}
