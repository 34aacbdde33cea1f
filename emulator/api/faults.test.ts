import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { befriend, CHANNEL, type Fixture, startFixture, text } from '../test/fixture.ts';

let f: Fixture;
beforeEach(async () => {
  f = await startFixture();
  await befriend(f);
});
afterEach(() => f.close());

const push = (words = 'a', headers?: Record<string, string>) =>
  f.api('POST', '/v2/bot/message/push', { to: f.userId, messages: [text(words)] }, headers);
const fault = (kind: string, more: object = {}) => f.desk('POST', 'faults', { kind, ...more });
const received = async () =>
  ((await f.desk('GET', `phones/${f.userId}/messages`)).json.messages as { from: string }[]).filter(
    ({ from }) => from === 'account',
  );

describe('faults of calls', () => {
  it.each([
    ['server-error', 500, 'Internal Server Error'],
    ['rate-limit', 429, 'The API rate limit has been exceeded. Try again later.'],
    ['concurrency-limit', 429, 'Too many concurrent requests. Try again later.'],
    ['monthly-limit', 429, 'You have reached your monthly limit.'],
  ])('%s strikes the next call once: nothing arrives', async (kind, status, message) => {
    await fault(kind);
    const struck = await push();
    expect(struck.status).toBe(status);
    expect(struck.json).toEqual({ message });
    expect(await received()).toEqual([]);
    expect((await push()).status).toBe(200);
  });

  it('a lost answer: the message arrives, the bot does not hear of it, and its retry key says so', async () => {
    await fault('lost-answer');
    const key = { 'x-line-retry-key': '123e4567-e89b-12d3-a456-426614174000' };
    await expect(push('a', key)).rejects.toThrow();
    expect(await received()).toHaveLength(1);
    expect((await push('a', key)).status).toBe(409);
    expect(await received()).toHaveLength(1);
    expect(f.emulator.deliveries().map(({ result }) => result)).toEqual([200, 'no_answer', 409]);
  });

  it('a lost answer to a reply: the token is spent', async () => {
    await f.emulator.residents.sendText(f.userId, CHANNEL.channelId, 'やあ');
    const { replyToken } = f.bot.events.at(-1) ?? {};
    const reply = () => f.api('POST', '/v2/bot/message/reply', { replyToken, messages: [text('a')] });
    await fault('lost-answer');
    await expect(reply()).rejects.toThrow();
    expect((await reply()).json).toEqual({ message: 'Invalid reply token' });
    expect(await received()).toHaveLength(1);
  });

  it('no answer: nothing arrives, and the bot waits until it gives up', async () => {
    await fault('timeout');
    const headers = { authorization: `Bearer ${CHANNEL.accessToken}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ to: f.userId, messages: [text('a')] });
    const signal = AbortSignal.timeout(150);
    await expect(
      fetch(`${f.emulator.url}/v2/bot/message/push`, { method: 'POST', headers, body, signal }),
    ).rejects.toThrow();
    expect(await received()).toEqual([]);
  });

  it('slow: the answer comes late, but comes', async () => {
    await fault('slow', { delayMs: 120 });
    const startedAt = performance.now();
    expect((await push()).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(110);
  });

  it('can be kept to one endpoint, to a number of times, to another status', async () => {
    await fault('server-error', { endpoint: 'profile', times: 2, status: 503 });
    expect((await push()).status).toBe(200);
    const profile = async () => (await f.api('GET', `/v2/bot/profile/${f.userId}`)).status;
    expect([await profile(), await profile(), await profile()]).toEqual([503, 503, 200]);
  });

  it('without an endpoint leave calls alone that send nothing', async () => {
    await fault('server-error', { scope: 'until-off' });
    expect((await f.api('GET', '/v2/bot/info')).status).toBe(200);
    expect([(await push()).status, (await push()).status]).toEqual([500, 500]);
  });

  it('are put right one by one or all at once', async () => {
    const { json } = await fault('server-error', { scope: 'until-off' });
    const [first] = json.faults as { id: number }[];
    expect((await f.desk('DELETE', `faults/${first?.id}`)).status).toBe(200);
    expect((await push()).status).toBe(200);
    expect((await f.desk('DELETE', 'faults/77')).status).toBe(404);
  });

  it.each([
    [{ kind: 'gremlin' }, 'must be one of'],
    [{ kind: 'slow', scope: 'forever' }, 'must be "next" or "until-off"'],
    [{ kind: 'slow', delayMs: -1 }, 'whole number from 1 to 600000'],
    [{ kind: 'server-error', status: 200 }, 'from 500 to 599'],
  ])('are refused as %j', async (order, words) => {
    const { status, json } = await f.desk('POST', 'faults', order);
    expect(status).toBe(400);
    expect(json.message).toContain(words);
  });
});
