import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { befriend, CHANNEL, type Fixture, startFixture } from '../test/fixture.ts';

let f: Fixture;
beforeEach(async () => {
  f = await startFixture();
});
afterEach(() => f.close());

const say = (words: string) => f.emulator.residents.sendText(f.userId, CHANNEL.channelId, words);
const texts = () => f.bot.events.flatMap(({ message }) => (message?.text ? [message.text] : []));
const hmac = (secret: string, body: Buffer) => createHmac('sha256', secret).update(body).digest('base64');

describe('a webhook', () => {
  it('is signed over its raw bytes, in which everything beyond ASCII is escaped', async () => {
    await befriend(f);
    await say('熱🤨');
    const { body, signature } = f.bot.heard.at(-1) ?? { body: Buffer.alloc(0), signature: '' };
    expect(signature).toBe(hmac(CHANNEL.channelSecret, body));
    expect(body.toString('latin1')).toContain('"\\u71B1\\uD83E\\uDD28"');
    expect(texts()).toEqual(['熱🤨']);
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(body.toString())));
    expect(hmac(CHANNEL.channelSecret, rewritten)).not.toBe(signature);
  });

  it('names the account, and tells the virtual time', async () => {
    await f.clock.jumpTo('2020-04-22T09:00:00+09:00');
    const event = await befriend(f);
    expect(f.bot.heard[0]?.destination).toBe(CHANNEL.botUserId);
    expect(event.timestamp).toBe(new Date('2020-04-22T09:00:00+09:00').getTime());
  });

  it('carries the events of several people that come at once', async () => {
    const people = ['a', 'b', 'c'].map((name) => f.emulator.addPhone({ name, language: 'ja' }).userId);
    await Promise.all(people.map((userId) => f.emulator.residents.follow(userId, CHANNEL.channelId)));
    expect(f.bot.heard).toHaveLength(1);
    expect(f.bot.events.map(({ source }) => source.userId)).toEqual(people);
    expect(new Set(f.bot.events.map(({ webhookEventId }) => webhookEventId)).size).toBe(3);
  });
});

describe("the bot's answer", () => {
  beforeEach(() => befriend(f));

  it.each([
    ['a status that is not 2xx', { status: 500 }, { status: 500, failure: 'error_status_code' }],
    ['silence beyond two seconds', { afterMs: 2_300 }, { failure: 'request_timeout' }],
    ['a connection cut in the middle', { cut: true }, { failure: 'unclassified' }],
  ])('may be %s', async (_what, answer, expected) => {
    f.bot.answers.push(answer);
    expect(await say('a')).toMatchObject({ ok: false, ...expected });
    expect(f.emulator.deliveries().at(-1)?.result).toBe('status' in expected ? expected.status : expected.failure);
  });

  it('may not come at all, when nobody is there', async () => {
    await f.api('PUT', '/v2/bot/channel/webhook/endpoint', { endpoint: 'http://127.0.0.1:9/webhook' });
    expect(await say('a')).toMatchObject({ ok: false, failure: 'could_not_connect' });
  });

  it('that failed is not asked for again, unless redelivery is on', async () => {
    f.bot.answers.push({ status: 503 });
    await say('a');
    await f.clock.jumpBy(3_600_000);
    await f.emulator.settle();
    expect(texts()).toEqual(['a']);
  });
});

describe('redelivery', () => {
  beforeEach(async () => {
    await befriend(f);
    await f.desk('POST', `accounts/${CHANNEL.channelId}/settings`, { redelivery: true });
  });

  it('brings the same event again with isRedelivery, until it is taken', async () => {
    f.bot.answers.push({ status: 503 }, { status: 503 }, { status: 200 });
    await say('a');
    for (let round = 0; round < 4; round += 1) {
      await f.clock.jumpBy(600_000);
      await f.emulator.settle();
    }
    const [first, second, third, ...more] = f.bot.events.slice(1);
    expect(more).toEqual([]);
    expect(first?.deliveryContext.isRedelivery).toBe(false);
    expect(second).toEqual({ ...first, deliveryContext: { isRedelivery: true } });
    expect(third).toEqual(second);
    expect(f.emulator.deliveries().at(-1)).toMatchObject({ result: 200, repeated: true });
  });

  it('keeps the reply token alive for 20 minutes after the event', async () => {
    f.bot.answers.push({ status: 503 });
    await say('a');
    await f.clock.jumpBy(5 * 60_000);
    await f.emulator.settle();
    const { replyToken, deliveryContext } = f.bot.events.at(-1) ?? {};
    expect(deliveryContext).toEqual({ isRedelivery: true });
    const reply = () => f.api('POST', '/v2/bot/message/reply', { replyToken, messages: [{ type: 'text', text: 'b' }] });
    await f.clock.jumpBy(14 * 60_000);
    expect((await reply()).status).toBe(200);
    expect((await reply()).status).toBe(400);
  });
});

describe('faults of webhooks', () => {
  beforeEach(() => befriend(f));
  const fault = (kind: string, scope = 'next') => f.desk('POST', 'faults', { kind, scope });

  it('deliver one event twice, without calling it a redelivery', async () => {
    await fault('duplicate');
    await say('a');
    await f.emulator.settle();
    const [first, second] = f.bot.events.slice(1);
    expect(second).toEqual(first);
    expect(second?.deliveryContext.isRedelivery).toBe(false);
    await say('b');
    await f.emulator.settle();
    expect(texts()).toEqual(['a', 'a', 'b']);
  });

  it('deliver again what had been taken', async () => {
    await fault('redeliver');
    await say('a');
    await f.clock.jumpBy(60_000);
    await f.emulator.settle();
    expect(f.bot.events.slice(1).map(({ deliveryContext }) => deliveryContext.isRedelivery)).toEqual([false, true]);
  });

  it('bring the later event first', async () => {
    await fault('reorder');
    const first = say('a');
    await new Promise((resolve) => setTimeout(resolve, 30));
    await say('b');
    await first;
    expect(texts()).toEqual(['b', 'a']);
  });

  it('sign with the secret from before the rotation', async () => {
    await fault('old-signature');
    await say('a');
    const { body, signature } = f.bot.heard.at(-1) ?? { body: Buffer.alloc(0), signature: '' };
    expect(signature).toBe(hmac(CHANNEL.previousSecret, body));
  });

  it('go on until switched off, and are counted', async () => {
    await fault('duplicate', 'until-off');
    await say('a');
    await say('b');
    await f.emulator.settle();
    expect(texts().sort()).toEqual(['a', 'a', 'b', 'b']);
    expect((await f.desk('GET', 'faults')).json).toMatchObject({
      struck: { duplicate: 2 },
      faults: [{ kind: 'duplicate' }],
    });
    await f.desk('DELETE', 'faults');
    await say('c');
    await f.emulator.settle();
    expect(texts().filter((words) => words === 'c')).toHaveLength(1);
  });
});

describe("the console's Verify button", () => {
  it('posts no events', async () => {
    const { json } = await f.desk('POST', `accounts/${CHANNEL.channelId}/verify`);
    expect(json).toMatchObject({ success: true, statusCode: 200 });
    expect(f.bot.heard.at(-1)?.events).toEqual([]);
  });
});
