import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp } from '../../../src/app.ts';
import type { Answers } from '../../../src/base/answers.ts';
import type { ResidentId, ResponseId } from '../../../src/base/ids.ts';
import { recordParts } from '../../../src/channels/account-kit.ts';
import { commandLog } from '../../../src/commands/command-config.ts';
import { soundContent } from '../../../src/commands/content-at.ts';
import { formatContactPointsCsv, parseContactPointsCsv } from '../../../src/engines/contact-points/index.ts';
import { japanesePlaces } from '../../../src/engines/places/index.ts';
import { addPerson, openWebChat } from '../../../src/features/residents/index.ts';
import { recordResponse } from '../../../src/features/responses/index.ts';
import { readConfig } from '../../../src/platform/config/config.ts';
import {
  type EmbeddedPostgres,
  socketConnection,
  startEmbeddedPostgres,
} from '../../../src/platform/db/embedded/server.ts';
import { withClient } from '../../../src/platform/db/roles.ts';
import type { Scope } from '../../../src/platform/scope.ts';
import { type Workplace, workplace } from './run-cli.ts';

/** One database for all of this; the commands join the server that the test has started. */
let place: Workplace;
let server: EmbeddedPostgres;
const tmpBefore = process.env.TMPDIR;

beforeAll(async () => {
  place = await workplace();
  // The server's socket lies where the commands look for it.
  process.env.TMPDIR = place.folder;
  server = await startEmbeddedPostgres({ dataDir: join(place.data, 'postgresql') });
  expect(await place.run(['account', 'resume-line', 'miyagi'])).toMatchObject({ code: 0, stderr: '' });
});
afterAll(async () => {
  await server.stop();
  if (tmpBefore === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = tmpBefore;
  await place.leave();
});

const lookInside = <T>(query: string): Promise<T[]> =>
  withClient(socketConnection(server.socketDir, 'postgres', 'mimamori'), async (client) => {
    const { rows } = await client.query(query);
    return rows as T[];
  });

describe('commands with a database', () => {
  test('migrate brings a new one up to date once', async () => {
    const elsewhere = { env: { MIMAMORI_DATA: join(place.folder, 'other') } };
    const first = await place.run(['migrate'], elsewhere);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^Applied \d+ migrations: 0001_foundation\.sql, /);
    const second = await place.run(['migrate'], elsewhere);
    expect(second).toMatchObject({ code: 0, stdout: 'The database is up to date.\n' });
    const distributed = await place.run(['migrate', '--distribute'], elsewhere);
    expect(distributed).toMatchObject({ code: 2, stdout: '' });
    expect(distributed.stderr).toMatch(/^mimamori: This database cannot distribute its tables: [^\n]+\n$/);
  });

  test('backup and restore bring everything to another database, or nothing', async () => {
    const file = join(place.folder, 'all.backup');
    const made = await place.run(['backup', '--to', file]);
    expect(made).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Backed up \d+ tables with [\d,]+ rows to /),
    });
    expect(made.stderr).toContain(`the master key (${join(place.data, 'master.key')})`);
    expect(await place.run(['backup', '--to', file])).toMatchObject({ code: 2, stdout: '' });
    expect(readdirSync(place.folder).filter((name) => name.includes('.part'))).toEqual([]);

    const there = { env: { MIMAMORI_DATA: join(place.folder, 'restored') } };
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(`${file}.altered`, bytes);
    writeFileSync(`${file}.cut`, bytes.subarray(0, 9000));
    for (const damaged of [`${file}.altered`, `${file}.cut`]) {
      const { code, stdout, stderr } = await place.run(['restore', damaged], there);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^mimamori: The backup \S+ is not as it was written: [^\n]+\n$/);
    }
    const restored = await place.run(['restore', file], there);
    expect(restored).toMatchObject({ code: 0 });
    expect(restored.stdout).toMatch(/all read again and equal\.\nThe audit log of 24 accounts is as it was written: /);
    const again = await place.run(['restore', file], there);
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain('The database is not empty');
  });

  test('data of another major version is let be, and the way on is named', async () => {
    const data = join(place.folder, 'older');
    mkdirSync(join(data, 'postgresql'), { recursive: true });
    writeFileSync(join(data, 'postgresql', 'PG_VERSION'), '17\n');
    const refused = await place.run(['migrate'], { env: { MIMAMORI_DATA: data } });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(
      /was written by PostgreSQL 17, this program carries 18: run `mimamori backup` [^\n]+\n$/,
    );
    expect(readdirSync(join(data, 'postgresql'))).toEqual(['PG_VERSION']);
  });

  describe('staff add', () => {
    const args = (login: string, ...more: string[]) => [
      ...['staff', 'add', '--login', login, '--name', 'Test Person', '--organisation', 'Test Health Centre'],
      ...['--organisation-kind', 'city', '--account', 'miyagi', '--role', 'nurse', 'viewer', ...more],
    ];

    test('shows the password once, and keeps only its hash', async () => {
      const { code, stdout } = await place.run(args('nurse-1', '--areas', '04101, 04102'));
      expect(code).toBe(0);
      const [, login, password] = /^login {5}(\S+)\npassword {2}(\S+)\n$/.exec(stdout) ?? [];
      expect(login).toBe('nurse-1');
      expect(password).toMatch(/^([a-z0-9]{4}-){4}[a-z0-9]{4}$/);
      const rows = await lookInside('select * from mimamori.staff');
      expect(JSON.stringify(rows)).toContain('$argon2id$');
      expect(JSON.stringify(rows)).not.toContain(password);
    });

    test('refuses what is wrong in one sentence, and adds nobody', async () => {
      const changed = (from: string, to: string) => args('nurse-2').map((one) => (one === from ? to : one));
      await place.run(args('taken'));
      const before = await lookInside('select login from mimamori.staff order by login');
      for (const [given, sentence] of [
        [args('taken'), "The login 'taken' is taken"],
        [args('N 1'), "The login 'N 1' has 2 to 63 characters"],
        [args('nurse-2', '--areas', '04101,99999'), "'99999' is not the code of a municipality"],
        [changed('miyagi', 'nowhere'), "There is no account 'nowhere'"],
        [changed('Test Person', ' '), '--name is empty'],
        [changed('nurse', 'doctor'), "argument 'doctor' is invalid"],
      ] as const) {
        const { code, stdout, stderr } = await place.run(given);
        expect({ sentence, code, stdout }).toEqual({ sentence, code: 2, stdout: '' });
        expect(stderr).toContain(sentence);
        expect(stderr.trimEnd().split('\n')).toHaveLength(1);
      }
      expect(await lookInside('select login from mimamori.staff order by login')).toEqual(before);
    });
  });

  describe('import contact-points', () => {
    const places = japanesePlaces();
    const own = () =>
      parseContactPointsCsv(readFileSync('content/accounts/miyagi/contact-points.csv', 'utf8'), 'own', { places })
        .points;
    const sets = () =>
      lookInside<{ source: string }>(
        "select s.source from mimamori.contact_point_set s join mimamori.account a using (account_id) where a.slug = 'miyagi' order by set_id",
      );
    const file = (name: string, bytes: string | Uint8Array): string => {
      const path = join(place.folder, name);
      writeFileSync(path, bytes);
      return path;
    };

    test('tells what would change, changes it, and sees when nothing does', async () => {
      const [first, ...rest] = own();
      const changed = [{ ...first!, phone: '0120-000-599' }, ...rest.slice(0, -1)];
      const added = { ...rest.at(-1)!, id: `${rest.at(-1)!.id}-b` };
      const path = file('centres.csv', formatContactPointsCsv([...changed, added]));
      const args = ['import', 'contact-points', '--account', 'miyagi', path];

      const dry = await place.run([...args, '--dry-run']);
      expect(dry).toMatchObject({ code: 0, stderr: '' });
      expect(dry.stdout).toContain(`~ ${first!.id}  consultation  ${first!.names.ja}  0120-000-599: phone\n`);
      expect(dry.stdout).toContain('1 added, 1 changed, 1 removed, ');
      expect(dry.stdout).toContain('Nothing was written');
      expect(await sets()).toHaveLength(1);

      const done = await place.run(args);
      expect(done).toMatchObject({ code: 0, stderr: '' });
      expect(done.stdout).toContain('In force now: ');
      expect((await sets()).map(({ source }) => source)).toEqual(['content miyagi', 'centres.csv']);

      const again = await place.run(args);
      expect(again.stdout).toContain('0 added, 0 changed, 0 removed, ');
      expect(again.stdout).toContain('in force already');
      expect(await sets()).toHaveLength(2);
    });

    test('imports nothing if there is any fault, and tells them all', async () => {
      const before = await sets();
      const good = formatContactPointsCsv(own());
      const faults: [string, string | Uint8Array, string][] = [
        ['cell.csv', good.replace('Mon-Fri 09:00-17:00', 'Mon-Fri 9 to 5'), 'column hours'],
        ['clash.csv', formatContactPointsCsv([...own(), { ...own()[1]!, id: 'twice' }]), 'miyagi-sendai'],
        ['bytes.csv', Uint8Array.of(0xff, 0xfe, 0x80, 0x81, 0xff), 'neither UTF-8 nor Shift_JIS'],
        ['header.csv', 'a,b\n1,2\n', 'The header lacks'],
      ];
      for (const [name, bytes, sentence] of faults) {
        const { code, stdout, stderr } = await place.run([
          'import',
          'contact-points',
          '--account',
          'miyagi',
          file(name, bytes),
        ]);
        expect({ name, code, stdout }).toEqual({ name, code: 2, stdout: '' });
        expect(stderr, name).toContain(sentence);
      }
      const none = await place.run(['import', 'contact-points', '--account', 'miyagi', join(place.folder, 'no.csv')]);
      expect(none).toMatchObject({ code: 2, stdout: '' });
      expect(none.stderr).toContain('no.csv cannot be read (ENOENT)');
      expect(await sets()).toEqual(before);
    });
  });

  test('account stop-line and resume-line say what holds now, and are on record', async () => {
    const stopped = () =>
      lookInside("select line_stopped_at is not null as stopped from mimamori.account where slug = 'akita'");
    const runs = [];
    const shown: string[] = [];
    for (const verb of ['stop-line', 'stop-line', 'resume-line']) {
      const { code, stdout } = await place.run(['account', verb, 'akita']);
      runs.push([code, stdout.slice(0, 47), await stopped()]);
      shown.push((await place.run(['account', 'show', 'akita'])).stdout);
    }
    expect(runs).toEqual([
      [0, 'The LINE channel of akita is now stopped: the w', [{ stopped: true }]],
      [0, 'The LINE channel of akita was already stopped: ', [{ stopped: true }]],
      [0, 'The LINE channel of akita is now open: messages', [{ stopped: false }]],
    ]);
    expect(shown[0]).toMatch(/LINE +stopped since \d{4}-\d\d-\d\d \d\d:\d\d \(Japan\) by \S+/);
    expect(shown[2]).toMatch(/LINE +not stopped/);
    const entries = await lookInside<{ verb: string; actor_kind: string }>(
      "select verb, actor_kind from mimamori.audit_entry where verb like 'accounts.line-%' order by entry_id",
    );
    expect(entries).toEqual([
      { verb: 'accounts.line-stopped', actor_kind: 'operator' },
      { verb: 'accounts.line-resumed', actor_kind: 'operator' },
    ]);
    expect(await place.run(['account', 'stop-line', 'nowhere'])).toMatchObject({ code: 2, stdout: '' });
  });

  describe('advise --replay', () => {
    const table = 'content/packs/covid-19/guidance/mhlw-2020-05-08.dmn';
    const dayTwo = '<text>[2..3]</text>';

    test('counts the residents whose latest outcome would change, from what to what', async () => {
      await threeAnswer();
      const unchanged = await place.run(['advise', '--replay', table, '--account', 'miyagi', '--json']);
      expect(unchanged).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(unchanged.stdout)).toEqual({
        table: 'mhlw-2020-05-08',
        residents: 3,
        answers: 4,
        changed: 0,
        changes: [],
      });

      const xml = readFileSync(table, 'utf8');
      expect(xml.split(dayTwo)).toHaveLength(2);
      const path = join(place.folder, 'new.dmn');
      writeFileSync(path, xml.replace(dayTwo, '<text>3</text>'));
      const { code, stdout, stderr } = await place.run(['advise', '--replay', path, '--account', 'miyagi']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(
        'the latest outcome of 2 of 3 residents (66.7 %) would be another (4 answers decided again; nothing was written).',
      );
      expect(stdout).toMatch(/^CONSULT_SOON +WATCH +2$/m);
    });

    test('refuses a table that could not be published', async () => {
      const path = join(place.folder, 'broken.dmn');
      writeFileSync(path, readFileSync(table, 'utf8').replace(dayTwo, '<text>[2..</text>'));
      const { code, stdout, stderr } = await place.run(['advise', '--replay', path, '--account', 'miyagi']);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('is not a guidance table that could be published');
    });
  });

  test('audit verify holds for what was written, and names the first entry that was altered', async () => {
    const whole = await place.run(['audit', 'verify', '--account', 'kyoto']);
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    expect(whole.stdout).toMatch(/^The audit log of kyoto is as it was written: \d+ entr(y|ies) in \d+ chains?\.\n$/);
    const rewrite = (detail: string) =>
      lookInside(
        `alter table mimamori.audit_entry disable trigger all;
         update mimamori.audit_entry set detail = ${detail} where verb = 'contact-points.imported'
           and account_id = (select account_id from mimamori.account where slug = 'kyoto');
         alter table mimamori.audit_entry enable trigger all`,
      );
    await rewrite(`detail || ' '`);
    const altered = await place.run(['audit', 'verify', '--account', 'kyoto']);
    expect(altered).toMatchObject({ code: 3, stdout: '' });
    expect(altered.stderr).toContain('it was altered after it was written');
    // The other commands find the log as it was.
    await rewrite('rtrim(detail)');
    expect(await place.run(['audit', 'verify', '--account', 'kyoto'])).toEqual(whole);
  });
});

/** Three people of Miyagi answer in June 2020: one is well and coughs the day after, one coughs, one is very tired. */
async function threeAnswer(): Promise<void> {
  const config = readConfig({ LOG_LEVEL: 'error', ...place.env });
  let now = new Date('2020-06-10T03:00:00Z');
  const app = await openApp(config, commandLog(config), {
    now: () => now,
    content: await soundContent(place.content),
  });
  const well = { fever: 'no', strong: ['none'], antipyretic: 'no', other_sx: ['none'], age: 30 };
  const coughing = { ...well, other_sx: ['cough'], sx_days: '2' };
  try {
    const kit = app.kits().get('miyagi')!;
    const inMiyagi = <T>(work: (scope: Scope) => Promise<T>) => app.inScope(kit, { kind: 'system', job: 'test' }, work);
    const newcomer = () =>
      inMiyagi(async (scope) => {
        const chat = await openWebChat(scope, 'ja');
        return addPerson(scope, chat.chatId, { relation: 'self', answeredBy: 'self' });
      });
    const answer = (resident: ResidentId, answers: Answers) =>
      inMiyagi((scope) => {
        const formId = scope.newId<ResponseId>();
        return recordResponse(scope, recordParts(kit, kit.initial), resident, {
          ...{ formId, language: 'ja', channel: 'web', answers },
        });
      });
    const [first, second, third] = [await newcomer(), await newcomer(), await newcomer()];
    await answer(first, well);
    now = new Date('2020-06-11T03:00:00Z');
    await answer(first, coughing);
    await answer(second, coughing);
    await answer(third, { ...well, strong: ['fatigue'] });
  } finally {
    await app.close();
  }
}
