// `npm run -s bench -- <name> [--json] [--option value …]`: runs one benchmark and ends with one JSON line.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

export type Options = ReadonlyMap<string, string>;
/** What every `bench/<name>.ts` exports. Progress goes to standard error; the figures are what it gives back. */
export interface Bench {
  run(options: Options): Promise<Readonly<Record<string, unknown>>>;
}

const [name, ...rest] = process.argv.slice(2);
const names = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -3));
if (name === undefined || !names.includes(name)) {
  process.stderr.write(
    `bench: name one of ${names.join(', ')}; docs/explanation/benchmarks.md says what each measures.\n`,
  );
  process.exit(2);
}
const bench = (await import(join(import.meta.dirname, `${name}.ts`))) as Bench;
const figures = await bench.run(readOptions(rest));
if (!rest.includes('--json')) for (const [key, value] of Object.entries(figures)) print(key, value);
process.stdout.write(`${JSON.stringify({ bench: name, ...figures })}\n`);
process.exit(0);

function readOptions(args: readonly string[]): Options {
  const options = new Map<string, string>();
  for (const [at, arg] of args.entries()) {
    if (!arg.startsWith('--') || arg === '--json') continue;
    const [key, value] = arg.slice(2).split('=', 2);
    const next = args[at + 1];
    options.set(key!, value ?? (next !== undefined && !next.startsWith('--') ? next : 'yes'));
  }
  return options;
}

function print(key: string, value: unknown): void {
  process.stderr.write(`${key.padEnd(28)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}\n`);
}
