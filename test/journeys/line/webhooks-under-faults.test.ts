import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { withClient } from '../../../src/platform/db/roles.ts';
import { type LineWorld, lineWorld, testChannel } from '../../support/line-world.ts';

/** Over real HTTP, with the program's own jobs: what a phone shows when webhooks and sending go wrong. */

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld({ jobs: true, emulator: { redeliverAfterMs: [1000, 5000] } });
});
beforeEach(() => world.emulator.faults.clear());
afterAll(() => world.end());

let people = 0;
function phone(): string {
  people += 1;
  return world.emulator.addPhone({ name: `住民 ${people}`, language: 'ja' }).userId;
}
const { channelId } = testChannel;
const follow = (userId: string) => world.emulator.residents.follow(userId, channelId);
const heard = (userId: string) => {
  const { chat } = world.emulator.residents.openChat(userId, channelId);
  return chat.messages.filter(({ from }) => from === 'account');
};
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it did not come to pass within a minute');
    await new Promise((done) => setTimeout(done, 50));
  }
}
/** Nothing more comes: all webhooks were answered and the outbox is empty. */
async function quiet(): Promise<void> {
  await world.emulator.settle();
  await until(async () => {
    const [row] = await world.look<{ n: string }>(
      "select count(*) as n from outbox where state in ('waiting', 'sending')",
    );
    return Number(row!.n) === 0;
  });
}
const greeting = 2;

test('thirty people at once, many to a webhook, are each greeted once', async () => {
  const everyone = Array.from({ length: 30 }, phone);
  const answers = await Promise.all(everyone.map(follow));
  expect(answers.every(({ ok }) => ok)).toBe(true);
  await quiet();
  expect(everyone.map((userId) => heard(userId).length)).toEqual(Array(30).fill(greeting));
});

test.for(['duplicate', 'redeliver'] as const)('a webhook that comes again (%s) is answered once', async (kind) => {
  const userId = phone();
  await follow(userId);
  world.fault({ kind });
  await world.emulator.residents.sendText(userId, channelId, '質問です');
  await world.clock.jumpBy(2000);
  await quiet();
  expect(heard(userId)).toHaveLength(greeting + 1);
  const deliveries = world.emulator.deliveries().filter((row) => row.userId === userId && row.kind === 'message.text');
  expect(deliveries.map(({ result }) => result)).toEqual([200, 200]);
});

test('two webhooks that change places on their way are both answered', async () => {
  const userId = phone();
  await follow(userId);
  await quiet();
  world.fault({ kind: 'reorder' });
  const first = world.emulator.residents.sendText(userId, channelId, '一つ目');
  await new Promise((done) => setTimeout(done, 100));
  const second = world.emulator.residents.postback(userId, channelId, { data: 'm.faq' });
  expect((await Promise.all([first, second])).every(({ ok }) => ok)).toBe(true);
  await quiet();
  expect(heard(userId)).toHaveLength(greeting + 2);
});

test('a webhook signed with the secret before the last rotation is taken', async () => {
  const userId = phone();
  world.fault({ kind: 'old-signature' });
  expect((await follow(userId)).status).toBe(200);
});

test('what came while the database was away is answered once it is redelivered', async () => {
  const userId = phone();
  await follow(userId);
  await quiet();
  const { database } = world.database.app;
  const admin = { ...world.database.superuser, database: 'postgres' };
  await withClient(admin, async (client) => {
    await client.query(`alter database ${database} with allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database]);
  });
  const answer = await world.emulator.residents.sendText(userId, channelId, '質問です');
  await withClient(admin, (client) => client.query(`alter database ${database} with allow_connections true`));
  expect(answer).toMatchObject({ ok: false, status: 503 });
  await world.clock.jumpBy(1500);
  await until(() => heard(userId).length > greeting);
  await quiet();
  expect(heard(userId)).toHaveLength(greeting + 1);
});

test('a choice of language moves the menu with it, and back', async () => {
  const userId = phone();
  await follow(userId);
  const menuName = async () => {
    const { menu } = (await (
      await fetch(`${world.emulator.url}/_/phones/${userId}/messages?channelId=${channelId}`)
    ).json()) as { menu: { name?: string; chatBarText?: string } | null };
    return menu?.chatBarText;
  };
  await until(async () => (await menuName()) === 'メニュー');
  await world.emulator.residents.postback(userId, channelId, { data: 'l.2' });
  await until(async () => (await menuName()) === 'Menu');
  await world.emulator.residents.postback(userId, channelId, { data: 'l.0' });
  await until(async () => (await menuName()) === 'メニュー');
});
