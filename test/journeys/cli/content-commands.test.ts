import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { leavesOf, mimamoriProgram, pathOf } from '../../../src/commands/program.ts';
import { configReference } from '../../../src/platform/config/config.ts';
import { runCli, type Workplace, workplace } from './run-cli.ts';

describe('commands on content', () => {
  let place: Workplace;
  beforeEach(async () => {
    place = await workplace();
  });
  afterEach(async () => {
    // None of them needs a database, so none may begin one.
    expect(existsSync(place.data)).toBe(false);
    await place.leave();
  });
  const edit = (path: string, from: string, to: string) => {
    const file = join(place.content, path);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
  };

  test('check-content counts what may be published', async () => {
    const { code, stdout, stderr } = await place.run(['check-content']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /may be published: 24 accounts, 1 disease pack, 2 questionnaires, 3 rule profiles, .*; 0 warnings\.\n$/,
    );
  });

  test('check-content lists every fault of several files at once, as of a day', async () => {
    edit('accounts/akita/account.yaml', 'seal: ', 'seal: 二文字 # ');
    edit('accounts/saitama/account.yaml', "prefectureCode: '11'", "prefectureCode: '99'");
    edit('packs/covid-19/guidance/mhlw-2020-05-08.dmn', '<text>[2..3]</text>', '<text>[2..</text>');
    const { code, stdout, stderr } = await place.run(['check-content', '--on', '2026-01-01']);
    expect(code).toBe(2);
    for (const path of [
      'accounts/akita/account.yaml: seal',
      'accounts/saitama/account.yaml: prefectureCode',
      'mhlw-2020-05-08.dmn',
    ]) {
      expect(stdout).toContain(path);
    }
    expect(stderr).toMatch(/cannot be published: \d+ errors above/);
    for (const command of [
      ['account', 'list'],
      ['account', 'show', 'miyagi'],
      ['advise', '--account', 'miyagi'],
    ]) {
      const refused = await place.run(command);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toContain('`mimamori check-content` lists what is to be mended');
    }
  });

  test('follow-up simulate draws what somebody would get, when, and by which rule', async () => {
    const { code, stdout, stderr } = await place.run(['follow-up', 'simulate', '--plan', 'watch', '--story', 'all']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/Fri 2020-04-24 09:\d\d {2}→ {2}check-in +09:00–09:30 +watch +watch v1, threshold\.4/);
    expect(stdout).toMatch(/Thu 2020-04-23 09:\d\d {2}! {2}staff: cannot_connect/);
    expect(stdout).toContain('over (stopped)');
  });

  test('follow-up simulate plays a history from a file, and refuses what is none', async () => {
    const file = join(place.content, 'history.json');
    const simulate = (...options: string[]) => place.run(['follow-up', 'simulate', '--history', file, ...options]);
    const blocked = { at: '2020-04-21T11:00:00+09:00', does: 'changes-reach', reach: 'blocked' };
    writeFileSync(file, JSON.stringify([blocked]));
    const { code, stdout } = await simulate('--plan', 'consult', '--days', '2', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)[0].timeline.at(-1)).toEqual({
      at: '2020-04-22T00:00:00.000Z',
      what: 'board',
      board: 'unreachable',
      plan: 'consult',
      why: { plan: 'consult', version: '1', rule: 'unreachable' },
    });
    expect((await simulate()).stderr).toContain('begins with an answer');
    for (const text of ['no JSON', '[{"at": "2020-04-21", "does": "dances"}]']) {
      writeFileSync(file, text);
      expect(await simulate('--plan', 'consult')).toMatchObject({ code: 2, stdout: '' });
    }
  });

  test('check-content refuses an account that asks in the chat, from the day of the guideline on', async () => {
    edit('accounts/miyagi/account.yaml', 'seal:', 'answerMode: chat\nseal:');
    expect(await place.run(['check-content', '--on', '2021-04-29'])).toMatchObject({ code: 0 });
    const after = await place.run(['check-content', '--on', '2021-04-30']);
    expect(after.code).toBe(2);
    expect(after.stdout).toContain('[accounts.chat-without-exception]');
  });

  test.for([
    [['--folder', 'no/such/folder'], 'There is no folder no/such/folder'],
    [['--on', '2021-02-30'], "--on '2021-02-30' is not a date"],
    [['extra'], 'too many arguments'],
  ] as const)('check-content refuses %j in one sentence', async ([args, sentence]) => {
    const { code, stdout, stderr } = await place.run(['check-content', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('account list and show say what the content says', async () => {
    const list = await place.run(['account', 'list']);
    expect(list).toMatchObject({ code: 0, stderr: '' });
    expect(list.stdout.trimEnd().split('\n')).toHaveLength(25);
    expect(list.stdout).toMatch(/^kanagawa +2020-03-05 +form .*every prefecture without an account/m);
    const show = await place.run(['account', 'show', 'kanagawa']);
    expect(show.stdout).toMatch(/^serves +.*山梨県/m);
    expect(show.stdout).toMatch(/^in service +no: a demonstration$/m);
    const none = await place.run(['account', 'show', 'yamanashi']);
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toContain("There is no account 'yamanashi'");
  });

  test('account create takes what is known, and asks for the rest', async () => {
    const args = [
      'account',
      'create',
      'yamanashi-pref',
      '--prefecture',
      'yamanashi',
      '--name',
      '山梨県サポート: "見本"',
    ];
    const { code, stdout } = await place.run([...args, '--seal', '梨', '--opened-on', '2026-12-01']);
    expect(code).toBe(0);
    const folder = join(place.content, 'accounts', 'yamanashi-pref');
    expect(readdirSync(folder).sort()).toEqual(['account.yaml', 'contact-points.csv', 'news.yaml']);
    expect(readFileSync(join(folder, 'account.yaml'), 'utf8')).toContain('prefectureCode: "19"');
    for (const known of ['name.ja', 'seal', 'opened.on']) expect(stdout).not.toContain(`${known} is missing`);
    for (const unknown of ['name.easy', 'policy.id', 'newsUrl']) expect(stdout).toContain(`${unknown} is missing`);
  });

  test('account create writes nothing where it cannot make an account', async () => {
    const before = readdirSync(join(place.content, 'accounts')).sort();
    for (const [args, sentence] of [
      [['Yamanashi'], "'Yamanashi' cannot name an account"],
      [['../yamanashi'], 'cannot name an account'],
      [['tohoku'], "'tohoku' is not a prefecture"],
      [['x', '--prefecture', '48'], "'48' is not a prefecture"],
      [['miyagi'], 'is there already; nothing was changed'],
      [['sendai', '--prefecture', '04'], 'Miyagi has an account already, miyagi'],
      [['yamanashi', '--opened-on', 'soon'], "--opened-on 'soon' is not a date"],
    ] as const) {
      const { code, stdout, stderr } = await place.run(['account', 'create', ...args]);
      expect({ sentence, code, stdout }).toEqual({ sentence, code: 2, stdout: '' });
      expect(stderr).toContain(sentence);
    }
    expect(readdirSync(join(place.content, 'accounts')).sort()).toEqual(before);
  });
});

describe('mimamori --help', () => {
  test('is a manual: every command, variable and exit code, quickly', async () => {
    const { code, stdout, stderr } = await runCli(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of leavesOf(mimamoriProgram())) expect(stdout).toContain(`\n  ${pathOf(command)}`);
    for (const { name } of configReference()) expect(stdout).toContain(`\n  ${name}`);
    for (const number of [0, 1, 2, 3, 130]) expect(stdout).toMatch(new RegExp(`^  ${number} +\\S`, 'm'));
    for (const heading of ['Examples', 'Files', 'Environment variables', 'Exit codes'])
      expect(stdout).toContain(heading);
  });

  test('stands after every command, too', async () => {
    const { code, stdout } = await runCli(['import', 'contact-points', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: mimamori import contact-points [options] <file>');
  });

  test.for([
    [['chek-content'], "unknown command 'chek-content' (Did you mean check-content?)"],
    [['account', 'creat', 'x'], "unknown command 'creat' (Did you mean create?)"],
    [['check-content', '--fold', 'x'], "unknown option '--fold'"],
    [['account', 'show'], "missing required argument 'slug'"],
  ] as const)('is named where %j is not understood', async ([args, sentence]) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).toContain('see `mimamori --help`');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a bad environment is told in one sentence before anything is done', async () => {
    const { code, stdout, stderr } = await runCli(['account', 'stop-line', 'miyagi'], {
      env: { MIMAMORI_PORT: 'many' },
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('MIMAMORI_PORT');
  });

  test('an error that nobody foresaw shows its name and nothing of what it was about', async () => {
    // A database that is not there: the address may hold a password.
    const env = { DATABASE_URL: 'postgresql://someone:secret@127.0.0.1:1/none' };
    const { code, stdout, stderr } = await runCli(['migrate'], { env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('unexpected error');
    expect(stderr).not.toContain('secret');
  });
});
