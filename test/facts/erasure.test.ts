import type { KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatId, Id, ResponseId } from '../../src/base/ids.ts';
import { makeReturnCode, openSession } from '../../src/features/entry/index.ts';
import { bury } from '../../src/features/messages/index.ts';
import { type HeldColumn, heldTables } from '../../src/features/privacy/held-data.ts';
import { eraseOnePerson, eraseWholeChat } from '../../src/features/privacy/index.ts';
import { findLineUser, peopleOf } from '../../src/features/residents/index.ts';
import { noteTyped } from '../../src/features/responses/index.ts';
import { keyObject, unseal } from '../../src/platform/crypto/seal.ts';
import { withClient } from '../../src/platform/db/roles.ts';
import type { Actor, Scope } from '../../src/platform/scope.ts';
import { type LineWorld, lineEvent, lineWorld } from '../support/line-world.ts';
import { type WebVisitor, webVisitor } from '../support/web-visitor.ts';

const operator: Actor = { kind: 'system', job: 'test' };

/** What nobody may read after: each would be found in the clear if it were stored so. */
const words = {
  label: 'ラベル山田の祖母',
  medication: 'くすりメトホルミン錠500',
  visitPlace: 'びょういん白樺医院',
  phone: '0120000777',
  chatText: 'ひみつの相談文言',
  failed: 'こわれた知らせの文言',
};

/** Any row of the database as text. */
interface Row {
  readonly table: string;
  readonly text: string;
  readonly row: Readonly<Record<string, unknown>>;
}

describe('erasing', { timeout: 60_000 }, () => {
  let world: LineWorld;
  beforeAll(async () => {
    world = await lineWorld();
  });
  afterAll(() => world.end());

  const inScope = <T>(work: (scope: Scope) => Promise<T>): Promise<T> => world.app.inScope(world.kit, operator, work);

  const allRows = (): Promise<Row[]> =>
    withClient(world.database.superuser, async (client) => {
      const found: Row[] = [];
      for (const table of Object.keys(heldTables)) {
        const from = table.includes('.') ? table : `mimamori.${table}`;
        const { rows } = await client.query<{ row: Row['row'] }>(`select to_jsonb(t) as row from ${from} t`);
        found.push(...rows.map(({ row }) => ({ table, row, text: JSON.stringify(row) })));
      }
      return found;
    });
  const mentioning = (rows: readonly Row[], text: string) =>
    rows.filter((row) => row.text.includes(text) || row.text.includes(Buffer.from(text).toString('hex')));

  /** Every key that the database and the master key give. */
  async function keyring(): Promise<KeyObject[]> {
    const master = keyObject(Buffer.from(world.app.config.MIMAMORI_MASTER_KEY!, 'hex'));
    const [account] = await world.look<{ wrapped: Buffer }>(
      'select wrapped from mimamori.account_key where account_id = $1',
      [world.kit.id],
    );
    const accountKey = keyObject(unseal(master, account!.wrapped, world.kit.id));
    const owners = await world.look<{ owner_id: string; wrapped: Buffer }>(
      'select owner_id, wrapped from mimamori.owner_key where account_id = $1',
      [world.kit.id],
    );
    return [
      master,
      accountKey,
      ...owners.map(({ owner_id, wrapped }) => keyObject(unseal(accountKey, wrapped, owner_id))),
    ];
  }
  const opens = (keys: readonly KeyObject[], sealed: Buffer, abouts: readonly string[]): boolean =>
    keys.some((key) =>
      abouts.some((about) => {
        try {
          return unseal(key, sealed, about).length > 0;
        } catch {
          return false;
        }
      }),
    );

  /** All sealed values in rows that name one of these ids, with the columns that they are in. */
  const sealedOf = (rows: readonly Row[], ids: readonly string[]) =>
    rows
      .filter(({ text }) => ids.some((id) => text.includes(id)))
      .flatMap(({ table, row }) =>
        sealedColumns(table)
          .filter((name) => row[name] !== null)
          .map((name) => ({ at: `${table}.${name}`, value: Buffer.from(String(row[name]).slice(2), 'hex') })),
      );
  const sealedColumns = (table: string): string[] =>
    Object.entries(heldTables[table]!.columns).flatMap(([name, { form }]) => (form === 'sealed' ? [name] : []));

  const blank = (value: unknown, declared: HeldColumn, row: Row['row']): boolean => {
    if (value === null) return true;
    if (declared.blank === undefined) return false;
    if (typeof declared.blank === 'object') return value === row[declared.blank.sameAs];
    return (typeof value === 'object' ? JSON.stringify(value) : value) === declared.blank;
  };
  /** Cells that are declared erasable and still hold something. */
  const left = (rows: readonly Row[]): string[] =>
    rows.flatMap(({ table, row }) =>
      Object.entries(heldTables[table]!.columns)
        .filter(([name, declared]) => declared.afterErasure === 'erasable' && !blank(row[name], declared, row))
        .map(([name]) => `${table}.${name} = ${JSON.stringify(row[name])}`),
    );

  const counts = () =>
    world.look<{ measure: string; n: string }>(`
      select measure, sum(n) as n from (
        select c->>3 as measure, (c->>4)::bigint as n from mimamori.counter_delta, jsonb_array_elements(counts) c
        union all select measure, n from mimamori.counter where prefecture_code = '*') all_counts
      group by measure order by measure`);

  const answers = {
    fever: 'yes',
    fever_days: '4',
    strong: 'none',
    antipyretic: 'no',
    other_sx: ['cough'],
    sx_days: '4',
    emergency: 'none',
    age: '70',
    sex: 'female',
    conditions: 'diabetes',
    pregnancy: 'no',
    visit: 'cold',
    contact: 'no',
    travel: 'no',
    zip: '9800811',
    municipality: '04101',
    occupation: 'medical',
    past_month: 'no',
    prevention: 'rest',
    medication: words.medication,
    visit_place: words.visitPlace,
  };

  async function agreeAndAnswer(visitor: WebVisitor): Promise<void> {
    await visitor.get('/m/miyagi/consent');
    await visitor.submit('/m/miyagi/consent', { consent_terms: 'on', consent_privacy: 'on', followup: 'on' });
    await visitor.answerForm(answers);
    await visitor.post('/m/miyagi/form/more', {});
    await visitor.answerForm(answers);
    await visitor.get('/m/miyagi/guidance');
    await visitor.submit('/m/miyagi/callback', { phone: words.phone });
  }

  /** A LINE friend with a mother, who both answered everything, and with something of every kind waiting. */
  async function livedIn(): Promise<{ chatId: ChatId; userId: string; people: string[]; ids: string[] }> {
    const { userId } = await world.friend();
    const chatId = (await inScope((scope) => findLineUser(scope, userId)))!.chatId;
    const visitor = webVisitor(world.served, '/m/miyagi');
    visitor.cookies.set('mimamori', await inScope((scope) => openSession(scope, chatId)));
    await agreeAndAnswer(visitor);
    await visitor.get('/m/miyagi/people/new');
    await visitor.submit('/m/miyagi/people/new', { who: 'other', label: words.label, role: 'carer' });
    await agreeAndAnswer(visitor);
    // A second form of the mother's, left half-way.
    await visitor.post('/m/miyagi/report', {});
    await visitor.submit('/m/miyagi/form', { fever: 'no' });
    await world.post([
      lineEvent(userId, {
        type: 'message',
        replyToken: 'r'.repeat(32),
        message: { type: 'text', id: '1', text: words.chatText },
      }),
    ]);
    await inScope(async (scope) => {
      await makeReturnCode(scope, chatId);
      for (const { residentId } of await peopleOf(scope, chatId)) {
        await noteTyped(scope, { residentId, formId: scope.newId<ResponseId>(), question: 'age' }, residentId);
      }
      await bury(scope, {
        source: 'line',
        chatId,
        eventId: 'E1',
        event: { text: words.failed, userId },
        reason: 'Error',
      });
    });
    const people = (
      await world.look<{ id: string }>(
        'select resident_id as id from mimamori.resident where chat_id = $1 order by 1',
        [chatId],
      )
    ).map(({ id }) => id);
    return { chatId, userId, people, ids: [chatId, ...people] };
  }

  test('a whole chat leaves nothing to read, the ledger closed, and all totals right', async () => {
    const neighbour = await livedIn();
    const { chatId, userId, people, ids } = await livedIn();
    const before = await allRows();
    const tables = new Set(before.filter(({ text }) => ids.some((id) => text.includes(id))).map(({ table }) => table));
    // Otherwise the emptiness after would prove nothing.
    expect([...tables].sort()).toEqual(
      Object.entries(heldTables)
        .filter(([, { of }]) => of === 'resident')
        .map(([name]) => name)
        .sort(),
    );
    for (const secret of [userId, ...Object.values(words)]) expect(mentioning(before, secret), secret).toEqual([]);
    const sealed = sealedOf(before, ids);
    const keys = await keyring();
    expect(new Set(sealed.map(({ at }) => at))).toEqual(
      new Set(Object.keys(heldTables).flatMap((table) => sealedColumns(table).map((name) => `${table}.${name}`))),
    );
    expect(sealed.filter(({ value }) => !opens(keys, value, ids))).toEqual([]);
    const [countsBefore, consentBefore] = [await counts(), before.filter(({ table }) => table === 'consent')];
    const neighbours = before.filter(({ text }) => neighbour.ids.some((id) => text.includes(id)));

    await inScope((scope) => eraseWholeChat(scope, chatId));

    const after = await allRows();
    expect(left(after.filter(({ text }) => ids.some((id) => text.includes(id))))).toEqual([]);
    for (const secret of [userId, ...Object.values(words)]) expect(mentioning(after, secret), secret).toEqual([]);
    const keysLeft = await keyring();
    expect(sealed.filter(({ value }) => opens(keysLeft, value, ids))).toEqual([]);
    // Nobody can be found by LINE's id any more: whoever writes again is somebody new.
    expect(await inScope((scope) => findLineUser(scope, userId))).toBeUndefined();

    expect(await counts()).toEqual(countsBefore);
    expect(Number(countsBefore.find(({ measure }) => measure === 'answers')!.n)).toBeGreaterThanOrEqual(4);
    expect(after.filter(({ table }) => table === 'consent')).toEqual(consentBefore);
    for (const person of people) {
      const verbs = after
        .filter(({ table, row }) => table === 'audit_entry' && row.subject === person)
        .map(({ row }) => row.verb);
      expect(verbs).toContain('responses.recorded');
      expect(verbs).toContain('privacy.person-erased');
    }
    expect(after.filter(({ text }) => neighbour.ids.some((id) => text.includes(id)))).toEqual(neighbours);
  });

  test('one person leaves the others of the chat as they were', async () => {
    const { chatId, people } = await livedIn();
    const [oneself, mother] = people as [string, string];
    await inScope((scope) => eraseOnePerson(scope, chatId, mother));
    const after = await allRows();
    const hers = after.filter(({ table, text }) => text.includes(mother) && table !== 'web_session');
    expect(left(hers)).toEqual([]);
    expect(hers.map(({ table }) => table)).toContain('consent');
    const [person] = after.filter(({ table, row }) => table === 'resident' && row.resident_id === oneself);
    expect(person?.row).toMatchObject({ chat_id: chatId, answers: 1 });
    expect(
      after.filter(({ table, row }) => table === 'outbox' && row.chat_id === chatId && row.state === 'waiting'),
    ).toEqual([]);
  });

  test('and what is left behind would be noticed', async () => {
    const residentId = '01900000-0000-7000-8000-000000000001' as Id<'resident'>;
    const row = { ...blankRow('resident'), resident_id: residentId, erased_at: 't', created_at: 't' };
    const rows = (more: object): Row[] => [{ table: 'resident', row: { ...row, ...more }, text: '' }];
    expect(left(rows({}))).toEqual([]);
    for (const more of [
      { municipality_code: '04101' },
      { profile: { sex: 'female' } },
      { relation: 'family' },
      { created_at: 'u' },
    ])
      expect(left(rows(more)), JSON.stringify(more)).toHaveLength(1);
    const callback = { table: 'callback', row: { ...blankRow('callback'), resident_id: residentId }, text: '' };
    expect(left([callback])).toEqual([`callback.resident_id = "${residentId}"`]);
  });

  /** A row of the table as erasing should leave it. */
  const blankRow = (table: string): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(heldTables[table]!.columns).map(([name, { blank: value }]) => [
        name,
        value === undefined || typeof value === 'object' ? null : value === '{}' ? {} : value,
      ]),
    );
});
