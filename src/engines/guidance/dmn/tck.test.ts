import { spawnSync } from 'node:child_process';
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
});

describe('the runner of the kit', () => {
  const fixture = join(import.meta.dirname, 'tck-fixture');

  it('reports a case as failed where a decision comes out otherwise', async () => {
    const { results } = await runTck(fixture);
    expect(results.map(({ id, failures }) => [id, failures])).toEqual([
      ['right', []],
      ['wrong', ['twice: expected 5, got 4']],
      ['unknown', ['thrice: the model has no such decision']],
    ]);
  });

  const command = (...given: readonly string[]) => {
    const script = resolve(import.meta.dirname, '../../../../test/tck.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...given], { encoding: 'utf8' });
    return { status, lines: stdout.trim().split('\n'), stderr: stderr.trim() };
  };

  it('prints each failure in a line, ends with the count, and exits with 1', () => {
    const { status, lines } = command(fixture);
    expect(status).toBe(1);
    expect(lines).toEqual([
      'twice-test-01.xml, case wrong: twice: expected 5, got 4',
      'twice-test-01.xml, case unknown: thrice: the model has no such decision',
      '1 passed, 2 failed',
    ]);
  });

  it.each([
    ['without a folder', [], 'Say which folder holds the cases'],
    ['for a folder that is not there', [join(fixture, 'nowhere')], 'There is no folder'],
    ['for a folder without cases', [join(import.meta.dirname, '../../../base')], 'There is no *-test-*.xml file'],
  ])('says one sentence and exits with 2 %s', (_, given, sentence) => {
    const { status, stderr } = command(...given);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.split('\n')).toHaveLength(1);
  });
});
