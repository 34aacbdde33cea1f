import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { befriend, CHANNEL, type Fixture, LIFF_ID, startFixture } from '../test/fixture.ts';

let f: Fixture;
beforeEach(async () => {
  f = await startFixture();
});
afterEach(() => f.close());

const post = (path: string, body: object = {}) => f.desk('POST', `phones/${f.userId}/${path}`, body);
const lastEvent = () => f.bot.events.at(-1);
const chat = async () => (await f.desk('GET', `phones/${f.userId}/messages`)).json;
const send = (...messages: object[]) => f.api('POST', '/v2/bot/message/push', { to: f.userId, messages });

describe('friends', () => {
  it('begin with a follow event that can be replied to', async () => {
    const event = await befriend(f);
    expect(event).toMatchObject({
      type: 'follow',
      follow: { isUnblocked: false },
      source: { type: 'user', userId: f.userId },
    });
    expect(event.replyToken).toMatch(/^[0-9a-f]{32}$/);
  });

  it('are blocked by an unfollow event without reply token, and come back as unblocked', async () => {
    await befriend(f);
    await post('block');
    expect(lastEvent()).toMatchObject({ type: 'unfollow' });
    expect(lastEvent()?.replyToken).toBeUndefined();
    expect((await post('text', { text: 'a' })).status).toBe(409);
    await post('follow');
    expect(lastEvent()).toMatchObject({ type: 'follow', follow: { isUnblocked: true } });
  });

  it('cannot be added twice, nor written to before', async () => {
    expect((await post('text', { text: 'a' })).status).toBe(409);
    await befriend(f);
    expect((await post('follow')).status).toBe(409);
  });
});

describe('messages', () => {
  beforeEach(() => befriend(f));

  it.each([
    ['text', { text: 'こんにちは' }, { type: 'text', text: 'こんにちは' }],
    [
      'sticker',
      { packageId: '1', stickerId: '2' },
      { type: 'sticker', packageId: '1', stickerId: '2', stickerResourceType: 'STATIC' },
    ],
    [
      'location',
      { title: '駅', latitude: 38.26, longitude: 140.88 },
      { type: 'location', title: '駅', latitude: 38.26, longitude: 140.88 },
    ],
    [
      'media',
      { kind: 'audio', dataUrl: 'data:audio/mp4;base64,AAAA', durationMs: 900 },
      { type: 'audio', duration: 900, contentProvider: { type: 'line' } },
    ],
    [
      'media',
      { kind: 'file', name: 'a.pdf', dataUrl: 'data:application/pdf;base64,AAAA' },
      { type: 'file', fileName: 'a.pdf', fileSize: 3 },
    ],
  ])('by %s reach the bot and the chat', async (path, body, message) => {
    expect((await post(path, body)).json).toMatchObject({ ok: true, status: 200 });
    expect(lastEvent()?.message).toMatchObject(message);
    expect((await chat()).messages).toMatchObject([{ from: 'resident', content: message }]);
  });

  it('can be unsent within 24 hours; then they are gone, and the bot hears of it', async () => {
    await post('text', { text: '内緒' });
    const messageId = lastEvent()?.message?.id;
    await post('unsend', { messageId });
    expect(lastEvent()).toMatchObject({ type: 'unsend', unsend: { messageId } });
    expect(JSON.stringify(await chat())).not.toContain('内緒');
    expect((await post('unsend', { messageId })).status).toBe(409);
  });

  it('cannot be unsent after 24 hours, nor by another', async () => {
    await post('text', { text: 'a' });
    const messageId = lastEvent()?.message?.id;
    await send({ type: 'text', text: 'b' });
    const theirs = ((await chat()).messages as { id: string }[]).at(-1)?.id;
    expect((await post('unsend', { messageId: theirs })).status).toBe(404);
    await f.clock.jumpBy(24 * 3_600_000 + 1);
    expect((await post('unsend', { messageId })).status).toBe(409);
  });

  it('of the account are unread until the chat is opened', async () => {
    await send({ type: 'text', text: 'b' });
    expect((await chat()).unread).toBe(1);
    await post('read');
    expect((await chat()).unread).toBe(0);
  });

  it.each([
    ['text', { text: '' }],
    ['text', { text: 5 }],
    ['location', { latitude: 91, longitude: 0 }],
    ['media', { kind: 'image', dataUrl: 'https://example.com/' }],
    ['sticker', {}],
  ])('by %s as %j are refused', async (path, body) => {
    expect((await post(path, body)).status).toBe(400);
  });
});

describe('pressing', () => {
  beforeEach(() => befriend(f));
  const press = (label: string, picked?: string) => post('press', { label, ...(picked ? { picked } : {}) });
  const buttons = (...actions: object[]) =>
    send({ type: 'template', altText: 'a', template: { type: 'buttons', text: 'どうしますか', actions } });

  it('a message button says its words', async () => {
    await buttons({ type: 'message', label: 'はい', text: '熱があります' });
    await press('はい');
    expect(lastEvent()?.message?.text).toBe('熱があります');
  });

  it('a postback button shows displayText in the chat, and sends only the data', async () => {
    await buttons({ type: 'postback', label: 'はい', data: 'q=1', displayText: 'はい、そうです' });
    expect((await press('はい')).json).toMatchObject({ did: 'sent', status: 200 });
    expect(lastEvent()).toMatchObject({ type: 'postback', postback: { data: 'q=1' } });
    expect((await chat()).messages).toMatchObject([
      {},
      { from: 'resident', by: 'pressed', content: { text: 'はい、そうです' } },
    ]);
  });

  it.each([
    ['date', '2020-04-20'],
    ['time', '23:59'],
    ['datetime', '2020-04-20T23:59'],
  ])('a picker of %s first asks, then sends what was picked', async (mode, picked) => {
    await buttons({ type: 'datetimepicker', label: 'いつ', data: 'when', mode });
    expect((await press('いつ')).json).toEqual({ did: 'pick', mode });
    expect((await post('press', { label: 'いつ', picked: 'yesterday' })).status).toBe(400);
    await press('いつ', picked);
    expect(lastEvent()?.postback).toEqual({ data: 'when', params: { [mode]: picked } });
  });

  it('a link opens', async () => {
    await buttons({ type: 'uri', label: '開く', uri: `https://liff.line.me/${LIFF_ID}/form` });
    const { json } = await press('開く');
    expect(json).toMatchObject({
      did: 'open',
      opening: { kind: 'liff', grant: { userId: f.userId, liffId: LIFF_ID } },
    });
  });

  it('the camera, a place and the clipboard are left to the phone', async () => {
    const item = (action: object) => ({ type: 'action', action });
    const items = [
      item({ type: 'camera', label: '撮る' }),
      item({ type: 'location', label: '場所' }),
      item({ type: 'clipboard', label: '写す', clipboardText: 'あ' }),
    ];
    await send({ type: 'text', text: 'どうぞ', quickReply: { items } });
    expect((await press('撮る')).json).toEqual({ did: 'ask', for: 'camera' });
    expect((await press('場所')).json).toEqual({ did: 'ask', for: 'location' });
    expect((await press('写す')).json).toEqual({ did: 'copy', text: 'あ' });
  });

  it('finds buttons inside Flex, by the words around them if need be', async () => {
    const tile = {
      type: 'box',
      layout: 'vertical',
      contents: [{ type: 'text', text: '最新情報' }],
      action: { type: 'postback', data: 'news' },
    };
    await send({
      type: 'flex',
      altText: 'a',
      contents: { type: 'bubble', body: { type: 'box', layout: 'vertical', contents: [tile] } },
    });
    await press('最新情報');
    expect(lastEvent()?.postback).toEqual({ data: 'news' });
  });

  it('quick replies are gone once something else was said', async () => {
    const quickReply = { items: [{ type: 'action', action: { type: 'message', label: 'はい', text: 'はい' } }] };
    await send({ type: 'text', text: 'a', quickReply });
    expect((await f.desk('GET', `phones/${f.userId}/pressables`)).json).toEqual([
      { label: 'はい', in: 'quick-reply', type: 'message' },
    ]);
    await post('text', { text: 'いいえ' });
    const gone = await press('はい');
    expect(gone.status).toBe(404);
    expect(gone.json.message).toContain('Nothing is labelled "はい"');
  });
});

describe('a LIFF page', () => {
  it("may send messages in the resident's name", async () => {
    await befriend(f);
    await post('liff-messages', { liffId: LIFF_ID, messages: [{ type: 'text', text: '終わりました' }] });
    expect(lastEvent()?.message?.text).toBe('終わりました');
    expect((await post('liff-messages', { liffId: LIFF_ID, messages: [] })).status).toBe(400);
    expect((await post('liff-messages', { liffId: 'other', messages: [{ type: 'text', text: 'a' }] })).status).toBe(
      404,
    );
  });
});

describe('phones', () => {
  it('are made, and speak a language', async () => {
    const made = await f.desk('POST', 'phones', { name: 'グエン・ティ・ラン', language: 'easy', note: '26歳' });
    expect(made.json).toMatchObject({
      userId: expect.stringMatching(/^U[0-9a-f]{32}$/),
      language: 'easy',
      note: { ja: '26歳' },
    });
    await f.desk('POST', `phones/${made.json.userId}/language`, { language: 'en' });
    const home = await f.desk('GET', `phones/${made.json.userId}`);
    expect(home.json).toMatchObject({
      phone: { language: 'en' },
      accounts: [{ channelId: CHANNEL.channelId, friendship: 'stranger' }],
    });
  });

  it.each([{ name: '' }, { name: 'あ', language: 'fr' }, { name: 'あ', userId: 'me' }, {}])(
    'are refused as %j',
    async (order) => {
      expect((await f.desk('POST', 'phones', order)).status).toBe(400);
    },
  );

  it('that do not exist are not found', async () => {
    expect((await f.desk('GET', 'phones/U0')).status).toBe(404);
    expect((await fetch(`${f.emulator.url}/phone/U0`)).status).toBe(404);
  });
});
