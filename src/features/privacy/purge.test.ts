import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { system, type TestWorld, testWorld } from '../../../test/support/scopes.ts';
import type { ChatId, ResidentId } from '../../base/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import { type AskedTick, recordTicks } from '../consent/index.ts';
import { openSession } from '../entry/index.ts';
import { queueMessage } from '../messages/index.ts';
import { addPerson, eraseChat, meetLineUser, openWebChat } from '../residents/index.ts';
import { noteTyped, offerCallback } from '../responses/index.ts';
import { type Promised, purge } from './index.ts';

let world: TestWorld;
let account: Awaited<ReturnType<TestWorld['account']>>;
beforeAll(async () => {
  world = await testWorld('2020-04-21T01:24:00Z', async (scope, message) => {
    await queueMessage(scope, message, 'any');
  });
});
beforeEach(async () => {
  account = await world.account();
});
afterAll(() => world.end());

const dayMs = 24 * 3_600_000;
const promised: Promised = { answerDays: 365, failedDays: 90, callbackDays: 30, proofDays: 1095 };
const inScope = <T>(work: (scope: Scope) => Promise<T>): Promise<T> => world.inScope(account, system, work);
const pass = (days: number): void => {
  world.at = new Date(world.at.getTime() + days * dayMs);
};
const hour = (promises = promised): Promise<boolean> => inScope((scope) => purge(scope, promises));

type Table =
  | 'chat'
  | 'resident'
  | 'consent'
  | 'outbox'
  | 'callback'
  | 'owner_key'
  | 'web_session'
  | 'typed_answer'
  | 'line_event';
const rows = (table: Table): Promise<number> =>
  inScope(async ({ tx }) => {
    const { n } = await tx
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<string>().as('n'))
      .where('account_id', '=', account.id)
      .executeTakeFirstOrThrow();
    return Number(n);
  });
const living = (table: 'chat' | 'resident'): Promise<number> =>
  inScope(async ({ tx }) => {
    const found = await tx
      .selectFrom(table)
      .select('erased_at')
      .where('account_id', '=', account.id)
      .where('erased_at', 'is', null)
      .execute();
    return found.length;
  });

const terms: AskedTick = {
  item: 'terms',
  required: true,
  meaning: 'consent',
  document: { id: 'terms', version: '1', hash: 'a'.repeat(64) },
  holdsFrom: () => true,
};
const agree = (scope: Scope, residentId: ResidentId): Promise<void> =>
  recordTicks(scope, residentId, [terms], new Set(['terms'] as const), { channel: 'line', givenBy: 'self' });
/** As an answer leaves the person: only when it was counts here. */
const answer = (residentId: ResidentId): Promise<void> =>
  inScope(async ({ tx, now }) => {
    const said = { last_answered_at: now, last_outcome: 'WATCH', answers: 1 };
    await tx.updateTable('resident').set(said).where('resident_id', '=', residentId).execute();
  });

/** A LINE friend who agreed, for themselves or with somebody else. */
const friend = (relations: readonly ('self' | 'family')[] = ['self']) =>
  inScope(async (scope) => {
    const { chatId } = await meetLineUser(scope, `U${scope.newId()}`, 'ja');
    const people: ResidentId[] = [];
    for (const relation of relations) {
      const id = await addPerson(scope, chatId, { relation, answeredBy: relation === 'self' ? 'self' : 'carer' });
      await agree(scope, id);
      people.push(id);
    }
    return { chatId, people, residentId: people[0]! };
  });

describe('a year after the last answer', () => {
  test('the person goes, and with the last of them the chat: LINE’s id and what was sent to it', async () => {
    const { chatId, people } = await friend(['self', 'family']);
    await inScope((scope) => scope.enqueue({ chatId, messages: [{ kind: 'text', text: 'a' }], purpose: 'a.b' }));
    await answer(people[0]!);
    pass(10);
    await answer(people[1]!);
    pass(356);
    expect(await hour()).toBe(false);
    expect([await living('resident'), await living('chat')]).toEqual([1, 1]);
    pass(10);
    await hour();
    expect([await living('resident'), await living('chat')]).toEqual([0, 0]);
    expect([await rows('outbox'), await rows('owner_key')]).toEqual([0, 0]);
    const [chat] = await inScope(({ tx }) => tx.selectFrom('chat').selectAll().where('chat_id', '=', chatId).execute());
    expect(chat).toMatchObject({ user_hash: null, user_sealed: null, erased_at: world.at });
  });

  test('and not a day before', async () => {
    const { residentId } = await friend();
    await answer(residentId);
    pass(364);
    await hour();
    expect([await living('resident'), await living('chat')]).toEqual([1, 1]);
  });

  test('whoever never answered goes a year after they came, and a friend of whom nobody was added', async () => {
    await friend();
    await friend([]);
    pass(364);
    await hour();
    expect([await living('resident'), await living('chat')]).toEqual([1, 2]);
    pass(2);
    await hour();
    expect([await living('resident'), await living('chat')]).toEqual([0, 0]);
  });

  test('who is at the page just now is left until they have gone', async () => {
    const { chatId, residentId } = await friend();
    await answer(residentId);
    pass(366);
    await inScope((scope) => openSession(scope, chatId));
    await hour();
    expect(await living('chat')).toBe(1);
    pass(2);
    await hour();
    expect(await living('chat')).toBe(0);
  });

  test('under a policy without an end nobody goes', async () => {
    const { residentId } = await friend();
    await answer(residentId);
    pass(4000);
    const endless = Number.POSITIVE_INFINITY;
    await hour({ answerDays: endless, failedDays: endless, callbackDays: endless, proofDays: endless });
    expect([await living('resident'), await living('chat'), await rows('consent')]).toEqual([1, 1, 1]);
  });
});

describe('a browser that began and went', () => {
  const begin = (agreed: boolean): Promise<ChatId> =>
    inScope(async (scope) => {
      const { chatId } = await openWebChat(scope, 'ja');
      await openSession(scope, chatId);
      const residentId = await addPerson(scope, chatId, { relation: 'self', answeredBy: 'self' });
      if (agreed) await agree(scope, residentId);
      return chatId;
    });

  test('without agreeing leaves nothing once its session is over, not even a trace', async () => {
    await begin(false);
    pass(0.9);
    await hour();
    expect([await living('chat'), await rows('web_session')]).toEqual([1, 1]);
    pass(0.2);
    await hour();
    expect([await rows('chat'), await rows('resident'), await rows('web_session'), await rows('owner_key')]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  test('and agreed is kept as the policy says', async () => {
    await begin(true);
    pass(30);
    await hour();
    expect([await living('chat'), await rows('consent')]).toEqual([1, 1]);
  });
});

test('that a message was sent is told for ninety days; one that waits stays', async () => {
  const { chatId } = await friend();
  const say = () =>
    inScope((scope) => scope.enqueue({ chatId, messages: [{ kind: 'text', text: 'a' }], purpose: 'a.b' }));
  await say();
  await inScope(({ tx }) => tx.updateTable('outbox').set({ state: 'sent' }).execute());
  await say();
  pass(89);
  await hour();
  expect(await rows('outbox')).toBe(2);
  pass(2);
  await hour();
  expect(await rows('outbox')).toBe(1);
});

test('a number to be called back on goes a month after it was given', async () => {
  const { residentId } = await friend();
  await inScope((scope) => offerCallback(scope, residentId, scope.newId(), '090-0000-0000'));
  pass(29);
  await hour();
  expect(await rows('callback')).toBe(1);
  pass(2);
  await hour();
  expect(await rows('callback')).toBe(0);
});

test('from which message an answer came is forgotten after a week', async () => {
  const { residentId } = await friend();
  const answered = { residentId, formId: world.newId<never>(), question: 'age' };
  await inScope((scope) => noteTyped(scope, answered, 'message'));
  pass(6);
  await hour();
  expect(await rows('typed_answer')).toBe(1);
  pass(2);
  await hour();
  expect(await rows('typed_answer')).toBe(0);
});

test('what proves that somebody agreed, and was erased, goes three years after, and nobody else’s', async () => {
  const [{ residentId }] = [await friend(), await friend()];
  await answer(residentId);
  await inScope(async (scope) => {
    const { chatId } = await openWebChat(scope, 'ja');
    await eraseChat(scope, chatId);
  });
  pass(366);
  const endless = { ...promised, answerDays: Number.POSITIVE_INFINITY };
  await hour();
  expect([await rows('consent'), await living('resident')]).toEqual([2, 0]);
  pass(1094);
  const { residentId: newcomer } = await friend();
  await hour();
  expect(await rows('consent')).toBe(3);
  pass(2);
  await hour(endless);
  expect([await rows('consent'), await rows('resident'), await rows('chat')]).toEqual([1, 1, 1]);
  const [left] = await inScope(({ tx }) => tx.selectFrom('resident').select('resident_id').execute());
  expect(left!.resident_id).toBe(newcomer);
});
