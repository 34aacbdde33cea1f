import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FaultRequest } from '../../../emulator/index.ts';
import { type LineWorld, lineWorld, type TestPhone, testChannel } from '../../../test/support/line-world.ts';
import type { ChatMessage } from '../../base/chat-message.ts';
import { findLineUser } from '../../features/residents/index.ts';
import { type DeliveryParts, deliverDue } from './deliver.ts';
import { createLineApi, type LineCall } from './line-api.ts';

let world: LineWorld;
let phone: TestPhone;
/** What the phone had heard before the test. */
let heardBefore: number;

beforeAll(async () => {
  world = await lineWorld();
});
beforeEach(async () => {
  world.emulator.faults.clear();
  phone = await world.friend();
  heardBefore = phone.heard().length;
});
afterAll(() => world.end());

const job = { kind: 'system', job: 'test' } as const;
const text = (words: string): ChatMessage => ({ kind: 'text', text: words });
/** Puts words into the outbox, with the reply token that the resident's own message brings. */
async function ask(words: string): Promise<void> {
  await world.emulator.residents.sendText(phone.userId, testChannel.channelId, words);
}
/** Puts words into the outbox that answer nothing. */
async function notify(...words: string[]): Promise<void> {
  await world.app.inScope(world.kit, job, async (scope) => {
    const chat = await findLineUser(scope, phone.userId);
    await scope.enqueue({ chatId: chat!.chatId, purpose: 'test.notice', messages: words.map(text) });
  });
}

interface Row {
  readonly state: string;
  readonly sent_by: string | null;
  readonly last_error: string | null;
  readonly retry_key: string;
  readonly attempts: number;
  readonly body: readonly unknown[];
}
/** The outbox's newest message. */
const newest = async (): Promise<Row> =>
  (await world.look<Row>('select * from outbox order by message_id desc limit 1'))[0]!;
const letters = async (): Promise<number> =>
  Number((await world.look<{ n: string }>("select count(*) as n from dead_letter where source = 'outbox'"))[0]!.n);
const shown = () => phone.heard().slice(heardBefore);
const calls = (kind: 'reply' | 'push') =>
  world.emulator.deliveries().filter((row) => row.kind === kind && row.userId === phone.userId);
const strike = (kind: FaultRequest['kind'], endpoint: 'reply' | 'push', more: object = {}) =>
  world.fault({ kind, endpoint, ...more });

describe('an answer', () => {
  test('goes out as a reply, which costs nothing', async () => {
    await ask('質問です');
    await world.deliver();
    expect(shown().map(({ by }) => by)).toEqual(['reply']);
    expect(calls('push')).toEqual([]);
    expect(await newest()).toMatchObject({ state: 'sent', sent_by: 'reply', body: [] });
  });
  test('whose token ran out is pushed, with the retry key that was stored before', async () => {
    await ask('質問です');
    const { retry_key } = await newest();
    await world.clock.jumpBy(61_000);
    await world.deliver();
    expect(shown().map(({ by }) => by)).toEqual(['push']);
    expect(calls('push').map(({ reference }) => reference)).toEqual([retry_key]);
  });
  test('that LINE refuses to take as a reply is pushed at once', async () => {
    await ask('質問です');
    const [row] = await world.look<{ reply_token: string }>('select * from outbox order by message_id desc limit 1');
    await world.line.api.call({
      host: 'api',
      method: 'POST',
      path: '/v2/bot/message/reply',
      token: (await world.line.tokens.of(testChannel))!,
      json: { replyToken: row!.reply_token, messages: [{ type: 'text', text: 'somebody else took the token' }] },
    });
    await world.deliver();
    expect(shown().map(({ by }) => by)).toEqual(['reply', 'push']);
  });
  test('of more than five messages is replied and pushed, in order', async () => {
    await world.app.inScope(world.kit, job, async (scope) => {
      const chat = await findLineUser(scope, phone.userId);
      const words = ['1', '2', '3', '4', '5', '6', '7'];
      await scope.enqueue({ chatId: chat!.chatId, purpose: 'test.long', messages: words.map(text) });
    });
    await world.deliver();
    expect(shown().map(({ content }) => content.text)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });
});

describe('a reply that fails', () => {
  test('without an answer, though LINE took it, is not shown twice', async () => {
    await ask('a');
    strike('lost-answer', 'reply');
    await world.pass(3);
    expect(shown()).toHaveLength(1);
    expect(await newest()).toMatchObject({ state: 'sent', sent_by: 'reply' });
    expect(calls('push')).toEqual([]);
  });
  test('without an answer, and LINE did not take it, is replied again', async () => {
    await ask('a');
    strike('timeout', 'reply');
    await world.pass(3);
    expect(shown().map(({ by }) => by)).toEqual(['reply']);
  });
  test('with a server error is replied again', async () => {
    await ask('a');
    strike('server-error', 'reply', { times: 2 });
    await world.pass(5);
    expect(shown().map(({ by }) => by)).toEqual(['reply']);
  });
  test.for([
    ['too many calls', () => strike('rate-limit', 'reply')],
    ['too many calls at a time', () => strike('concurrency-limit', 'reply')],
  ] as const)('without an answer and then with %s is not shown twice', async ([, then]) => {
    await ask('a');
    strike('lost-answer', 'reply');
    then();
    await world.pass(15);
    expect(shown()).toHaveLength(1);
    expect(calls('push')).toEqual([]);
    expect(await newest()).toMatchObject({ state: 'sent' });
  });
  test('without ever an answer is given up and told of, for it may have arrived', async () => {
    await ask('a');
    const before = await letters();
    strike('lost-answer', 'reply');
    await world.deliver();
    await world.clock.jumpBy(61_000);
    await world.deliver();
    expect(shown()).toHaveLength(1);
    expect(calls('push')).toEqual([]);
    expect(await newest()).toMatchObject({ state: 'failed', last_error: 'reply-outcome-unknown', body: [] });
    expect(await letters()).toBe(before + 1);
  });
  test('because the process died after LINE took it is not shown twice', async () => {
    await ask('a');
    const dying: DeliveryParts = {
      ...world.line,
      api: {
        ...world.line.api,
        call: async (request) => {
          const answer = await world.line.api.call(request);
          if (request.path.endsWith('/reply')) throw new Error('the process died');
          return answer;
        },
      },
    };
    await expect(deliverDue(dying, world.kit, testChannel)).rejects.toThrow('the process died');
    expect((await newest()).state).toBe('sending');
    await world.pass(35);
    expect(shown()).toHaveLength(1);
    expect(await newest()).toMatchObject({ state: 'sent', sent_by: 'reply' });
  });
  test('because the access token ran out early is replied again with a new one', async () => {
    await ask('a');
    const { tokens } = world.line;
    let stale = true;
    const parts: DeliveryParts = {
      ...world.line,
      tokens: {
        of: async (channel) => (stale ? 'stale' : tokens.of(channel)),
        forget: () => {
          stale = false;
        },
      },
    };
    await deliverDue(parts, world.kit, testChannel);
    expect(shown()).toEqual([]);
    await world.clock.jumpBy(3000);
    await deliverDue(parts, world.kit, testChannel);
    expect(shown().map(({ by }) => by)).toEqual(['reply']);
  });
  test('because LINE could not be reached is pushed once it can be, for it cannot have arrived', async () => {
    await ask('a');
    const nowhere = createLineApi({ api: 'http://127.0.0.1:1', data: 'http://127.0.0.1:1' });
    await world.line.tokens.of(testChannel);
    for (let second = 0; second < 80; second += 10) {
      await deliverDue({ ...world.line, api: nowhere }, world.kit, testChannel);
      await world.clock.jumpBy(10_000);
    }
    await nowhere.close();
    await world.clock.jumpBy(200_000);
    await world.deliver();
    expect(shown().map(({ by }) => by)).toEqual(['push']);
  });
});

describe('a push', () => {
  test('that meets server errors is tried again with the same retry key, and shown once', async () => {
    await notify('a');
    strike('server-error', 'push', { times: 3 });
    await world.pass(20);
    const tried = calls('push');
    expect(tried.map(({ result }) => result)).toEqual([500, 500, 500, 200]);
    expect(new Set(tried.map(({ reference }) => reference)).size).toBe(1);
    expect(shown()).toHaveLength(1);
    expect(await newest()).toMatchObject({ state: 'sent', sent_by: 'push', attempts: 4 });
  });
  test('that LINE took without answering counts as sent when LINE says 409', async () => {
    await notify('a');
    strike('lost-answer', 'push');
    await world.pass(5);
    expect(calls('push').map(({ result }) => result)).toContain(409);
    expect(shown()).toHaveLength(1);
    expect(await newest()).toMatchObject({ state: 'sent', sent_by: 'push' });
  });
  test.for([
    ['of a notice', () => notify('a')],
    ['of an answer that came too late for a reply', () => ask('a').then(() => world.clock.jumpBy(61_000))],
  ] as const)('%s is not shown twice when the process died after LINE took it', async ([, queue]) => {
    await queue();
    const call = async (request: LineCall) => {
      const answer = await world.line.api.call(request);
      if (request.path.endsWith('/push')) throw new Error('the process died');
      return answer;
    };
    const dying = { ...world.line, api: { ...world.line.api, call } };
    await expect(deliverDue(dying, world.kit, testChannel)).rejects.toThrow('the process died');
    await world.pass(35);
    expect(shown()).toHaveLength(1);
    expect(await newest()).toMatchObject({ state: 'sent', sent_by: 'push' });
  });
  test.for(['rate-limit', 'concurrency-limit'] as const)('under a %s waits', async (kind) => {
    await notify('a');
    strike(kind, 'push');
    await world.deliver();
    expect(shown()).toEqual([]);
    await world.pass(5);
    expect(shown()).toHaveLength(1);
  });
  test('beyond the month’s limit fails at once and is told of, and is not tried for ever', async () => {
    await notify('a');
    const before = await letters();
    strike('monthly-limit', 'push', { scope: 'until-off' });
    await world.pass(30);
    expect(calls('push')).toHaveLength(1);
    expect(await newest()).toMatchObject({ state: 'failed', last_error: 'monthly-limit', body: [] });
    expect(await letters()).toBe(before + 1);
  });
  test('that LINE would refuse is not sent at all, and told of', async () => {
    const before = await letters();
    await notify(' ');
    await world.deliver();
    expect(calls('push')).toEqual([]);
    expect(await newest()).toMatchObject({ state: 'failed' });
    expect(await letters()).toBe(before + 1);
  });
});

describe('who has blocked the account', () => {
  test('is not written to, whatever is queued for them', async () => {
    await world.emulator.residents.block(phone.userId, testChannel.channelId);
    await notify('a');
    await world.pass(3);
    expect(calls('push')).toEqual([]);
    expect(await newest()).toMatchObject({ state: 'dropped', body: [] });
  });
  test('does not get what was to be tried again', async () => {
    await notify('a');
    strike('server-error', 'push');
    await world.deliver();
    await world.emulator.residents.block(phone.userId, testChannel.channelId);
    await world.pass(10);
    expect(calls('push')).toHaveLength(1);
    expect(shown()).toEqual([]);
  });
  test('gets the answer to coming back', async () => {
    await world.emulator.residents.block(phone.userId, testChannel.channelId);
    await world.emulator.residents.follow(phone.userId, testChannel.channelId);
    await world.deliver();
    expect(shown().map(({ by }) => by)).toEqual(['reply', 'reply']);
  });
});

test('whatever goes wrong, nothing is shown twice, and what is said to be sent is there', async () => {
  const fault = fc.record({
    kind: fc.constantFrom('server-error', 'rate-limit', 'concurrency-limit', 'lost-answer', 'timeout'),
    endpoint: fc.constantFrom('reply', 'push'),
  });
  const step = fc.oneof(
    fc.record({ say: fc.constantFrom('answer', 'notice'), faults: fc.array(fault, { maxLength: 3 }) }),
    fc.record({ pass: fc.integer({ min: 1, max: 20 }) }),
  );
  let said = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
      world.emulator.faults.clear();
      const before = phone.heard().length;
      const [{ n: from }] = (await world.look<{ n: string }>('select count(*) as n from outbox')) as [{ n: string }];
      for (const one of steps) {
        if ('pass' in one) {
          await world.pass(one.pass);
          continue;
        }
        for (const { kind, endpoint } of one.faults) strike(kind, endpoint);
        said += 1;
        if (one.say === 'answer') await ask(`質問 ${said}`);
        else await notify(`お知らせ ${said}`);
        await world.deliver();
      }
      world.emulator.faults.clear();
      for (let minute = 0; minute < 20; minute += 1) {
        await world.clock.jumpBy(60_000);
        await world.deliver();
      }
      const rows = await world.look<Row>('select * from outbox order by message_id offset $1', [from]);
      const heard = phone.heard().slice(before).length;
      const sent = rows.filter(({ state }) => state === 'sent').length;
      const unknown = rows.filter(({ last_error }) => last_error === 'reply-outcome-unknown').length;
      expect(rows.every(({ state }) => state === 'sent' || state === 'failed')).toBe(true);
      expect(rows.length - sent).toBeLessThanOrEqual(unknown);
      expect(heard).toBeGreaterThanOrEqual(sent);
      expect(heard).toBeLessThanOrEqual(rows.length);
      const notices = phone
        .heard()
        .map(({ content }) => content.text)
        .filter((words) => String(words).startsWith('お知らせ'));
      expect(new Set(notices).size).toBe(notices.length);
    }),
    { seed: 4, numRuns: 15, endOnFailure: true },
  );
}, 240_000);

test('channel access tokens are asked for once by many at a time, and anew a minute before they run out', async () => {
  const { tokens } = world.line;
  tokens.forget(testChannel);
  const all = await Promise.all(Array.from({ length: 10 }, () => tokens.of(testChannel)));
  expect(new Set(all).size).toBe(1);
  await world.clock.jumpBy(830_000);
  expect(await tokens.of(testChannel)).toBe(all[0]);
  await world.clock.jumpBy(20_000);
  expect(await tokens.of(testChannel)).not.toBe(all[0]);
});
