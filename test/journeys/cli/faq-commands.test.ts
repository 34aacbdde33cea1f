import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/commands/faq/evaluate.ts';
import { shippedWeights } from '../../../src/engines/faq-search/index.ts';
import { runCli } from './run-cli.ts';

describe('mimamori faq ask, as a process', () => {
  const ask = (lines: readonly object[], ...more: string[]) =>
    runCli(['faq', 'ask', '--account', 'miyagi', '--at', '2020-11-15T09:00:00+09:00', ...more], {
      input: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    });

  test('says what the bot would do with each text, in their order', async () => {
    const texts = [
      { id: 'kanji', text: '濃厚接触者とは何ですか' },
      { id: 2, text: '子どもの予防接種は受けていいの' },
      { id: 'english', text: 'May my child have vaccinations?' },
      { id: 'nothing', text: '〒' },
    ];
    const { code, stdout, stderr } = await ask(texts);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const said = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; kind: string; entries: { id: string }[] });
    expect(said.map(({ id }) => id)).toEqual(['kanji', 2, 'english', 'nothing']);
    const ids = said.map(({ entries }) => entries.map(({ id }) => id));
    expect(ids[1]).toContain('children-vaccination');
    expect(ids[2]).toContain('children-vaccination');
    expect(said[3]).toEqual({ id: 'nothing', kind: 'none', entries: [] });
    expect(Object.keys(said[0]!.entries[0]!)).toEqual(['id', 'question', 'score']);
  });

  test('meets an emergency before anything is searched, where the pack has patterns', async (context) => {
    context.skip(!existsSync('content/packs/covid-19/emergency-phrases.yaml'), 'no patterns in the pack');
    const { stdout } = await ask([{ id: 1, text: '息が苦しいです' }]);
    expect(JSON.parse(stdout)).toEqual({ id: 1, kind: 'emergency', entries: [] });
  });

  test('refuses lines that are none, and writes nothing', async () => {
    const { code, stdout, stderr } = await ask([{ id: 1, text: 'x' }, { text: 'no id' }]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/line 2/);
  });
});

const file = (name: string) => `test/faq/${name}.json`;
const has = (...names: string[]) => names.every((name) => existsSync(file(name)));
const read = <T>(name: string) => JSON.parse(readFileSync(file(name), 'utf8')) as T[];

describe('the questions that ship', () => {
  test.skipIf(!has('resident-questions', 'out-of-scope', 'emergencies', 'ordinary'))(
    'are found in the first five by nine in ten who ask, and answer one in ten at most of what is no question for them',
    { timeout: 300_000 },
    async () => {
      const { createAsking } = await import('../../../src/commands/faq/ask.ts');
      const { soundContent, accountIn } = await import('../../../src/commands/content-at.ts');
      const content = await soundContent('content');
      const at = new Date('2020-11-15T00:00:00Z');
      const ask = await createAsking(content, accountIn(content, 'miyagi', 'content'), 'ja', at);
      const asked = read<{ text: string; accepted: string[] }>('resident-questions');
      const found = asked.filter(({ text, accepted }) => ask(text).entries.some(({ id }) => accepted.includes(id)));
      expect(found.length / asked.length).toBeGreaterThanOrEqual(0.9);
      const outside = read<{ text: string }>('out-of-scope');
      const answered = outside.filter(({ text }) => ask(text).kind === 'answer');
      expect(answered.length / outside.length).toBeLessThanOrEqual(0.1);
      const urgent = read<{ text: string }>('emergencies').filter(({ text }) => ask(text).kind !== 'emergency');
      expect(urgent).toEqual([]);
      const ordinary = read<{ text: string }>('ordinary').filter(({ text }) => ask(text).kind === 'emergency');
      expect(ordinary).toEqual([]);
    },
  );
});

const folder = join(process.env.MIMAMORI_REFERENCE ?? '../shared/reference', 'faq');
const missing = !existsSync(join(folder, 'dev.json'));
if (missing && process.env.CI) throw new Error(`${folder} is missing; set MIMAMORI_REFERENCE`);
if (missing) console.warn(`Skipped: no judged queries at ${folder} (MIMAMORI_REFERENCE).`);

describe('the weights that ship', () => {
  test('were good enough on queries that were left out of their learning', () => {
    const { other, kana } = shippedWeights.learnedFrom.measures;
    for (const [name, floor] of [
      ['SR@1', 0.505],
      ['SR@5', 0.75],
      ['MRR', 0.615],
      ['R@10', 0.665],
      ['nDCG@10', 0.57],
    ] as const)
      expect(other![name], name).toBeGreaterThanOrEqual(floor);
    expect(kana!['SR@5']).toBeGreaterThanOrEqual(0.66);
  });

  test.skipIf(missing)(
    'still rank the judged queries as they did when they were learned',
    { timeout: 300_000 },
    async () => {
      const file = (name: string) => join(folder, name);
      const measured = await evaluate({ corpus: file('corpus.json'), queries: file('dev.json'), unanswerable: true });
      // Learned from these very queries: a floor under the code, not a claim of quality.
      expect(measured['SR@1']).toBeGreaterThanOrEqual(0.505);
      expect(measured['SR@5']).toBeGreaterThanOrEqual(0.755);
      expect(measured['R@10']).toBeGreaterThanOrEqual(0.665);
      expect(measured['nDCG@10']).toBeGreaterThanOrEqual(0.57);
      expect(measured.answeredDirectly).toBeLessThanOrEqual(0.1);
    },
  );
});
