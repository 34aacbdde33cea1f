import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../index.ts';
import { befriend, CHANNEL, type Fixture, LIFF_ID, startFixture } from './fixture.ts';

let folder: string;
let open: Fixture[] = [];
const start = async (options: Parameters<typeof startFixture>[0] = {}) => {
  const f = await startFixture(options);
  open.push(f);
  return f;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-'));
});
afterEach(async () => {
  for (const f of open) await f.close();
  open = [];
  rmSync(folder, { recursive: true });
});

describe('a data file', () => {
  it('keeps friends, chats, menus, the month and keys between starts', async () => {
    const dataFile = join(folder, 'phones.json');
    const first = await start({ dataFile });
    await befriend(first);
    await first.api('POST', '/v2/bot/message/push', {
      to: first.userId,
      messages: [{ type: 'text', text: '覚えていて' }],
    });
    const opening = first.emulator.open(first.userId, `https://liff.line.me/${LIFF_ID}`);
    const menu = { size: { width: 800, height: 400 }, selected: true, name: 'a', chatBarText: 'b', areas: [] };
    const { json } = await first.api('POST', '/v2/bot/richmenu', menu);
    await first.close();
    open = [];

    const second = await start({ dataFile, clock: first.clock });
    expect(second.userId).toBe(first.userId);
    const chat = (await second.desk('GET', `phones/${second.userId}/messages`)).json;
    expect(chat).toMatchObject({ friendship: 'friend', messages: [{ content: { text: '覚えていて' } }] });
    expect((await second.api('GET', `/v2/bot/richmenu/${json.richMenuId}`)).status).toBe(200);
    expect((await second.api('GET', '/v2/bot/message/quota/consumption')).json).toEqual({ totalUsage: 1 });
    const id_token = opening.kind === 'liff' ? opening.grant.idToken : '';
    const body = new URLSearchParams({ id_token, client_id: CHANNEL.loginChannelId });
    const verified = await fetch(`${second.emulator.url}/oauth2/v2.1/verify`, { method: 'POST', body });
    expect(verified.status).toBe(200);
  });

  it('of another version is not overwritten, but named', async () => {
    const dataFile = join(folder, 'phones.json');
    writeFileSync(dataFile, '{"version": 0}');
    await expect(startEmulator({ port: 0, dataFile })).rejects.toThrow('written by another version');
    expect(readFileSync(dataFile, 'utf8')).toBe('{"version": 0}');
  });
});

describe('an account', () => {
  it.each([
    [{ botUserId: 'U1' }, '"botUserId" must be U and 32 hexadecimal digits.'],
    [{ basicId: 'miyagi' }, '"basicId" must begin with @.'],
    [{ webhookUrl: 'here' }, '"webhookUrl" must be a URL.'],
    [{ liffApps: [{ liffId: 'a', endpointUrl: '' }] }, 'needs a liffId and an endpointUrl'],
  ])('with %j is refused in one sentence', async (wrong, words) => {
    await expect(startFixture({ channel: wrong })).rejects.toThrow(words);
  });

  it('may be added later', async () => {
    const f = await start();
    const account = {
      ...CHANNEL,
      channelId: '3',
      accessToken: 'other',
      webhookUrl: `${f.bot.url}/webhook`,
      liffApps: [],
    };
    expect((await f.desk('POST', 'accounts', { account })).json).toMatchObject({ channelId: '3', seal: '見' });
    expect((await f.api('GET', '/v2/bot/info', undefined, { authorization: 'Bearer other' })).status).toBe(200);
  });
});

describe('the desk', () => {
  it('moves the clock, and goes back only when told to', async () => {
    const f = await start();
    expect((await f.desk('POST', 'clock', { nextMorning: 9 })).json.iso).toBe('2020-04-22T00:00:00.000Z');
    expect((await f.desk('POST', 'clock', { by: 3_600_000 })).json.iso).toBe('2020-04-22T01:00:00.000Z');
    const back = await f.desk('POST', 'clock', { to: '2020-04-21T10:00:00+09:00' });
    expect(back.status).toBe(400);
    expect((await f.desk('POST', 'clock', { to: '2020-04-21T10:00:00+09:00', backwards: true })).status).toBe(200);
    expect((await f.desk('POST', 'clock', { to: 'soon' })).status).toBe(400);
  });

  it('promises the next thing', async () => {
    const f = await start();
    f.emulator.setNext([
      { at: 2, text: { ja: '後', en: 'later' } },
      { at: 1, text: { ja: '先', en: 'sooner' } },
    ]);
    expect((await f.desk('GET', 'desk')).json.next).toMatchObject([{ at: 1 }, { at: 2 }]);
    expect((await f.desk('POST', 'next', { next: [{ at: '2020-04-22T09:00+09:00' }] })).status).toBe(400);
  });

  it('logs what went where, with the retry key, and gives it as a spreadsheet', async () => {
    const f = await start();
    await befriend(f);
    const key = crypto.randomUUID();
    const messages = [
      { type: 'text', text: '=cmd, "quoted"' },
      { type: 'text', text: 'b' },
    ];
    const push = () => f.api('POST', '/v2/bot/message/push', { to: f.userId, messages }, { 'x-line-retry-key': key });
    await push();
    await push();
    const rows = f.emulator.deliveries();
    expect(rows).toMatchObject([
      { direction: 'to-account', kind: 'follow', userId: f.userId, result: 200 },
      { direction: 'to-phone', kind: 'push', count: 2, result: 200, reference: key },
      { direction: 'to-phone', kind: 'push', result: 409, reference: key, repeated: true },
    ]);
    expect(rows[1]).not.toHaveProperty('repeated');
    const csv = await (await fetch(`${f.emulator.url}/_/deliveries.csv`)).arrayBuffer();
    expect([...new Uint8Array(csv).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(csv)).toContain(`"'=cmd, ""quoted""",2,200`);
    await f.desk('DELETE', 'deliveries');
    expect(f.emulator.deliveries()).toEqual([]);
  });

  it('takes no orders from pages of elsewhere, nor under a rebound name', async () => {
    const f = await start();
    const order = (headers: Record<string, string>) =>
      fetch(`${f.emulator.url}/_/faults`, { method: 'DELETE', headers });
    expect((await order({ origin: 'https://example.com' })).status).toBe(403);
    expect((await order({ origin: f.emulator.url })).status).toBe(200);
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      const call = request(`${f.emulator.url}/_/desk`, { headers: { host: 'rebound.example' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      call.end();
    });
    expect(status).toBe(403);
  });

  it('serves its own files and no others', async () => {
    const f = await start();
    const get = async (path: string) => (await fetch(`${f.emulator.url}${path}`)).status;
    expect(await get('/')).toBe(200);
    expect(await get('/phone/files/desk.js')).toBe(200);
    expect(await get('/phone/files/tsconfig.json')).toBe(404);
    expect(await get('/phone/files/..%2findex.ts')).toBe(404);
    expect(await get('/phone/files/none.js')).toBe(404);
  });

  it('tells open pages what changed, each phone its own', async () => {
    const f = await start();
    const other = f.emulator.addPhone({ name: '高橋 正一', language: 'ja' }).userId;
    const stop = new AbortController();
    const answer = await fetch(`${f.emulator.url}/_/events?phone=${f.userId}`, { signal: stop.signal });
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();
    await f.emulator.residents.follow(other, CHANNEL.channelId);
    await befriend(f);
    let told = '';
    while (!told.includes(f.userId)) told += (await reader?.read())?.value ?? '';
    expect(told).not.toContain(other);
    stop.abort();
  });
});
