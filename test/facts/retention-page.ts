import type { Policy, PolicyItems } from '../../src/engines/policy/index.ts';
import {
  announcedNotStored,
  type HeldColumn,
  type HeldElsewhere,
  type HeldTable,
  heldCookies,
  heldLogFields,
  heldTables,
} from '../../src/features/privacy/held-data.ts';

/** docs/reference/retention.md: what is held, and what the policies say of it. */
export function retentionPage(items: PolicyItems, policies: readonly Policy[]): string {
  return `# What is held, how long, and what erasing leaves

Made by \`npm run update-snapshots\` from \`src/features/privacy/held-data.ts\` and the shipped policies; fact tests hold both
against the database. An *item* is what a policy announces to residents (\`content/policies/items.yaml\`).

- **erasable**: unreadable once the person is erased. The row goes, or the column is emptied; what was sealed loses its key.
- **kept**: stays as the policy says, closed to view.
- **sealed**: encrypted with a key of the chat or the person. **hash**: keyed, or of a random secret. **key**: wrapped by another.

## Items

How long the shipped policies say that each is kept. Where they differ, each stands by its name.

| item | what it is | after erasure | how long |
| --- | --- | --- | --- |
${Object.keys(items.items)
  .map((id) => itemRow(id, items, policies))
  .join('\n')}

## Announced, and not stored

${Object.entries(announcedNotStored)
  .map(([id, why]) => `- \`${id}\`: ${why}`)
  .join('\n')}

## Tables

Each belongs to one account behind row-level security, unless it says why not.

${Object.entries(heldTables).map(tableSection).join('\n')}
## Cookies

${elsewhere(heldCookies)}

## Log

One line a request, and one for each fault. Nothing in it leads to a person.

${elsewhere(heldLogFields)}
`;
}

function itemRow(id: string, { items }: PolicyItems, policies: readonly Policy[]): string {
  const rules = policies.map((policy) => {
    const rule = policy.retention.find((one) => one.items.includes(id));
    return {
      name: `${policy.id} ${policy.version}`,
      rule: rule?.rule.en ?? 'not collected',
      after: rule?.afterErasure ?? '–',
    };
  });
  const said = [...new Set(rules.map(({ rule }) => rule))];
  const long = said.map((rule) =>
    said.length === 1 ? rule : `${rule} (${rules.flatMap((one) => (one.rule === rule ? one.name : [])).join(', ')})`,
  );
  const after = [...new Set(rules.map((rule) => rule.after))].join(', ');
  return `| \`${id}\` | ${items[id]!.name.en} | ${after} | ${long.join('; ')} |`;
}

function tableSection([name, table]: [string, HeldTable]): string {
  const wall = table.wall === 'account' ? '' : ` No wall: ${table.wall.none}.`;
  return `### ${name}

${sentence(table.holds)}${wall}

| column | item | after erasure | form |
| --- | --- | --- | --- |
${Object.entries(table.columns)
  .map(([column, held]) => `| ${column} | ${ids(held)} | ${held.afterErasure} | ${held.form} |`)
  .join('\n')}
`;
}

const ids = ({ items }: Pick<HeldColumn, 'items'>): string => items.map((id) => `\`${id}\``).join(', ') || '–';

const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`;

const elsewhere = (held: Readonly<Record<string, HeldElsewhere>>): string =>
  `| name | item | what it holds |
| --- | --- | --- |
${Object.entries(held)
  .map(([name, one]) => `| ${name} | ${ids(one)} | ${one.holds} |`)
  .join('\n')}`;
