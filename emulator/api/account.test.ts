import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { befriend, CHANNEL, type Fixture, startFixture } from '../test/fixture.ts';

let f: Fixture;
beforeEach(async () => {
  f = await startFixture();
});
afterEach(() => f.close());

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const chat = async () => (await f.desk('GET', `phones/${f.userId}/messages`)).json;

describe('profiles and followers', () => {
  it('are given for friends, with the language of the phone', async () => {
    await befriend(f);
    const { json } = await f.api('GET', `/v2/bot/profile/${f.userId}`);
    expect(json).toEqual({ userId: f.userId, displayName: '佐藤 みどり', language: 'ja' });
    expect((await f.api('GET', '/v2/bot/followers/ids')).json).toEqual({ userIds: [f.userId] });
  });

  it('are not given for strangers', async () => {
    expect((await f.api('GET', `/v2/bot/profile/${f.userId}`)).status).toBe(404);
    expect((await f.api('GET', '/v2/bot/followers/ids')).json).toEqual({ userIds: [] });
  });

  it('come in pages', async () => {
    await befriend(f);
    const second = f.emulator.addPhone({ name: '高橋 正一', language: 'ja' }).userId;
    await f.emulator.residents.follow(second, CHANNEL.channelId);
    const first = await f.api('GET', '/v2/bot/followers/ids?limit=1');
    expect(first.json).toEqual({ userIds: [f.userId], next: '1' });
    expect((await f.api('GET', '/v2/bot/followers/ids?limit=1&start=1')).json).toEqual({ userIds: [second] });
    expect((await f.api('GET', '/v2/bot/followers/ids?limit=1001')).status).toBe(400);
  });
});

describe('what people send', () => {
  it('can be fetched as bytes until it is unsent or too old', async () => {
    await befriend(f);
    const send = async () => {
      await f.desk('POST', `phones/${f.userId}/media`, { kind: 'image', dataUrl: `data:image/png;base64,${PIXEL}` });
      return f.bot.events.at(-1)?.message?.id ?? '';
    };
    const fetched = (id: string, tail = '') =>
      fetch(`${f.emulator.url}/v2/bot/message/${id}/content${tail}`, {
        headers: { authorization: `Bearer ${CHANNEL.accessToken}` },
      });
    const first = await send();
    const answer = await fetched(first);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await answer.arrayBuffer()).toString('base64')).toBe(PIXEL);
    expect((await fetched(first, '/preview')).status).toBe(200);
    await f.desk('POST', `phones/${f.userId}/unsend`, { messageId: first });
    expect((await fetched(first)).status).toBe(404);
    const second = await send();
    await f.clock.jumpBy(8 * 86_400_000);
    expect((await fetched(second)).status).toBe(404);
  });
});

describe('signs in the chat', () => {
  const loading = (loadingSeconds?: number) =>
    f.api('POST', '/v2/bot/chat/loading/start', { chatId: f.userId, ...(loadingSeconds ? { loadingSeconds } : {}) });

  it('the loading dots run for the seconds asked, and end with the next message', async () => {
    await befriend(f);
    expect((await loading(10)).status).toBe(202);
    expect((await chat()).typingMs).toBe(10_000);
    await f.clock.jumpBy(10_000);
    expect((await chat()).typingMs).toBe(0);
    await loading();
    expect((await chat()).typingMs).toBe(20_000);
    await f.api('POST', '/v2/bot/message/push', { to: f.userId, messages: [{ type: 'text', text: 'a' }] });
    expect((await chat()).typingMs).toBe(0);
  });

  it.each([4, 7, 65])('the loading dots do not run for %i seconds', async (seconds) => {
    expect((await loading(seconds)).status).toBe(400);
  });

  it('messages are marked as read by their token', async () => {
    await befriend(f);
    await f.desk('POST', `phones/${f.userId}/text`, { text: 'a' });
    const markAsReadToken = f.bot.events.at(-1)?.message?.markAsReadToken;
    expect((await f.api('POST', '/v2/bot/chat/markAsRead', { markAsReadToken })).status).toBe(200);
    expect((await chat()).messages).toMatchObject([{ read: true }]);
    expect((await f.api('POST', '/v2/bot/chat/markAsRead', { markAsReadToken: 'x' })).status).toBe(400);
  });
});

describe('the webhook address', () => {
  it('can be asked for, set, and tested', async () => {
    const at = '/v2/bot/channel/webhook';
    expect((await f.api('GET', `${at}/endpoint`)).json).toEqual({ endpoint: `${f.bot.url}/webhook`, active: true });
    const tested = await f.api('POST', `${at}/test`, {});
    expect(tested.json).toMatchObject({ success: true, statusCode: 200, reason: 'OK' });
    expect(f.bot.heard.at(-1)).toMatchObject({ destination: CHANNEL.botUserId, events: [] });
    const nowhere = await f.api('POST', `${at}/test`, { endpoint: 'http://127.0.0.1:9/none' });
    expect(nowhere.json).toMatchObject({ success: false, reason: 'COULD_NOT_CONNECT' });
    await f.api('PUT', `${at}/endpoint`, { endpoint: 'https://example.com/new' });
    expect((await f.api('GET', `${at}/endpoint`)).json.endpoint).toBe('https://example.com/new');
    expect((await f.api('PUT', `${at}/endpoint`, { endpoint: 'nowhere' })).status).toBe(400);
  });
});
