import type pg from 'pg';

/**
 * The database's schema as its own catalogue tells it: tables with their columns, keys, checks, indexes, row-level security,
 * policies and rights, then functions. Everything is in an order that does not depend on when it was made, so two databases
 * of the same migrations give the same text. Changes the connection's search path.
 */
export async function schemaSnapshot(client: pg.Client): Promise<string> {
  // Definitions name the schema of what is not on the search path: with an empty path, everything.
  await client.query(`set search_path = ''`);
  const rows: Rows = async (query) => (await client.query<{ line: string }>(query)).rows.map(({ line }) => line);
  const parts = [heading, ...(await rows(schemas))];
  const { rows: found } = await client.query<{ oid: number; name: string }>(tables);
  for (const table of found) parts.push(await describeTable(rows, table));
  parts.push(...(await rows(routines)));
  return `${parts.join('\n\n')}\n`;
}

type Rows = (query: string) => Promise<string[]>;

const heading = `-- The schema after all migrations, as the database itself describes it. Not run: read it beside a migration's change.
-- Generated and compared by test/facts/schema.test.ts; \`npm run update-snapshots\` writes it anew.`;

/** "grant insert, select on x to role", one line a role; the owner's own rights go without saying. */
const grants = (acl: string, owner: string, what: string): string => `
  select 'grant ' || string_agg(lower(x.privilege_type), ', ' order by x.privilege_type)
    || ${what} || coalesce(r.rolname, 'public') || ';' as line
  from aclexplode(${acl}) x left join pg_catalog.pg_roles r on r.oid = x.grantee
  where x.grantee <> ${owner} group by r.rolname`;

const ours = `n.nspname in ('mimamori', 'public')`;

const schemas = `
  select 'create schema ' || n.nspname || ';' || coalesce(E'\\n' || (
    select string_agg(g.line, E'\\n' order by g.line collate "C") from (${grants('n.nspacl', 'n.nspowner', `' on schema ' || n.nspname || ' to '`)}) g
  ), '') as line
  from pg_catalog.pg_namespace n where n.nspname = 'mimamori'`;

const tables = `
  select c.oid, n.nspname || '.' || c.relname as name
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and ${ours}
  order by n.nspname collate "C", c.relname collate "C"`;

async function describeTable(rows: Rows, { oid, name }: { oid: number; name: string }): Promise<string> {
  const columns = await rows(`
    select quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
      || case when a.attnotnull then ' not null' else '' end
      || coalesce(case a.attgenerated when '' then ' default ' else ' generated always as ' end
        || pg_get_expr(d.adbin, d.adrelid), '') as line
    from pg_catalog.pg_attribute a left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = ${oid} and a.attnum > 0 and not a.attisdropped order by a.attnum`);
  // 'n': "not null" stands with its column.
  const constraints = await rows(`
    select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) as line
    from pg_catalog.pg_constraint where conrelid = ${oid} and contype <> 'n'
    order by position(contype::text in 'pufxc'), conname collate "C"`);
  const inside = [...columns, ...constraints].map((line) => `  ${line}`).join(',\n');
  const after = [
    ...(await rows(indexes(oid))),
    ...(await rows(security(oid, name))),
    ...(await rows(policies(oid, name))),
    ...(await rows(triggers(oid))),
    ...(await rows(tableGrants(oid, name))),
    ...(await rows(columnGrants(oid, name))),
  ];
  return [`create table ${name} (\n${inside}\n);`, ...after].join('\n');
}

const indexes = (oid: number): string => `
  select pg_get_indexdef(i.indexrelid) || ';' as line
  from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid
  where i.indrelid = ${oid} and not exists (select 1 from pg_catalog.pg_constraint k where k.conindid = i.indexrelid and k.conrelid = ${oid})
  order by c.relname collate "C"`;

const security = (oid: number, name: string): string => `
  select 'alter table ${name} ' || form || ' row level security;' as line
  from pg_catalog.pg_class c, (values (1, 'enable'), (2, 'force')) as v(at, form)
  where c.oid = ${oid} and case form when 'enable' then c.relrowsecurity else c.relforcerowsecurity end order by at`;

const policies = (oid: number, name: string): string => `
  select 'create policy ' || polname || ' on ${name} as ' || case when polpermissive then 'permissive' else 'restrictive' end
    || ' for ' || case polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end
    || ' to ' || (select string_agg(coalesce(r.rolname, 'public'), ', ' order by r.rolname collate "C")
        from unnest(polroles) as role left join pg_catalog.pg_roles r on r.oid = role)
    || coalesce(' using (' || pg_get_expr(polqual, polrelid) || ')', '')
    || coalesce(' with check (' || pg_get_expr(polwithcheck, polrelid) || ')', '') || ';' as line
  from pg_catalog.pg_policy where polrelid = ${oid} order by polname collate "C"`;

const triggers = (oid: number): string => `
  select pg_get_triggerdef(oid) || ';' as line from pg_catalog.pg_trigger
  where tgrelid = ${oid} and not tgisinternal order by tgname collate "C"`;

const tableGrants = (oid: number, name: string): string => `
  select g.line from pg_catalog.pg_class c, lateral (${grants('c.relacl', 'c.relowner', `' on ${name} to '`)}) g
  where c.oid = ${oid} order by g.line collate "C"`;

const columnGrants = (oid: number, name: string): string => `
  select g.line from pg_catalog.pg_attribute a, lateral (${grants('a.attacl', '0', `' (' || a.attname || ') on ${name} to '`)}) g
  where a.attrelid = ${oid} order by g.line collate "C"`;

const routines = `
  select rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' || coalesce(E'\\n' || (
    select string_agg(g.line, E'\\n' order by g.line collate "C") from (${grants(
      `coalesce(p.proacl, acldefault('f', p.proowner))`,
      'p.proowner',
      `' on routine ' || n.nspname || '.' || p.proname || ' to '`,
    )}) g
  ), '') as line
  from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
  where ${ours} order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`;
