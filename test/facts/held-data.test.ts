import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Policy, parsePolicy, parsePolicyItems } from '../../src/engines/policy/index.ts';
import { returnCodeDays, sessionHours } from '../../src/features/entry/index.ts';
import {
  announcedNotStored,
  type HeldTable,
  heldCookies,
  heldLogFields,
  heldTables,
} from '../../src/features/privacy/held-data.ts';
import { promisedBy } from '../../src/features/privacy/index.ts';
import { deliveryDays } from '../../src/features/privacy/purge.ts';
import { formHours } from '../../src/features/responses/index.ts';
import { withClient } from '../../src/platform/db/roles.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import {
  columnsOf,
  formFaults,
  policyFaults,
  type StoredTable,
  storedTables,
  undeclared,
  wallFaults,
} from './held-data.ts';
import { retentionPage } from './retention-page.ts';
import { projectFiles, read } from './source-files.ts';

const yaml = async (path: string): Promise<unknown> => parse(await readFile(path, 'utf8'));
const { items: known } = parsePolicyItems(await yaml('content/policies/items.yaml'), 'items.yaml');
const folders = (await readdir('content/policies', { withFileTypes: true })).filter((entry) => entry.isDirectory());
const policies: ReadonlyArray<readonly [string, Policy]> = (
  await Promise.all(
    folders.map(async ({ name }) =>
      Promise.all(
        (
          await readdir(`content/policies/${name}`)
        ).map(async (file) => {
          const path = `content/policies/${name}/${file}`;
          return [path, parsePolicy(await yaml(path), path, known!).policy!] as const;
        }),
      ),
    ),
  )
).flat();

/** The declaration with one table changed. */
const withTable = (name: string, change: Partial<HeldTable>): typeof heldTables => ({
  ...heldTables,
  [name]: { ...heldTables[name]!, ...change },
});
const withColumn = (name: string, column: string, change: Partial<HeldTable['columns'][string]>): typeof heldTables =>
  withTable(name, {
    columns: { ...heldTables[name]!.columns, [column]: { ...heldTables[name]!.columns[column]!, ...change } },
  });

describe('what the database holds', () => {
  let database: TestDatabase;
  let stored: StoredTable[];
  beforeAll(async () => {
    database = await testDatabase();
    stored = await withClient(database.superuser, storedTables);
  });
  afterAll(() => database.drop());

  /** The catalogue after a change that is taken back. */
  const changed = (sql: string): Promise<StoredTable[]> =>
    withClient(database.superuser, async (client) => {
      await client.query('begin');
      await client.query(sql);
      const tables = await storedTables(client);
      await client.query('rollback');
      return tables;
    });

  test('is declared, column by column, and nothing else is', () => {
    expect(stored.length).toBeGreaterThan(20);
    expect(undeclared(stored, heldTables), 'declare it in src/features/privacy/held-data.ts').toEqual([]);
  });
  test.for([
    ['alter table mimamori.chat add column display_name text', 'chat.display_name is stored and not declared'],
    ['alter table mimamori.chat drop column blocked_at', 'chat.blocked_at is declared and not stored'],
    ['create table mimamori.visitor (address inet)', 'visitor.address is stored and not declared'],
    [
      'create view mimamori.everyone as select resident_id from mimamori.resident',
      'everyone.resident_id is stored and not declared',
    ],
  ] as const)('and it would be noticed: %s', async ([sql, fault]) => {
    expect(undeclared(await changed(sql), heldTables)).toContain(fault);
  });

  test('is walled in by account, or says why not; the application may do what is declared', () => {
    expect(wallFaults(stored, heldTables)).toEqual([]);
    const walled = Object.values(heldTables).filter(({ wall }) => wall === 'account');
    expect(walled.length).toBeGreaterThan(15);
  });
  test.for([
    ['alter table mimamori.form disable row level security', 'form has no forced'],
    ['alter table mimamori.form no force row level security', 'form has no forced'],
    ['drop policy own_account on mimamori.form', 'form has no forced'],
    ['alter policy own_account on mimamori.form using (true)', 'form has no forced'],
    ['create policy all_open on mimamori.form using (true)', 'form has no forced'],
    [
      'grant update on mimamori.consent to mimamori_app',
      'the application may delete, insert, select, update on consent',
    ],
    ['grant select on public.migration to public', 'the application may select on public.migration'],
  ] as const)('and it would be noticed: %s', async ([sql, fault]) => {
    expect(wallFaults(await changed(sql), heldTables).join('\n')).toContain(fault);
  });
  test('and a table that has no wall without a reason would be noticed', () => {
    expect(wallFaults(stored, withTable('staff', { wall: { none: '' } }))).toEqual([
      'staff does not say why it has no wall',
    ]);
    expect(wallFaults(stored, withTable('staff', { wall: 'account' })).join()).toContain('staff has no forced');
  });

  test('keeps identifiers and words of one’s own sealed', () => {
    expect(formFaults(stored, heldTables)).toEqual([]);
  });
  test.for([
    ['an identifier in the open', withColumn('chat', 'session', { items: ['line_user_id'] })],
    ['a sealed text that is not named so', withColumn('response', 'answers', { form: 'sealed' })],
    ['bytes that pass for plain', withColumn('callback', 'number_sealed', { form: 'plain' })],
  ] as const)('and it would be noticed: %s', ([, held]) => {
    expect(formFaults(stored, held)).not.toEqual([]);
  });
});

describe('every policy', () => {
  test('is there', () => expect(policies.length).toBeGreaterThanOrEqual(5));

  test.for(policies)('announces what is stored, and what becomes of it: %s', ([, policy]) => {
    expect(policyFaults(policy, known!, columnsOf(heldTables))).toEqual([]);
    expect(policyFaults(policy, known!, heldCookies)).toEqual([]);
    expect(policyFaults(policy, known!, heldLogFields)).toEqual([]);
  });
  test.for([
    [
      'an item that does not exist',
      withColumn('chat', 'language', { items: ['mother_tongue'] }),
      'there is no item mother_tongue',
    ],
    [
      'an item that is not collected',
      withColumn('chat', 'language', { items: ['real_name'] }),
      'does not announce real_name',
    ],
    [
      'an item that is never held',
      withColumn('chat', 'language', { items: ['line_profile'] }),
      'line_profile is never held',
    ],
    [
      'answers that are kept',
      withColumn('response', 'answers', { afterErasure: 'kept' }),
      'questionnaire_answers is erasable',
    ],
    [
      'a ledger that is erased',
      withColumn('consent', 'given', { afterErasure: 'erasable' }),
      'consent_records is kept',
    ],
    ['a person’s column that tells of nobody', withColumn('resident', 'zip', { items: [] }), 'names its item'],
    ['nobody’s column that is an item', withColumn('account', 'slug', { items: ['language'] }), 'names its item'],
  ] as const)('and it would be noticed: %s', ([, held, fault]) => {
    expect(policyFaults(policies[0]![1], known!, columnsOf(held)).join('\n')).toContain(fault);
  });

  const daysOf = (policy: Policy, item: string): number => {
    const { days } = policy.retention.find(({ items }) => items.includes(item))!;
    return days === 'unlimited' ? Number.POSITIVE_INFINITY : days;
  };
  test.for(policies)('lets nothing be held longer than it says, of what goes by itself: %s', ([, policy]) => {
    const promised = promisedBy(policy);
    expect(promised.failedDays).toBeLessThanOrEqual(daysOf(policy, 'failed_events'));
    expect(promised.callbackDays).toBeLessThanOrEqual(daysOf(policy, 'callback_number'));
    expect(promised.proofDays).toBeLessThanOrEqual(daysOf(policy, 'consent_records'));
    expect(promised.proofDays).toBeLessThanOrEqual(daysOf(policy, 'erased_tombstone'));
    for (const item of ['questionnaire_answers', 'line_user_id', 'chat_status', 'messages_sent', 'internal_ids']) {
      expect(promised.answerDays, item).toBeLessThanOrEqual(daysOf(policy, item));
    }
    expect(deliveryDays).toBeLessThanOrEqual(daysOf(policy, 'delivery_state'));
    expect(sessionHours / 24).toBeLessThanOrEqual(daysOf(policy, 'session_cookies'));
    expect(returnCodeDays).toBeLessThanOrEqual(daysOf(policy, 'return_codes'));
    expect(formHours / 24).toBeLessThanOrEqual(daysOf(policy, 'questionnaire_answers'));
  });

  test('names items that are stored, or of which it is said why they are not', () => {
    const stored = new Set(
      [...Object.values(columnsOf(heldTables)), ...Object.values(heldCookies), ...Object.values(heldLogFields)].flatMap(
        ({ items }) => items,
      ),
    );
    const ids = Object.keys(known!.items);
    expect(ids.filter((id) => !stored.has(id)).sort()).toEqual(Object.keys(announcedNotStored).sort());
  });
});

test('docs/reference/retention.md shows what is held and how long', async () => {
  const file = 'docs/reference/retention.md';
  const page = retentionPage(
    known!,
    policies.map(([, policy]) => policy),
  );
  if (process.env.UPDATE_SNAPSHOTS) await writeFile(file, page);
  expect(page, 'run `npm run update-snapshots` and read the difference').toBe(await readFile(file, 'utf8'));
});

describe('cookies and logs', () => {
  const sources = projectFiles.filter((path) => /^src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'));
  const cookieNames = (text: string): string[] =>
    [...text.matchAll(/[cC]ookie = '([^']+)'/g)].map((match) => match[1]!);
  /** First arguments of setCookie that are not a constant declared as above. */
  const otherCookies = (text: string): string[] =>
    [...text.matchAll(/\.setCookie\(\s*([^,]+),/g)]
      .map((match) => match[1]!.trim())
      .filter((one) => !/^\w+Cookie$/.test(one));

  test('cookies that are set are declared, and those declared are set', () => {
    expect(sources.flatMap((path) => cookieNames(read(path))).sort()).toEqual(Object.keys(heldCookies).sort());
    expect(sources.flatMap((path) => otherCookies(read(path)))).toEqual([]);
    expect(otherCookies(`reply.setCookie('tracker', id, {})`)).toEqual([`'tracker'`]);
    expect(cookieNames(`const trackingCookie = 'tracker'`)).toEqual(['tracker']);
  });

  const inBrowser = /localStorage|sessionStorage|indexedDB|document\.cookie|caches\./;
  test('resident pages keep nothing else in the browser', () => {
    const scripts = projectFiles.filter((path) => /^src\/channels\/web\/assets\/.*\.js$/.test(path));
    expect(scripts.length).toBeGreaterThan(1);
    expect(scripts.filter((path) => inBrowser.test(read(path)))).toEqual([]);
    expect(inBrowser.test(`localStorage.setItem('answers', '…')`)).toBe(true);
  });

  /** The fields of each line that is logged: keys of the object before the message. */
  const logFields = (text: string): string[] =>
    [...text.matchAll(/\blog\.(?:trace|debug|info|warn|error|fatal)\(\s*\{([^}]*)\}/g)]
      .flatMap((match) => match[1]!.split(',').map((part) => part.trim().split(/[:\s]/)[0]!))
      .filter(Boolean);
  test('every field of the log is declared, and those declared are written', () => {
    const written = new Set(sources.flatMap((path) => logFields(read(path))));
    const byPino = ['level', 'time', 'msg', 'requestId'];
    expect([...written, ...byPino].sort()).toEqual(Object.keys(heldLogFields).sort());
    expect(logFields(`log.info({ ip: request.ip, zip }, 'came')`)).toEqual(['ip', 'zip']);
  });
});
