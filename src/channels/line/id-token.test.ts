import { type CryptoKey, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator, VirtualClock } from '../../../emulator/index.ts';
import { testChannel } from '../../../test/support/line-world.ts';
import { createIdTokens, type IdTokens } from './id-token.ts';
import { createLineApi, type LineApi } from './line-api.ts';

const userId = `U${'5'.repeat(32)}`;
const otherChannel = {
  ...testChannel,
  account: 'kanagawa',
  channelId: '2000000003',
  loginChannelId: '2000000004',
  liffId: '2000000004-kanagawa',
};
const clock = new VirtualClock({ startAt: '2020-04-21T10:20:00+09:00', frozen: true });
const now = () => new Date(clock.now());
const liff = (liffId: string) => [{ liffId, endpointUrl: 'http://127.0.0.1:1/liff' }];
const bot = { basicId: '@bot', displayName: '県', webhookUrl: 'http://127.0.0.1:1/none' };

let emulator: Emulator;
let api: LineApi;
let idTokens: IdTokens;

async function start(issuer?: string): Promise<Emulator> {
  const started = await startEmulator({
    port: 0,
    clock,
    residents: [{ name: '佐藤', language: 'ja', userId }],
    channels: [testChannel, otherChannel].map((channel) => ({ ...channel, ...bot, liffApps: liff(channel.liffId) })),
    ...(issuer === undefined ? {} : { issuer }),
  });
  for (const { channelId } of [testChannel, otherChannel]) {
    await started.residents.follow(userId, channelId);
  }
  return started;
}
const apiOf = ({ url }: Emulator) => createLineApi({ api: url, data: url });

beforeAll(async () => {
  emulator = await start();
  api = apiOf(emulator);
});
beforeEach(() => {
  idTokens = createIdTokens(api, now);
});
afterAll(async () => {
  await api.close();
  await emulator.close();
});

/** The token that LINE gives to the page of a channel's LIFF app. */
function tokenFor(channel: { liffId: string }, at: Emulator = emulator): string {
  const opening = at.open(userId, `${at.url}/liff/${channel.liffId}?to=start`) as { grant?: { idToken: string } };
  return opening.grant!.idToken;
}
const claims = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
const withPart = (token: string, part: 0 | 1 | 2, value: object | string) => {
  const parts = token.split('.');
  parts[part] = typeof value === 'string' ? value : Buffer.from(JSON.stringify(value)).toString('base64url');
  return parts.join('.');
};

describe('an ID token proves who opened the page', () => {
  test('when LINE issued it for this account’s login channel', async () => {
    expect(await idTokens.userOf(testChannel, tokenFor(testChannel))).toBe(userId);
  });
  test('asking LINE for its keys once, not at every visit', async () => {
    const asked: string[] = [];
    const counting: LineApi = {
      ...api,
      call: (request) => {
        asked.push(request.path);
        return api.call(request);
      },
    };
    const counted = createIdTokens(counting, now);
    for (let visit = 0; visit < 5; visit += 1) await counted.userOf(testChannel, tokenFor(testChannel));
    expect(asked).toEqual(['/oauth2/v2.1/certs']);
  });
  test('also after LINE has changed its keys', async () => {
    const another = await start();
    const anotherApi = apiOf(another);
    let current = api;
    const moving = createIdTokens({ ...api, call: (request) => current.call(request) }, now);
    expect(await moving.userOf(testChannel, tokenFor(testChannel))).toBe(userId);
    current = anotherApi;
    expect(await moving.userOf(testChannel, tokenFor(testChannel, another))).toBe(userId);
    await anotherApi.close();
    await another.close();
  });
});

describe('an ID token proves nothing', () => {
  test('when it was issued for another account', async () => {
    expect(await idTokens.userOf(testChannel, tokenFor(otherChannel))).toBeUndefined();
  });
  test('once it has expired, but for half a minute in which clocks may differ', async () => {
    const token = tokenFor(testChannel);
    await clock.jumpBy(3600_000 + 20_000);
    expect(await idTokens.userOf(testChannel, token)).toBe(userId);
    await clock.jumpBy(20_000);
    expect(await idTokens.userOf(testChannel, token)).toBeUndefined();
  });
  test('when another issuer signed it, even with keys that LINE publishes', async () => {
    const other = await start('https://login.example.jp');
    const otherApi = apiOf(other);
    const reading = createIdTokens(otherApi, now);
    expect(await reading.userOf(testChannel, tokenFor(testChannel, other))).toBeUndefined();
    await otherApi.close();
    await other.close();
  });
  test('when the person in it was exchanged', async () => {
    const token = tokenFor(testChannel);
    const changed = withPart(token, 1, { ...claims(token), sub: `U${'6'.repeat(32)}` });
    expect(await idTokens.userOf(testChannel, changed)).toBeUndefined();
  });
  test('when its signature is changed, cut off or left out', async () => {
    const token = tokenFor(testChannel);
    const mark = Buffer.from(token.split('.')[2]!, 'base64url');
    mark[5]! ^= 1;
    for (const forged of [mark.toString('base64url'), '', token.split('.')[2]!.slice(0, 20)]) {
      expect(await idTokens.userOf(testChannel, withPart(token, 2, forged))).toBeUndefined();
    }
  });
  test('when it names no signature, or one that whoever knows our secrets could make', async () => {
    const { exp: _, ...own } = claims(tokenFor(testChannel));
    const until = Math.floor(clock.now() / 1000) + 600;
    const unsecured = new UnsecuredJWT(own).setExpirationTime(until).encode();
    const hmac = await new SignJWT(own)
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime(until)
      .sign(Buffer.from(testChannel.channelSecret));
    for (const forged of [unsecured, hmac]) expect(await idTokens.userOf(testChannel, forged)).toBeUndefined();
  });
  test('when someone signed it with a key of their own under LINE’s key id', async () => {
    const token = tokenFor(testChannel);
    const { kid } = JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString());
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const sign = (header: object, key: CryptoKey) =>
      new SignJWT(claims(token)).setProtectedHeader({ alg: 'ES256', ...header }).sign(key);
    const jwk = await exportJWK(publicKey);
    for (const header of [{ kid }, { kid, jwk }, { kid: 'theirs' }, {}]) {
      expect(await idTokens.userOf(testChannel, await sign(header, privateKey))).toBeUndefined();
    }
  });
  test('when it is signed in another way than LINE signs, even with a key that is published', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'rsa' }] };
    const publishing: LineApi = {
      ...api,
      call: async () => ({ status: 200, message: '', requestId: undefined, body: keys }),
    };
    const token = await new SignJWT(claims(tokenFor(testChannel)))
      .setProtectedHeader({ alg: 'RS256', kid: 'rsa' })
      .sign(privateKey);
    expect(await createIdTokens(publishing, now).userOf(testChannel, token)).toBeUndefined();
  });
  test.for([
    ['empty', ''],
    ['no token', 'hello'],
    ['three dots', '...'],
    ['not JSON', 'e30.e30.e30'],
    ['of 5,000 characters', 'x'.repeat(5000)],
    ['of control characters', '\u0000.\u0000.\u0000'],
  ] as const)('when it is %s', async ([, token]) => {
    expect(await idTokens.userOf(testChannel, token)).toBeUndefined();
  });
  test('while LINE’s keys cannot be had', async () => {
    const unreachable = createLineApi({ api: 'http://127.0.0.1:1', data: 'http://127.0.0.1:1' });
    expect(await createIdTokens(unreachable, now).userOf(testChannel, tokenFor(testChannel))).toBeUndefined();
    await unreachable.close();
  });
});
