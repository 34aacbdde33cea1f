import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { soundContent } from '../../../src/commands/content-at.ts';
import { type TalkCase, talkCaseShape } from '../../../src/commands/talk/talk-case.ts';
import { inThrowAwayDatabase, talkAgain } from '../../../src/commands/talk.ts';
import { readConfig } from '../../../src/platform/config/config.ts';
import { type Workplace, workplace } from './run-cli.ts';

const folder = 'test/journeys/cli/talk-cases';
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe('conversations that were recorded with mimamori talk', () => {
  test('are there', () => expect(names.length).toBeGreaterThan(2));

  test('go as they went', { timeout: 240_000 }, async () => {
    const cases = names.map((name) => talkCaseShape.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
    const content = await soundContent('content');
    await inThrowAwayDatabase(readConfig({ LOG_LEVEL: 'error' }), content, async (app, clock) => {
      for (const [at, recorded] of cases.entries()) {
        const again = await talkAgain(app, recorded, clock, names[at]!);
        if (process.env.UPDATE_CASES) {
          writeFileSync(join(folder, names[at]!), `${JSON.stringify(again, null, 2)}\n`);
        } else expect.soft(again, names[at]).toEqual(recorded);
      }
    });
  });
});

describe('mimamori talk', () => {
  let place: Workplace;
  beforeEach(async () => {
    place = await workplace();
  });
  afterEach(() => place.leave());

  test('records what was pressed and said, and leaves nothing else behind', async () => {
    const record = join(place.folder, 'case.json');
    const args = ['talk', '--account', 'miyagi', '--lang', 'en', '--at', '2020-06-10T12:00', '--record', record];
    const { code, stdout, stderr } = await place.run(args, { input: '1\n/sticker\n/nonsense\nhello\n2\n' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Recorded 4 turns');
    const recorded = talkCaseShape.parse(JSON.parse(readFileSync(record, 'utf8'))) satisfies TalkCase;
    expect(recorded).toMatchObject({ account: 'miyagi', language: 'en', at: '2020-06-10T03:00:00.000Z' });
    expect(recorded.turns.map(({ heard }) => heard)).toEqual([
      { follow: true },
      { press: 'Read and begin' },
      { send: 'sticker' },
      { type: 'hello' },
    ]);
    expect(JSON.stringify(recorded)).not.toMatch(/"code"|"q\./);
    expect(leftIn(place.folder)).toEqual(['case.json', 'content']);

    const twice = await place.run(args);
    expect(twice).toMatchObject({ code: 2, stdout: '' });
    expect(twice.stderr).toContain('is there already and is not written over');
  });

  test('ends with 130 on Ctrl-C, with its database closed and gone', async () => {
    let sent = false;
    const { code, signal } = await place.run(['talk', '--account', 'miyagi'], {
      during: (child, stdout) => {
        if (sent || !stdout.includes('[1]')) return;
        sent = true;
        child.kill('SIGINT');
      },
    });
    expect({ code, signal }).toEqual({ code: 130, signal: null });
    expect(leftIn(place.folder)).toEqual(['content']);
    expect(serversBelow(place.folder)).toEqual([]);
  });

  test.for([
    [['--account', 'nowhere'], "There is no account 'nowhere'"],
    [['--account', 'miyagi', '--lang', 'fr'], "argument 'fr' is invalid"],
    [['--account', 'miyagi', '--at', 'noon'], "--at 'noon' is not a time"],
  ] as const)('refuses %j', async ([args, sentence]) => {
    const { code, stdout, stderr } = await place.run(['talk', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });
});

/** What a command left; Node itself may keep compiled code where temporary files go. */
const leftIn = (folder: string): string[] => readdirSync(folder).filter((name) => name !== 'node-compile-cache');

/** Command lines of PostgreSQL servers that still run below a folder. */
const serversBelow = (folder: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return ''; // It ended while we looked.
      }
    })
    .filter((line) => line.includes('postgres') && line.includes(folder));
