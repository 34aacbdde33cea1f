import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shippedGuidance, shippedTable } from '../../../test/support/shipped-guidance.ts';
import { jstDate, parseOnDate } from '../../base/jst.ts';
import * as engine from './index.ts';

/** Every `@example` of this engine: an expression, `//`, and what it gives (to the first comma or colon of prose after it). */
const examples = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .flatMap((file) => {
    const source = readFileSync(new URL(file, import.meta.url), 'utf8');
    return [...source.matchAll(/@example\n((?: \* .*\n)+?) \*\//g)].map((match) => {
      const text = match[1]!.replaceAll(/^ \* /gm, '').trim();
      const [expression = '', expected = ''] = text.split(/\s*\/\/ (?=[^/]*$)/);
      return { file, expression, expected: expected.replace(/': .*$/, "'") };
    });
  });

describe('the examples in the docstrings', () => {
  it('are found', () => {
    expect(examples.length).toBeGreaterThanOrEqual(6);
  });

  it.each(examples)('$file: $expression', async ({ expression, expected }) => {
    const guidance = await shippedGuidance();
    const known = {
      ...engine,
      guidance,
      schedule: guidance.schedule,
      xml: shippedTable('mhlw-2020-05-08'),
      context: { questionnaire: 'ps-initial', answeredOn: jstDate(new Date(0)), settings: guidance.settings },
      parseOnDate,
    };
    const run = (text: string): Promise<unknown> =>
      new Function(...Object.keys(known), `return (async () => (${text}))()`)(...Object.values(known));
    expect(await run(expression)).toEqual(await run(expected));
  });
});
