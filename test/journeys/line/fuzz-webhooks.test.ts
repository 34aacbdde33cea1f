import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LineWorld, lineEvent, lineWorld, signatureOf, testChannel } from '../../support/line-world.ts';
import { anyValue, fuzzed, sideBySide, words } from '../../support/odd-words.ts';

const { many, seed } = fuzzed;
const users = Array.from({ length: 12 }, (_, at) => `U${String(at).padStart(32, 'f')}`);

let world: LineWorld;
beforeAll(async () => {
  // Asking in the chat reaches the most code: what is typed is read as an answer.
  world = await lineWorld({ answerMode: 'chat' });
});
afterAll(() => world.end());

/** The right kind of thing mostly, anything sometimes, nothing now and then. */
const mostly = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 60, arbitrary: right },
    { weight: 2, arbitrary: anyValue },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
const kind = <T>(type: string, rest: Record<string, fc.Arbitrary<T>> = {}) =>
  fc.record({ type: fc.constant(type), ...rest } as Record<string, fc.Arbitrary<unknown>>);

/** 'press.3' becomes the fourth button that this person saw last, 'press.-3' the last but two: there "that is all" stands. */
const press = fc
  .oneof({ weight: 6, arbitrary: fc.constantFrom(0, 0, 0, 1, -3, -3, -4) }, { weight: 1, arbitrary: fc.nat(12) })
  .map((at) => `press.${at}`);
const ownCodes = ['m.report', 'm.start', 'm.guidance', 'm.language', 'l.0', 'l.2', 'w.0', 'w.99', 'c.9.1', 'q.'];
const data = fc.oneof(
  { weight: 20, arbitrary: press },
  { weight: 2, arbitrary: fc.constantFrom(...ownCodes) },
  { weight: 1, arbitrary: words },
);
const address = fc.oneof(fc.constantFrom('日本、〒980-0811 宮城県仙台市青葉区一番町', '東京都', '宮城県'), words);
const typed = fc.oneof(fc.constantFrom('34', '980-0811', '2020-04-12', '4月12日'), words);
const message = fc.oneof(
  { weight: 5, arbitrary: kind('text', { id: fc.string({ maxLength: 70 }), text: mostly(typed) }) },
  { weight: 1, arbitrary: fc.constantFrom('image', 'video', 'audio', 'file', 'sticker').chain((type) => kind(type)) },
  { weight: 1, arbitrary: kind('location', { address: mostly(address) }) },
  { weight: 1, arbitrary: fc.record({ type: words, id: anyValue }) },
);
const own = fc.oneof(
  { weight: 5, arbitrary: kind('message', { message: mostly(message) }) },
  {
    weight: 14,
    arbitrary: kind('postback', { postback: mostly(fc.record({ data: mostly(data), params: anyValue })) }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('follow', 'unfollow', 'join', 'beacon', 'things').chain((type) => kind(type)),
  },
  { weight: 1, arbitrary: kind('unsend', { unsend: mostly(fc.record({ messageId: anyValue })) }) },
  { weight: 1, arbitrary: fc.record({ type: anyValue }) },
);
const event = fc
  .record({
    own,
    source: mostly(fc.record({ type: mostly(fc.constant('user')), userId: mostly(fc.constantFrom(...users)) })),
    timestamp: mostly(fc.integer({ min: 1_587_432_000_000, max: 1_587_532_000_000 })),
    replyToken: mostly(fc.uuid()),
    deliveryContext: mostly(fc.record({ isRedelivery: mostly(fc.boolean()) })),
    mode: mostly(fc.constant('active')),
    oddId: fc.option(anyValue, { freq: 15, nil: undefined }),
  })
  .map(({ own: what, oddId, ...rest }) => {
    const made = lineEvent('', { ...rest, ...what });
    return oddId === undefined ? made : { ...made, webhookEventId: oddId };
  });
const events = fc.array(fc.oneof({ weight: 20, arbitrary: event }, { weight: 1, arbitrary: anyValue }), {
  maxLength: 3,
});

/** What is posted: mostly a webhook with odd events, sometimes anything at all. */
const body: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 14, arbitrary: events.map((all) => ({ destination: testChannel.botUserId, events: all })) },
  { weight: 1, arbitrary: fc.record({ destination: anyValue, events: anyValue }) },
  { weight: 1, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
);
const webhook = fc.record({
  body,
  signature: fc.oneof(
    { weight: 20, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(null, '', 'AAAA', signatureOf('')) },
  ),
});

/** Which chat is whose: codes are of one person's own form. */
async function chatsOfUsers(): Promise<Map<string, string>> {
  return world.app.inScope(world.kit, { kind: 'system', job: 'test' }, async (scope) => {
    const found = new Map<string, string>();
    for (const user of users) {
      const hash = await scope.vault.lookupHash(scope.tx, scope.account.id, user);
      const [row] = await world.look<{ chat_id: string }>('select chat_id from chat where user_hash = $1', [hash]);
      if (row) found.set(user, row.chat_id);
    }
    return found;
  });
}

/** The codes of the buttons that a person saw last. */
async function codesSeen(chatId: string): Promise<string[]> {
  const [row] = await world.look<{ body: unknown }>(
    'select body from outbox where chat_id = $1 order by message_id desc limit 1',
    [chatId],
  );
  return [...JSON.stringify(row?.body ?? []).matchAll(/"code":"([^"]+)"/g)].map((match) => match[1]!);
}

async function pressed(posted: unknown, chats: ReadonlyMap<string, string>): Promise<unknown> {
  const all = (posted as { events?: unknown } | null)?.events;
  for (const one of Array.isArray(all) ? all : []) {
    const { postback, source } = (one ?? {}) as { postback?: { data?: unknown }; source?: { userId?: unknown } };
    const at = /^press\.(-?\d+)$/.exec(String(postback?.data))?.[1];
    const chatId = chats.get(String(source?.userId));
    if (!postback || at === undefined || !chatId) continue;
    const codes = await codesSeen(chatId);
    postback.data = codes.at(Number(at) % codes.length) ?? 'm.report';
  }
  return posted;
}

test(`${many} odd webhooks cause no fault of the server`, async () => {
  for (const user of users) await world.post([lineEvent(user, { type: 'follow' })]);
  const chats = await chatsOfUsers();
  // Everyone has agreed and is asked when the storm begins.
  for (const code of ['m.report', 'c.0.1', 'c.1.1', 'c.2.1', 'c.3.1']) {
    for (const user of users) await world.post([lineEvent(user, { type: 'postback', postback: { data: code } })]);
  }
  const statuses = new Map<number, number>();
  const faults: unknown[] = [];
  const started = Date.now();
  await sideBySide(fc.sample(webhook, { seed, numRuns: many }), async ({ body: made, signature }) => {
    const posted = Buffer.isBuffer(made) ? made : JSON.stringify(await pressed(made, chats));
    const { status, body: said } = await world.post(posted, signature === undefined ? {} : { signature });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status >= 500) faults.push({ status, said, posted: String(posted).slice(0, 2000) });
    return faults.length < 5;
  });
  const seconds = Math.round((Date.now() - started) / 1000);
  const count = async (table: string) =>
    Number((await world.look<{ n: string }>(`select count(*) as n from ${table}`))[0]!.n);
  const reasons = await world.look('select reason, count(*) from dead_letter group by reason');
  const answers = await count('response');
  console.info(`${many} webhooks in ${seconds} s:`, statuses, `${answers} answers recorded, set aside:`, reasons);
  expect(faults).toEqual([]);
  expect([...statuses.keys()].filter((status) => ![200, 400, 401].includes(status))).toEqual([]);
  expect(statuses.get(200)).toBeGreaterThan(many * 0.6);
  // People were really asked, to the end: some thirty of ten thousand webhooks get there.
  expect(answers).toBeGreaterThanOrEqual(Math.floor(many / 5000));
}, 600_000);
