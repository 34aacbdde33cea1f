import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTck } from '../../../../test/tck.ts';

/** Sixteen cases of the kit's level 2, kept outside the repository; `npm run -s tck -- FOLDER` runs any others. */
const folder = resolve(process.env.MIMAMORI_REFERENCE ?? '../shared/reference', 'dmn-tck');

describe('the DMN Technology Compatibility Kit', () => {
  if (!existsSync(folder) && !process.env.CI) {
    console.warn(`No DMN TCK cases at ${folder}: set MIMAMORI_REFERENCE to run them.`);
    it.skip('passes the sixteen cases of level 2 kept beside the project', () => {});
    return;
  }

  it('passes the sixteen cases of level 2 kept beside the project', async () => {
    const { results, faults } = await runTck(folder);
    expect(faults).toEqual([]);
    expect(results.filter((result) => result.failures.length > 0)).toEqual([]);
    expect(new Set(results.map((result) => result.file)).size).toBe(16);
  });

  it('is reported as failed where a decision comes out otherwise', async () => {
    const fixture = join(import.meta.dirname, 'tck-fixture');
    const { results } = await runTck(fixture);
    expect(results.map(({ id, failures }) => [id, failures])).toEqual([
      ['right', []],
      ['wrong', ['twice: expected 5, got 4']],
      ['unknown', ['thrice: the model has no such decision']],
    ]);
  });
});
