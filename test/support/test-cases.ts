import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';

/**
 * One test per case of a file: what comes out must be what the case expects. `UPDATE_CASES=1` writes what comes
 * out into the file, for the diff to be reviewed; a case without an expectation fails.
 */
export function testCasesAt<Input extends { readonly name: string }>(path: URL, run: (input: Input) => unknown): void {
  const cases = JSON.parse(readFileSync(path, 'utf8')) as (Input & { expected?: unknown })[];
  const update = process.env.UPDATE_CASES === '1';
  for (const each of cases) {
    it(each.name, () => {
      const outcome: unknown = JSON.parse(JSON.stringify(run(each)));
      if (update) each.expected = outcome;
      expect(each.expected, 'a case needs an expectation; run with UPDATE_CASES=1 and review').toBeDefined();
      expect(outcome).toEqual(each.expected);
    });
  }
  if (update) afterAll(() => writeFileSync(path, `${pretty(cases)}\n`));
}

/** JSON with what fits on a line on one line, as Biome would have it. */
function pretty(value: unknown, indent = ''): string {
  const flat = oneLine(value);
  if (typeof value !== 'object' || value === null || flat.length + indent.length <= 116) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((each) => inner + pretty(each, inner)).join(',\n')}\n${indent}]`;
  const lines = Object.entries(value).map(([key, each]) => `${inner}${JSON.stringify(key)}: ${pretty(each, inner)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function oneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${oneLine(each)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
