import type pg from 'pg';
import { collectedItems, type Policy, type PolicyItems } from '../../src/engines/policy/index.ts';
import type { HeldTable } from '../../src/features/privacy/held-data.ts';

/** A table as the database's catalogue tells it. */
export interface StoredTable {
  /** 'chat'; with its schema when it is not ours: 'public.migration'. */
  readonly name: string;
  readonly forced: boolean;
  readonly policies: readonly string[];
  /** Rights of the application's role, sorted. */
  readonly rights: string;
  readonly columns: ReadonlyArray<{ readonly name: string; readonly type: string; readonly required: boolean }>;
}

export async function storedTables(client: pg.Client): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable>(`
    select case n.nspname when 'mimamori' then c.relname::text else n.nspname || '.' || c.relname end as name,
      c.relrowsecurity and c.relforcerowsecurity as forced,
      array(select pg_get_expr(polqual, polrelid) || ' / ' || pg_get_expr(polwithcheck, polrelid)
        from pg_policy where polrelid = c.oid and polcmd = '*') as policies,
      coalesce((select string_agg(lower(a.privilege_type), ', ' order by a.privilege_type)
        from aclexplode(c.relacl) a where a.grantee in (0, 'mimamori_app'::regrole)), '') as rights,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'required', a.attnotnull) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
    order by 1`);
  return rows;
}

/** Where the declaration and the database differ: each a sentence. */
export function undeclared(stored: readonly StoredTable[], held: Readonly<Record<string, HeldTable>>): string[] {
  const places = stored.flatMap((table) => table.columns.map((column) => `${table.name}.${column.name}`));
  const declared = Object.entries(held).flatMap(([name, table]) =>
    Object.keys(table.columns).map((column) => `${name}.${column}`),
  );
  return [
    ...places.filter((place) => !declared.includes(place)).map((place) => `${place} is stored and not declared`),
    ...declared.filter((place) => !places.includes(place)).map((place) => `${place} is declared and not stored`),
  ];
}

const ownAccount = '(account_id = mimamori.current_account())';

/** Tables whose wall, or the application's rights, are not what is declared. */
export function wallFaults(stored: readonly StoredTable[], held: Readonly<Record<string, HeldTable>>): string[] {
  return stored.flatMap(({ name, forced, policies, rights, columns }) => {
    const table = held[name];
    if (!table) return [];
    const walled = forced && policies.length === 1 && policies[0] === `${ownAccount} / ${ownAccount}`;
    const hasAccount = columns.some((column) => column.name === 'account_id');
    return [
      ...(table.wall === 'account' && !walled ? [`${name} has no forced row-level security by account`] : []),
      ...(table.wall === 'account' && !hasAccount ? [`${name} is declared an account's, and has no account_id`] : []),
      ...(table.wall !== 'account' && table.wall.none.length < 20 ? [`${name} does not say why it has no wall`] : []),
      ...(table.wall !== 'account' && policies.length > 0
        ? [`${name} has a policy, and is declared without a wall`]
        : []),
      ...(rights === table.rights
        ? []
        : [`the application may ${rights || 'nothing'} on ${name}, declared: ${table.rights}`]),
    ];
  });
}

/** Identifiers and words of one's own: never stored as they are. */
const sealedItems = [
  'line_user_id',
  'talk_content',
  'faq_questions',
  'subject_label',
  'callback_number',
  'care_records',
  'inquiries',
];

/** Columns whose form is not what their type or their items ask for. */
export function formFaults(stored: readonly StoredTable[], held: Readonly<Record<string, HeldTable>>): string[] {
  return stored.flatMap((table) =>
    table.columns.flatMap(({ name, type }) => {
      const declared = held[table.name]?.columns[name];
      if (!declared) return [];
      const at = `${table.name}.${name}`;
      const open = declared.form === 'plain' && declared.items.filter((item) => sealedItems.includes(item));
      return [
        ...(open && open.length > 0 ? [`${at} holds ${open.join(', ')} unsealed`] : []),
        ...(declared.form === 'sealed' && (type !== 'bytea' || !name.endsWith('_sealed'))
          ? [`${at} is declared sealed, and is ${type}; sealed columns are bytea and end in _sealed`]
          : []),
        ...(name.endsWith('_sealed') && declared.form !== 'sealed'
          ? [`${at} is named sealed and not declared so`]
          : []),
        ...(type === 'bytea' && declared.form === 'plain' ? [`${at} is bytea, and declared plain`] : []),
      ];
    }),
  );
}

const neverHeld = ['line_profile', 'real_name', 'my_number', 'payment_card'];

interface Announced {
  readonly items: readonly string[];
  readonly afterErasure?: 'erasable' | 'kept' | 'not-personal';
}

/** What is held and not announced by a policy, or announced otherwise; each a sentence. */
export function policyFaults(
  policy: Policy,
  known: PolicyItems,
  held: Readonly<Record<string, Announced & { readonly of?: HeldTable['of'] }>>,
): string[] {
  const collected = collectedItems(policy);
  const becomes = new Map(
    policy.retention.flatMap(({ items, afterErasure }) => items.map((id) => [id, afterErasure] as const)),
  );
  return Object.entries(held).flatMap(([place, { items, afterErasure, of }]) => [
    ...items.filter((id) => !(id in known.items)).map((id) => `${place}: there is no item ${id}`),
    ...items.filter((id) => !collected.includes(id)).map((id) => `${place}: the policy does not announce ${id}`),
    ...items.filter((id) => neverHeld.includes(id)).map((id) => `${place}: ${id} is never held`),
    ...(afterErasure !== undefined && (afterErasure === 'not-personal') !== (items.length === 0)
      ? [`${place}: what tells of somebody names its item, what tells of nobody none`]
      : []),
    // Erasing a resident does not touch what tells of staff.
    ...(afterErasure === undefined || of === 'staff' ? [] : items)
      .filter((id) => becomes.has(id) && becomes.get(id) !== afterErasure)
      .map((id) => `${place}: declared ${afterErasure}, but the policy says that ${id} is ${becomes.get(id)}`),
  ]);
}

/** The columns by place ('chat.language'), for `policyFaults`. */
export const columnsOf = (held: Readonly<Record<string, HeldTable>>) =>
  Object.fromEntries(
    Object.entries(held).flatMap(([name, table]) =>
      Object.entries(table.columns).map(([column, declared]) => [`${name}.${column}`, { ...declared, of: table.of }]),
    ),
  );
