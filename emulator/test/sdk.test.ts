import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { channelAccessToken, HTTPFetchError, messagingApi, middleware } from '@line/bot-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { befriend, CHANNEL, type Fixture, startFixture } from './fixture.ts';

/** LINE's own client library, used as its users do, against the emulator. */

let f: Fixture;
let client: messagingApi.MessagingApiClient;
beforeEach(async () => {
  f = await startFixture({ channel: { quota: 1_000 } });
  client = new messagingApi.MessagingApiClient({ channelAccessToken: CHANNEL.accessToken, baseURL: f.emulator.url });
});
afterEach(() => f.close());

const hello = { type: 'text', text: 'こんにちは' } as const;

describe("LINE's client library", () => {
  it('sends in every way', async () => {
    const { replyToken = '' } = await befriend(f);
    const replied = await client.replyMessage({ replyToken, messages: [hello] });
    expect(replied.sentMessages).toHaveLength(1);
    const pushed = await client.pushMessage({ to: f.userId, messages: [hello] }, crypto.randomUUID());
    expect(pushed.sentMessages[0]?.quoteToken).toBeTypeOf('string');
    await client.multicast({ to: [f.userId], messages: [hello] });
    await client.broadcast({ messages: [hello] });
    await client.narrowcast({ messages: [hello] });
    await client.validatePush({ messages: [hello] });
    const { json } = await f.desk('GET', `phones/${f.userId}/messages`);
    expect(json.messages).toHaveLength(5);
    expect(await client.getMessageQuota()).toEqual({ type: 'limited', value: 1_000 });
    expect(await client.getMessageQuotaConsumption()).toEqual({ totalUsage: 4 });
  });

  it('asks about people, the bot and the webhook', async () => {
    await befriend(f);
    expect((await client.getProfile(f.userId)).displayName).toBe('佐藤 みどり');
    expect((await client.getFollowers()).userIds).toEqual([f.userId]);
    expect((await client.getBotInfo()).userId).toBe(CHANNEL.botUserId);
    expect((await client.testWebhookEndpoint()).success).toBe(true);
    await client.showLoadingAnimation({ chatId: f.userId, loadingSeconds: 5 });
    const { linkToken } = await client.issueLinkToken(f.userId);
    expect(linkToken).toBeTypeOf('string');
  });

  it('makes a rich menu with its picture', async () => {
    const blobs = new messagingApi.MessagingApiBlobClient({
      channelAccessToken: CHANNEL.accessToken,
      baseURL: f.emulator.url,
    });
    const { richMenuId } = await client.createRichMenu({
      size: { width: 800, height: 250 },
      selected: false,
      name: 'a',
      chatBarText: 'b',
      areas: [],
    });
    const header = Buffer.alloc(64);
    header.writeUInt32BE(0x89504e47, 0);
    header.writeUInt32BE(800, 16);
    header.writeUInt32BE(250, 20);
    await blobs.setRichMenuImage(richMenuId, new Blob([header], { type: 'image/png' }));
    await client.setDefaultRichMenu(richMenuId);
    expect((await client.getDefaultRichMenuId()).richMenuId).toBe(richMenuId);
    expect((await client.getRichMenuList()).richmenus.map((menu) => menu.richMenuId)).toEqual([richMenuId]);
    await client.createRichMenuAlias({ richMenuAliasId: 'home', richMenuId });
    expect((await client.getRichMenuAliasList()).aliases).toEqual([{ richMenuAliasId: 'home', richMenuId }]);
  });

  it('fetches what people sent', async () => {
    await befriend(f);
    await f.desk('POST', `phones/${f.userId}/media`, { kind: 'image', dataUrl: 'data:image/png;base64,iVBORw0KGgo=' });
    const blobs = new messagingApi.MessagingApiBlobClient({
      channelAccessToken: CHANNEL.accessToken,
      baseURL: f.emulator.url,
    });
    const stream = await blobs.getMessageContent(f.bot.events.at(-1)?.message?.id ?? '');
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString('base64')).toBe('iVBORw0KGgo=');
  });

  it('gets stateless tokens', async () => {
    const tokens = new channelAccessToken.ChannelAccessTokenClient({ baseURL: f.emulator.url });
    const issued = await tokens.issueStatelessChannelTokenByClientSecret(CHANNEL.channelId, CHANNEL.channelSecret);
    expect(issued.expires_in).toBe(899);
    const other = new messagingApi.MessagingApiClient({
      channelAccessToken: issued.access_token,
      baseURL: f.emulator.url,
    });
    expect((await other.getBotInfo()).basicId).toBe('@sample');
  });

  it('understands our errors', async () => {
    const failed = await client
      .replyMessage({ replyToken: 'none', messages: [hello] })
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(HTTPFetchError);
    const { status, body, headers } = failed as HTTPFetchError;
    expect(status).toBe(400);
    expect(JSON.parse(body)).toEqual({ message: 'Invalid reply token' });
    expect(headers.get('x-line-request-id')).toBeTruthy();
  });
});

describe("LINE's webhook middleware", () => {
  it.each([
    ['accepts our webhooks', CHANNEL.channelSecret, { status: 200, texts: ['熱🤨です'] }],
    ['refuses them under another secret', 'another', { status: 401, texts: [] }],
  ])('%s', async (_what, channelSecret, expected) => {
    const heard: string[] = [];
    const check = middleware({ channelSecret });
    const server = createServer((request, response) => {
      const next = (error?: Error) => {
        const { events = [] } = (request as { body?: { events?: { message?: { text?: string } }[] } }).body ?? {};
        if (!error) heard.push(...events.flatMap(({ message }) => (message?.text ? [message.text] : [])));
        response.writeHead(error ? 401 : 200).end();
      };
      void check(request as Parameters<typeof check>[0], response, next);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await befriend(f);
    await client.setWebhookEndpoint({ endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
    const result = await f.emulator.residents.sendText(f.userId, CHANNEL.channelId, '熱🤨です');
    expect({ status: result.status, texts: heard }).toEqual(expected);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
