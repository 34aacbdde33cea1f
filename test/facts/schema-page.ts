import type { HeldTable } from '../../src/features/privacy/held-data.ts';
import type { StoredTable } from './held-data.ts';

/** docs/reference/schema.md: every table with what a row is, who may reach it, and its columns. */
export function schemaPage(stored: readonly StoredTable[], held: Readonly<Record<string, HeldTable>>): string {
  const tables = stored.flatMap((table) => {
    const declared = held[table.name];
    return declared ? [section(table, declared)] : [];
  });
  return `# The database

Made by \`npm run update-snapshots\` from the migrated database. \`migrations/schema.snapshot.sql\` has every key, check, index,
policy and right; [retention](retention.md) says of each column what it holds of whom, and for how long.

The application connects as \`mimamori_app\`, which owns nothing and cannot step around row-level security. *Walled* tables give
it the rows of one account: the one that the transaction was bound to.

${tables.join('\n')}`;
}

function section({ name, rights, columns }: StoredTable, { holds, wall }: HeldTable): string {
  const reach = wall === 'account' ? 'Walled' : `No wall (${wall.none})`;
  return `## ${name}

${holds[0]!.toUpperCase()}${holds.slice(1)}. ${reach}; the application may: ${rights || 'nothing'}.

| column | type |
| --- | --- |
${columns.map((column) => `| ${column.name} | ${column.type.replaceAll('|', '\\|')}${column.required ? ', required' : ''} |`).join('\n')}
`;
}
