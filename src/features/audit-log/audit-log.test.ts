import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, type TestConsole, testConsole } from '../../../test/support/console.ts';
import { system, type TestWorld, testWorld } from '../../../test/support/scopes.ts';
import type { ChatId, ResidentId } from '../../base/ids.ts';
import { withClient } from '../../platform/db/roles.ts';
import { addPerson, openWebChat, shortCode } from '../residents/index.ts';
import type { AccountFace } from '../staff/index.ts';
import { auditLogRoutes } from './index.ts';

describe('the audit log in the console', () => {
  let world: TestWorld;
  let office: TestConsole;
  let account: AccountFace;
  let privacy: Browser;
  let residentId: ResidentId;
  beforeAll(async () => {
    world = await testWorld();
    office = await testConsole(world, (gate) => [auditLogRoutes({ gate, inScope: world.inScope })]);
    account = await office.account('miyagi');
    privacy = await office.browserOf('privacy.officer', 'miyagi', ['privacy']);
    residentId = await world.inScope(account, system, async (scope) => {
      const { chatId } = await openWebChat(scope, 'ja');
      return addPerson(scope, chatId, { relation: 'self', answeredBy: 'self' });
    });
    for (let n = 0; n < 7; n += 1) {
      world.at = new Date(world.at.getTime() + 1000);
      const actor = { kind: 'resident', chatId: `chat-${n}` as ChatId } as const;
      await world.inScope(account, actor, (scope) => scope.audit('responses.recorded', residentId, { n }));
    }
  });
  afterAll(async () => {
    await office.end();
    await world.end();
  });
  const log = async (query = '') => {
    const { status, body } = await privacy.get(`/accounts/miyagi/audit${query}`);
    expect(status).toBe(200);
    return body;
  };

  test('names people in place of ids, newest first', async () => {
    const { items } = await log('?verb=responses.recorded');
    expect(items.map((item: { detail: { n: number } }) => item.detail.n)).toEqual([6, 5, 4, 3, 2, 1, 0]);
    expect(items[0]).toMatchObject({
      at: world.at.toISOString(),
      actor: { kind: 'resident', name: 'chat-6' },
      subject: shortCode(residentId),
    });
    const [signedIn] = (await log('?verb=staff.signed-in')).items;
    expect(signedIn).toMatchObject({ actor: { kind: 'staff', name: 'privacy.officer' }, subject: null });
    expect((await log('?verb=staff.added')).items[0].subject).toBe('privacy.officer');
  });

  test('comes page by page without a gap or a repeat', async () => {
    const seen: string[] = [];
    let after = '';
    do {
      const page = await log(`?limit=3${after}`);
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map((item: { chainId: string; seq: number }) => `${item.chainId} ${item.seq}`));
      after = page.next ? `&after=${page.next}` : '';
    } while (after);
    const { items } = await log('?limit=200');
    expect(seen).toEqual(items.map((item: { chainId: string; seq: number }) => `${item.chainId} ${item.seq}`));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test.for([
    ['a feature', '?verb=residents', ['residents.chat-opened', 'residents.person-added']],
    ['part of a name', '?actor=PRIVACY', ['staff.signed-in']],
    ['a login', '?actor=privacy.officer', ['staff.signed-in']],
    ['an id of something else', '?actor=chat-3', ['responses.recorded']],
    ['nothing that is there', '?actor=nobody', []],
    ['empty fields', '?actor=&verb=residents.person-added&subject=', ['residents.person-added']],
  ] as const)('is filtered by %s', async ([, query, verbs]) => {
    expect((await log(query)).items.map((item: { verb: string }) => item.verb).sort()).toEqual(verbs);
  });

  test('is filtered by the short code of a resident', async () => {
    const { items } = await log(`?subject=${shortCode(residentId).toLowerCase()}`);
    expect(items).toHaveLength(8);
    expect((await log('?subject=M-ZZZZZZ')).items).toEqual([]);
  });

  test('is verified, and says where it breaks', async () => {
    const other = await office.account('fukushima');
    const browser = await office.browserOf('verifier', 'fukushima', ['administrator']);
    const verify = async () => (await browser.get('/accounts/fukushima/audit/verify')).body;
    expect(await verify()).toMatchObject({ ok: true, entries: 2, brokenAt: null });
    await withClient(world.database.superuser, (client) =>
      client.query(`update mimamori.audit_entry set verb = 'staff.hidden' where account_id = $1 and seq = 1`, [
        other.id,
      ]),
    );
    expect(await verify()).toMatchObject({ ok: false, brokenAt: { seq: 1, reason: 'altered' } });
  });

  test('is closed to roles that may not read it, and to other accounts', async () => {
    const akita = await office.account('akita');
    const nurse = await office.browserOf('nurse', akita.slug, ['nurse']);
    for (const path of ['audit', 'audit/verify']) {
      expect((await nurse.get(`/accounts/akita/${path}`)).status).toBe(403);
    }
    const yamagata = await office.account('yamagata');
    const elsewhere = await office.browserOf('elsewhere', yamagata.slug, ['privacy']);
    expect((await elsewhere.get('/accounts/miyagi/audit')).status).toBe(403);
    const own = (await elsewhere.get('/accounts/yamagata/audit?limit=200')).body.items;
    expect(own.map((item: { verb: string }) => item.verb).sort()).toEqual(['staff.added', 'staff.signed-in']);
  });
});
