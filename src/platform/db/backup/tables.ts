import pg from 'pg';

/** A table of ours as a backup sees it. */
export interface StoredTable {
  readonly name: string;
  /** Behind row-level security: read and written account by account. */
  readonly walled: boolean;
  /** All but those that PostgreSQL works out itself. */
  readonly columns: readonly string[];
  /** Tables that its rows refer to. */
  readonly refersTo: readonly string[];
}

/** Every table in an order in which they can be filled. Partitions are not listed: they are filled through their table. */
export async function storedTables(client: pg.Client): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable>(`
    select c.relname::text as name, c.relrowsecurity as walled,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select distinct r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as "refersTo"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'mimamori' and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname`);
  return inFillingOrder(rows);
}

function inFillingOrder(tables: readonly StoredTable[]): StoredTable[] {
  const ordered: StoredTable[] = [];
  const waiting = [...tables];
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ refersTo }) => refersTo.every((name) => !waiting.some((one) => one.name === name)));
    if (at < 0) throw new Error('tables refer to one another in a circle');
    ordered.push(...waiting.splice(at, 1));
  }
  return ordered;
}

export interface Partition {
  readonly table: string;
  readonly name: string;
  readonly bounds: string;
}

export async function storedPartitions(client: pg.Client): Promise<Partition[]> {
  const { rows } = await client.query<Partition>(`
    select p.relname::text as "table", c.relname::text as name, pg_get_expr(c.relpartbound, c.oid) as bounds
    from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
      join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'mimamori' and c.relispartition and c.relkind in ('r', 'p') order by c.relname`);
  return rows;
}

/** Whether this role owns the tables; the application's does not, and could not put a backup back. */
export async function ownsTables(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ owns: boolean }>(
    `select coalesce((select pg_has_role(nspowner, 'usage') from pg_namespace where nspname = 'mimamori'),
      has_database_privilege(current_database(), 'create')) as owns`,
  );
  return rows[0]!.owns;
}

export interface OpenAccount {
  readonly id: string;
  readonly slug: string;
}

export async function accountsIn(client: pg.Client): Promise<OpenAccount[]> {
  const { rows } = await client.query<OpenAccount>(
    'select account_id as id, slug from mimamori.account order by account_id',
  );
  return rows;
}

/**
 * The statements that give every row of a table: one for each account where it is walled in, after `enter` has opened the
 * wall for that account.
 */
export function copyStatements(
  table: Pick<StoredTable, 'name' | 'walled' | 'columns'>,
  accounts: readonly OpenAccount[],
): { readonly enter?: string; readonly copy: string }[] {
  const columns = table.columns.map((one) => pg.escapeIdentifier(one)).join(', ');
  const from = `mimamori.${pg.escapeIdentifier(table.name)}`;
  if (!table.walled) return [{ copy: `copy (select ${columns} from ${from}) to stdout` }];
  return accounts.map(({ id }) => ({
    enter: `set local app.account = ${pg.escapeLiteral(id)}`,
    // Named once more: a superuser, whom no wall holds, would otherwise get everything for each account.
    copy: `copy (select ${columns} from ${from} where account_id = ${pg.escapeLiteral(id)}) to stdout`,
  }));
}
