import type { ValidateFunction } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { befriend, CHANNEL, type Fixture, startFixture, text } from './fixture.ts';
import { official, officialIsThere } from './official.ts';

/** What the emulator says, held against LINE's own specification. */

describe.skipIf(!officialIsThere())('by the official specification', () => {
  let f: Fixture;
  let schema: (name: string) => ValidateFunction;
  beforeAll(async () => {
    f = await startFixture({ channel: { quota: 100 } });
    schema = official('messaging-api');
  });
  afterAll(() => f.close());

  const conforms = (name: string, value: unknown) => {
    const validate = schema(name);
    expect(validate(value), `${name}: ${JSON.stringify(validate.errors)}`).toBe(true);
  };
  const get = async (path: string) => (await f.api('GET', path)).json;

  it('every event is right', async () => {
    const event = official('webhook')('CallbackRequest');
    const { residents } = f.emulator;
    const someone = f.emulator.addPhone({ name: '高橋 正一', language: 'ja' }).userId;
    const id = CHANNEL.channelId;
    await residents.follow(someone, id);
    await residents.sendText(someone, id, '熱があります🤒');
    const messageId = f.bot.events.at(-1)?.message?.id ?? '';
    await residents.sendSticker(someone, id, '1', '2');
    await residents.sendLocation(someone, id, { title: '駅', latitude: 38.2, longitude: 140.8 });
    for (const kind of ['image', 'video', 'audio', 'file'] as const) {
      await residents.sendMedia(someone, id, { kind, type: 'image/png', bytes: Buffer.alloc(3), durationMs: 900 });
    }
    await residents.postback(someone, id, { data: 'a' });
    await residents.postback(someone, id, { data: 'a', params: { date: '2020-04-21' } }, '4月21日');
    await residents.videoPlayed(someone, id, 'track');
    await residents.accountLinked(someone, id, 'nonce', true);
    await residents.accountLinked(someone, id, 'nonce', false);
    await residents.unsend(someone, id, messageId);
    await residents.block(someone, id);
    await residents.follow(someone, id);
    await f.desk('POST', `accounts/${id}/verify`);
    const kinds = new Set(f.bot.events.map(({ type }) => type));
    expect([...kinds].sort()).toEqual([
      'accountLink',
      'follow',
      'message',
      'postback',
      'unfollow',
      'unsend',
      'videoPlayComplete',
    ]);
    for (const { body } of f.bot.heard) {
      expect(event(JSON.parse(body.toString())), `${body}: ${JSON.stringify(event.errors)}`).toBe(true);
    }
  });

  it('every answer is right', async () => {
    const { replyToken } = await befriend(f);
    const messages = [text('a')];
    conforms('ReplyMessageResponse', (await f.api('POST', '/v2/bot/message/reply', { replyToken, messages })).json);
    conforms('PushMessageResponse', (await f.api('POST', '/v2/bot/message/push', { to: f.userId, messages })).json);
    conforms('MessageQuotaResponse', await get('/v2/bot/message/quota'));
    conforms('QuotaConsumptionResponse', await get('/v2/bot/message/quota/consumption'));
    conforms('UserProfileResponse', await get(`/v2/bot/profile/${f.userId}`));
    conforms('GetFollowersResponse', await get('/v2/bot/followers/ids'));
    conforms('BotInfoResponse', await get('/v2/bot/info'));
    conforms('GetWebhookEndpointResponse', await get('/v2/bot/channel/webhook/endpoint'));
    conforms('TestWebhookEndpointResponse', (await f.api('POST', '/v2/bot/channel/webhook/test', {})).json);
    conforms('IssueLinkTokenResponse', (await f.api('POST', `/v2/bot/user/${f.userId}/linkToken`)).json);
    const sent = await f.api('POST', '/v2/bot/message/narrowcast', { messages });
    const requestId = sent.headers.get('x-line-request-id');
    conforms('NarrowcastProgressResponse', await get(`/v2/bot/message/progress/narrowcast?requestId=${requestId}`));
  });

  it('every answer about rich menus is right', async () => {
    const area = {
      bounds: { x: 0, y: 0, width: 100, height: 100 },
      action: { type: 'postback', label: 'a', data: 'b' },
    };
    const menu = { size: { width: 800, height: 540 }, selected: false, name: 'a', chatBarText: 'b', areas: [area] };
    const { json } = await f.api('POST', '/v2/bot/richmenu', menu);
    conforms('RichMenuIdResponse', json);
    conforms('RichMenuResponse', await get(`/v2/bot/richmenu/${json.richMenuId}`));
    conforms('RichMenuListResponse', await get('/v2/bot/richmenu/list'));
    conforms('RichMenuAliasListResponse', await get('/v2/bot/richmenu/alias/list'));
  });

  it('every refusal is right', async () => {
    const refusals = [
      await f.api('POST', '/v2/bot/message/push', { to: f.userId, messages: [{ type: 'text' }] }),
      await f.api('POST', '/v2/bot/message/push', '{'),
      await f.api('POST', '/v2/bot/message/reply', { replyToken: 'x', messages: [text('a')] }),
      await f.api('GET', '/v2/bot/profile/U0'),
      await f.api('GET', '/v2/bot/info', undefined, { authorization: 'none' }),
      await f.api('GET', '/v2/bot/user/all/richmenu'),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([400, 400, 400, 404, 401, 404]);
    for (const { json } of refusals) conforms('ErrorResponse', json);
    const key = { 'x-line-retry-key': crypto.randomUUID() };
    const push = () => f.api('POST', '/v2/bot/message/push', { to: f.userId, messages: [text('a')] }, key);
    await push();
    const again = await push();
    expect(again.status).toBe(409);
    conforms('ErrorResponse', again.json);
  });
});
