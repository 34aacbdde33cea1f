import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { jstDate, type OnDate } from '../../../src/base/jst.ts';
import { createAdviser } from '../../../src/commands/advise/adviser.ts';
import { readAskedLine } from '../../../src/commands/advise/asked-line.ts';
import { instantOption } from '../../../src/commands/time-options.ts';
import { type Content, readContent } from '../../../src/features/content/index.ts';
import { runCli } from './run-cli.ts';

interface Vector {
  readonly id: string;
  readonly why: string;
  readonly account: string;
  readonly at: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly expected: { readonly outcome: string; readonly profile: string; readonly row: number };
}

const linesIn = <T>(name: string): T[] =>
  readFileSync(`vectors/advise/${name}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

const stated = linesIn<Vector>('stated');
const derived = linesIn<Vector>('derived');
const contactPoints = linesIn<Vector>('contact-points');
const refused = linesIn<{ why: string; line: string; faults: string[] }>('refused');

const adviseFrom = (vectors: readonly Vector[], more = '') =>
  runCli(['advise', '--account', vectors[0]!.account, '--at', vectors[0]!.at], {
    input: `${vectors.map((vector) => JSON.stringify(vector)).join('\n')}\n${more}`,
  });

describe('mimamori advise, as a process', () => {
  const sameTime = Map.groupBy([...stated, ...derived], ({ at }) => at);
  const runs = [...sameTime.values()].filter((vectors) => vectors.length > 1);

  test.for(runs.map((vectors) => [vectors[0]!.at, vectors.length, vectors] as const))(
    'gives the stated outcomes as of %s (%i lines)',
    async ([, , vectors]) => {
      const { code, stdout, stderr } = await adviseFrom(vectors);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const lines = stdout.trimEnd().split('\n');
      const written = lines.map((line) => JSON.parse(line) as { id: string; outcome: string });
      expect(written.map(({ id }) => id)).toEqual(vectors.map(({ id }) => id));
      expect(written).toMatchObject(vectors.map(({ id, expected }) => ({ id, ...expected })));
      expect(Object.keys(written[0]!)).toEqual(['id', 'outcome', 'profile', 'row', 'contactPoint']);
    },
  );

  test('gives the contact points that are reached through an account at one time', async () => {
    const [first] = contactPoints;
    const together = contactPoints.filter(({ at, account }) => at === first!.at && account === first!.account);
    expect(together.length).toBeGreaterThan(5);
    const { stdout } = await adviseFrom(together);
    const written = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(written).toEqual(together.map(({ id, expected }) => ({ id, ...expected })));
  });

  test('tells every line that is no input with its number, and writes nothing at all', async () => {
    const good = JSON.stringify({ id: 'good', answers: {} });
    const input = [good, ...refused.map(({ line }) => line), '', good].join('\r\n');
    const { code, stdout, stderr } = await runCli(
      ['advise', '--account', 'miyagi', '--at', '2020-06-10T12:00:00+09:00'],
      { input },
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const [at, { why, faults }] of refused.entries()) {
      const told = stderr
        .split('\n')
        .filter((line) => line.startsWith(`line ${at + 2}:`) || line.startsWith(`line ${at + 2} `));
      expect(told, why).toHaveLength(faults.length);
      for (const fault of faults) expect(told.join('\n'), why).toContain(fault);
    }
    expect(stderr).toContain(`${refused.length} lines cannot be advised on`);
    expect(stderr).not.toMatch(/^line 1\b/m);
  });

  test('counts the faults that nobody would read one by one', async () => {
    const input = Array.from({ length: 130 }, (_, at) => `{"id":${at},"answers":{"no":1}}\n`).join('');
    const { code, stderr } = await runCli(['advise', '--account', 'miyagi'], { input });
    expect(code).toBe(2);
    expect(stderr.match(/^line /gm)).toHaveLength(100);
    expect(stderr).toContain('… and 30 faults more');
  });

  test('reads bytes that are not UTF-8 as a fault, and a BOM as nothing', async () => {
    const line = Buffer.from('{"id":"a","answers":{}}\n');
    const args = ['advise', '--account', 'miyagi', '--at', '2020-06-10'];
    const withBom = await runCli(args, { input: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), line]) });
    expect(withBom).toMatchObject({ code: 0, stderr: '' });
    const broken = await runCli(args, { input: Buffer.concat([line, Buffer.from([0x83, 0x8d, 0x0a])]) });
    expect(broken).toMatchObject({ code: 2, stdout: '' });
    expect(broken.stderr).toContain('Line 2 of the input is not UTF-8');
  });

  test('writes nothing for no input, and as of now without a time', async () => {
    expect(await runCli(['advise', '--account', 'miyagi'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  test.for([
    [['--account', 'nowhere'], "There is no account 'nowhere'"],
    [['--account', 'miyagi', '--at', 'yesterday'], "--at 'yesterday' is not a time"],
    [['--account', 'miyagi', '--at', '2020-02-30T09:00:00+09:00'], 'is not a time'],
    [['--at', '2020-06-10'], "required option '--account <slug>' not specified"],
    [['--account', 'miyagi', '--when', '2020-06-10'], "unknown option '--when'"],
    [['--account', 'miyagi', '--replay', 'x.dmn', '--at', '2020-06-10'], 'cannot be used with'],
  ] as const)('refuses %j in one sentence', async ([args, sentence]) => {
    const { code, stdout, stderr } = await runCli(['advise', ...args], { input: '{"id":1,"answers":{}}' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('what mimamori advise says of a line', () => {
  let content: Content;
  beforeAll(async () => {
    const read = await readContent('content', jstDate(new Date()) as OnDate);
    expect(read.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    content = read.content!;
  });

  test.for([...stated, ...derived, ...contactPoints].map((vector) => [vector.id, vector.why, vector] as const))(
    '%s: %s',
    ([, , vector]) => {
      const at = instantOption('--at', vector.at);
      const adviser = createAdviser(content, content.accounts.get(vector.account)!, at);
      const line = readAskedLine(JSON.stringify(vector), adviser.questionnaire, jstDate(at));
      expect(line).toMatchObject({ ok: true, id: vector.id });
      expect(line.ok && adviser.advise(line.answers)).toMatchObject(vector.expected);
    },
  );

  test('covers every outcome under every profile that can come to it', () => {
    const seen = new Set([...stated, ...derived].map(({ expected }) => `${expected.profile} ${expected.outcome}`));
    // 13 rows each, without row 4 and 6 in P1, 8 in P2, and 6, 8 and 9 in P3.
    expect(seen.size).toBe(11 + 12 + 10);
  });
});
