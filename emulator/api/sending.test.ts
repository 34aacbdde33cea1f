import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { befriend, CHANNEL, type Fixture, startFixture, text } from '../test/fixture.ts';

const KEY = '123e4567-e89b-12d3-a456-426614174000';
let f: Fixture;

beforeEach(async () => {
  f = await startFixture();
});
afterEach(() => f.close());

async function chat(): Promise<{ content: { text?: string }; from: string; by: string }[]> {
  const { json } = await f.desk('GET', `phones/${f.userId}/messages`);
  return json.messages as { content: { text?: string }; from: string; by: string }[];
}
const received = async () => (await chat()).filter(({ from }) => from === 'account').map(({ content }) => content.text);
const push = (words: string, headers?: Record<string, string>) =>
  f.api('POST', '/v2/bot/message/push', { to: f.userId, messages: [text(words)] }, headers);
const consumption = async () => (await f.api('GET', '/v2/bot/message/quota/consumption')).json.totalUsage;

describe('every call', () => {
  it('carries a request id', async () => {
    const { headers } = await f.api('GET', '/v2/bot/info');
    expect(headers.get('x-line-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('needs a channel access token', async () => {
    const { status, json } = await f.api('GET', '/v2/bot/info', undefined, { authorization: 'Bearer wrong' });
    expect(status).toBe(401);
    expect(json).toEqual({ message: expect.stringContaining('Authentication failed') });
  });

  it('is told what is wrong, and where, in the envelope of LINE', async () => {
    const { status, json } = await f.api('POST', '/v2/bot/message/push', {
      to: f.userId,
      messages: [{ type: 'text' }],
    });
    expect(status).toBe(400);
    expect(json).toEqual({
      message: 'The request body has 1 error(s)',
      details: [{ message: 'May not be empty', property: 'messages[0].text' }],
    });
  });

  it('is refused when its body is not JSON, of another type, or over 2 MB', async () => {
    const at = '/v2/bot/message/push';
    expect((await f.api('POST', at, '{')).json.message).toContain('could not be parsed as JSON');
    expect((await f.api('POST', at, '{}', { 'content-type': 'text/plain' })).status).toBe(415);
    const heavy = JSON.stringify({ to: f.userId, messages: [text('a')], pad: 'x'.repeat(2 * 1_024 * 1_024) });
    expect((await f.api('POST', at, heavy)).status).toBe(413);
  });

  it('finds nothing elsewhere, and no other method', async () => {
    expect((await f.api('GET', '/v2/bot/nothing')).status).toBe(404);
    expect((await f.api('DELETE', '/v2/bot/info')).status).toBe(405);
  });
});

describe('a reply', () => {
  const reply = (replyToken: string | undefined, headers?: Record<string, string>) =>
    f.api('POST', '/v2/bot/message/reply', { replyToken, messages: [text('ようこそ')] }, headers);

  it('reaches the chat and gives back ids and quote tokens', async () => {
    const { replyToken } = await befriend(f);
    const { status, json } = await reply(replyToken);
    expect(status).toBe(200);
    expect(json.sentMessages).toEqual([{ id: expect.stringMatching(/^\d+$/), quoteToken: expect.any(String) }]);
    expect(await received()).toEqual(['ようこそ']);
  });

  it('works once', async () => {
    const { replyToken } = await befriend(f);
    await reply(replyToken);
    const again = await reply(replyToken);
    expect(again.status).toBe(400);
    expect(again.json).toEqual({ message: 'Invalid reply token' });
    expect(await received()).toHaveLength(1);
  });

  it('works within a minute of the event, not after', async () => {
    const { replyToken } = await befriend(f);
    await f.clock.jumpBy(60_001);
    expect((await reply(replyToken)).json).toEqual({ message: 'Invalid reply token' });
  });

  it('keeps its token when the body was wrong', async () => {
    const { replyToken } = await befriend(f);
    await f.api('POST', '/v2/bot/message/reply', { replyToken, messages: [{ type: 'text' }] });
    expect((await reply(replyToken)).status).toBe(200);
  });

  it('takes no retry key, and does not count against the quota', async () => {
    const { replyToken } = await befriend(f);
    expect((await reply(replyToken, { 'x-line-retry-key': KEY })).status).toBe(400);
    expect((await reply(replyToken)).status).toBe(200);
    expect(await consumption()).toBe(0);
  });
});

describe('a push', () => {
  it('reaches a friend, and is counted once however many messages it holds', async () => {
    await befriend(f);
    await f.api('POST', '/v2/bot/message/push', { to: f.userId, messages: [text('a'), text('b')] });
    expect(await received()).toEqual(['a', 'b']);
    expect(await consumption()).toBe(1);
  });

  it('to someone who has blocked the account is accepted, but arrives nowhere and is not counted', async () => {
    await befriend(f);
    await f.emulator.residents.block(f.userId, CHANNEL.channelId);
    expect((await push('a')).status).toBe(200);
    expect(await received()).toEqual([]);
    expect(await consumption()).toBe(0);
    expect((await f.api('GET', `/v2/bot/profile/${f.userId}`)).status).toBe(404);
  });

  it('to nobody is refused', async () => {
    const to = (id: string) => f.api('POST', '/v2/bot/message/push', { to: id, messages: [text('a')] });
    expect((await to('someone')).json.message).toBe(
      "The property, 'to', in the request body is invalid (line: -, column: -)",
    );
    expect((await to(`U${'9'.repeat(32)}`)).json).toEqual({ message: 'Failed to send messages' });
  });

  it('with a retry key that was accepted before is answered 409, with the first answer', async () => {
    await befriend(f);
    const first = await push('a', { 'x-line-retry-key': KEY });
    const again = await push('a', { 'x-line-retry-key': KEY });
    expect(again.status).toBe(409);
    expect(again.json).toEqual({ message: 'The retry key is already accepted', sentMessages: first.json.sentMessages });
    expect(again.headers.get('x-line-accepted-request-id')).toBe(first.headers.get('x-line-request-id'));
    expect(await received()).toEqual(['a']);
  });

  it('may use the same retry key again after 24 hours', async () => {
    await befriend(f);
    await push('a', { 'x-line-retry-key': KEY });
    await f.clock.jumpBy(24 * 3_600_000 + 1);
    expect((await push('b', { 'x-line-retry-key': KEY })).status).toBe(200);
  });

  it('does not remember the key of a call that it refused', async () => {
    await befriend(f);
    await f.api('POST', '/v2/bot/message/push', { to: f.userId, messages: [] }, { 'x-line-retry-key': KEY });
    expect((await push('a', { 'x-line-retry-key': KEY })).status).toBe(200);
  });

  it('wants a UUID as retry key', async () => {
    expect((await push('a', { 'x-line-retry-key': 'once' })).status).toBe(400);
  });
});

describe('sending to many', () => {
  it('reaches each friend named, and counts those only', async () => {
    await befriend(f);
    const second = f.emulator.addPhone({ name: '高橋 正一', language: 'ja' }).userId;
    await f.emulator.residents.follow(second, CHANNEL.channelId);
    const stranger = f.emulator.addPhone({ name: 'Emily Carter', language: 'en' }).userId;
    const to = [f.userId, second, stranger, second];
    const { status, json } = await f.api('POST', '/v2/bot/message/multicast', { to, messages: [text('皆さんへ')] });
    expect({ status, json }).toEqual({ status: 200, json: {} });
    expect(await received()).toEqual(['皆さんへ']);
    expect(await consumption()).toBe(2);
  });

  it('takes 500 recipients and not one more', async () => {
    const ids = Array.from({ length: 501 }, (_, index) => `U${String(index).padStart(32, '0')}`);
    const to = (list: string[]) => f.api('POST', '/v2/bot/message/multicast', { to: list, messages: [text('a')] });
    expect((await to(ids.slice(0, 500))).status).toBe(200);
    expect((await to(ids)).json.details).toEqual([{ message: 'Size must be between 1 and 500', property: 'to' }]);
    expect((await to(['x'])).json.message).toContain("'to[0]'");
  });

  it('by broadcast reaches every friend', async () => {
    await befriend(f);
    expect((await f.api('POST', '/v2/bot/message/broadcast', { messages: [text('a')] })).status).toBe(200);
    expect(await received()).toEqual(['a']);
  });

  it('by narrowcast is accepted, and its progress can be asked for', async () => {
    await befriend(f);
    const sent = await f.api('POST', '/v2/bot/message/narrowcast', { messages: [text('a')] });
    expect(sent.status).toBe(202);
    const id = sent.headers.get('x-line-request-id');
    const { json } = await f.api('GET', `/v2/bot/message/progress/narrowcast?requestId=${id}`);
    expect(json).toMatchObject({ phase: 'succeeded', successCount: 1 });
    const filtered = await f.api('POST', '/v2/bot/message/narrowcast', {
      messages: [text('b')],
      filter: { demographic: { type: 'gender', oneOf: ['male'] } },
    });
    const progress = await f.api(
      'GET',
      `/v2/bot/message/progress/narrowcast?requestId=${filtered.headers.get('x-line-request-id')}`,
    );
    expect(progress.json).toMatchObject({ phase: 'failed' });
    expect(await received()).toEqual(['a']);
  });
});

describe('the monthly quota', () => {
  beforeEach(async () => {
    await f.close();
    f = await startFixture({ channel: { quota: 2 } });
    await befriend(f);
  });

  it('is told, used up, and begins anew with the month in Japan', async () => {
    expect((await f.api('GET', '/v2/bot/message/quota')).json).toEqual({ type: 'limited', value: 2 });
    await push('1');
    await push('2');
    const third = await push('3');
    expect(third.status).toBe(429);
    expect(third.json).toEqual({ message: 'You have reached your monthly limit.' });
    expect(await consumption()).toBe(2);
    await f.clock.jumpTo('2020-05-01T00:00:01+09:00');
    expect((await push('4')).status).toBe(200);
    expect(await consumption()).toBe(1);
  });

  it('does not exist where none is set', async () => {
    await f.close();
    f = await startFixture();
    expect((await f.api('GET', '/v2/bot/message/quota')).json).toEqual({ type: 'none' });
  });
});

describe('rates', () => {
  it('are limited per endpoint, and say so', async () => {
    await f.close();
    f = await startFixture({ rates: { push: { burst: 2, perMs: 3_600_000 } } });
    await befriend(f);
    expect([(await push('1')).status, (await push('2')).status]).toEqual([200, 200]);
    const third = await push('3');
    expect(third.status).toBe(429);
    expect(third.json).toEqual({ message: 'The API rate limit has been exceeded. Try again later.' });
    expect((await f.api('GET', '/v2/bot/info')).status).toBe(200);
  });
});

describe('the validation endpoints', () => {
  it('check messages without sending them', async () => {
    await befriend(f);
    for (const name of ['reply', 'push', 'multicast', 'broadcast', 'narrowcast']) {
      const at = `/v2/bot/message/validate/${name}`;
      expect((await f.api('POST', at, { messages: [text('a')] })).status).toBe(200);
      expect((await f.api('POST', at, { messages: [text('')] })).status).toBe(400);
    }
    expect(await received()).toEqual([]);
  });
});
