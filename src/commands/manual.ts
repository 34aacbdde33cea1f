import { configReference } from '../platform/config/config.ts';
import { exitCodeMeanings } from './exit-codes.ts';

/** What `mimamori --help` says after the list of commands. */
export function manual(): string {
  const variables = configReference().map(({ name, meaning, default: value }) => [
    name,
    value === undefined ? meaning : `${meaning} Default: ${value}`,
  ]);
  return [
    section('Examples (from the project, as npm run -s mimamori -- check-content)', examples),
    section('Files', files),
    section('Environment variables', variables),
    section(
      'Exit codes',
      exitCodeMeanings.map(([code, meaning]) => [String(code), meaning]),
    ),
  ].join('\n\n');
}

const examples = [
  ['mimamori check-content', 'before every publication'],
  ['mimamori account create yamanashi', 'then docs/how-to/open-an-account.md'],
  ['mimamori advise --account miyagi --at 2020-05-08T09:00:00+09:00 < answers.jsonl', ''],
  ['mimamori advise --account miyagi --replay new-table.dmn', 'before a new table is published'],
  ['mimamori follow-up simulate --plan watch --story never-answers', 'before a plan is published'],
  ['mimamori talk --account miyagi --lang en', '/quit ends it'],
  ['mimamori backup --to mimamori.backup', 'then docs/how-to/back-up-and-restore.md'],
  ['mimamori import contact-points --account miyagi centres.csv --dry-run', ''],
] as const;

const files = [
  [
    'content/',
    'questionnaires, guidance, contact points, policies, words: what a prefecture changes without a programmer',
  ],
  ['data/postgresql/', 'the embedded database; only one of these processes owns it, the others join in'],
  ['data/master.key', 'opens what is sealed in the database; back it up apart from the database'],
] as const;

function section(title: string, rows: ReadonlyArray<readonly (string | undefined)[]>): string {
  const width = Math.min(28, Math.max(...rows.map(([term = '']) => term.length)));
  const lines = rows.map(([term = '', text = '']) =>
    term.length > width && text
      ? `  ${term}\n  ${' '.repeat(width)}  ${text}`
      : `  ${term.padEnd(width)}  ${text}`.trimEnd(),
  );
  return [`${title}:`, ...lines].join('\n');
}
