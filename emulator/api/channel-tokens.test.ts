import { createSign, generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHANNEL, type Fixture, START, startFixture } from '../test/fixture.ts';

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const NOW = new Date(START).getTime() / 1_000;

let f: Fixture;
beforeEach(async () => {
  f = await startFixture({ channel: { assertionKeys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'key-1' }] } });
});
afterEach(() => f.close());

async function form(
  path: string,
  fields: Record<string, string>,
): Promise<{ status: number; json: Record<string, unknown> }> {
  const answer = await fetch(f.emulator.url + path, { method: 'POST', body: new URLSearchParams(fields) });
  const words = await answer.text();
  return { status: answer.status, json: words ? JSON.parse(words) : {} };
}
const info = async (token: unknown) =>
  (await f.api('GET', '/v2/bot/info', undefined, { authorization: `Bearer ${String(token)}` })).status;
const client = { grant_type: 'client_credentials', client_id: CHANNEL.channelId, client_secret: CHANNEL.channelSecret };

function assertion(claims: object = {}, header: object = {}): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = part({ alg: 'RS256', typ: 'JWT', kid: 'key-1', ...header });
  const body = part({
    iss: CHANNEL.channelId,
    sub: CHANNEL.channelId,
    aud: 'https://api.line.me/',
    exp: NOW + 1_500,
    token_exp: 86_400,
    ...claims,
  });
  const mark = createSign('RSA-SHA256').update(`${head}.${body}`).sign(privateKey).toString('base64url');
  return `${head}.${body}.${mark}`;
}
const byJwt = (jwt: string) => ({
  grant_type: 'client_credentials',
  client_assertion_type: ASSERTION,
  client_assertion: jwt,
});

describe('stateless tokens', () => {
  it('are issued for id and secret, and live 899 seconds of virtual time', async () => {
    const { json } = await form('/oauth2/v3/token', client);
    expect(json).toEqual({ token_type: 'Bearer', access_token: expect.any(String), expires_in: 899 });
    expect(await info(json.access_token)).toBe(200);
    await f.clock.jumpBy(898_000);
    expect(await info(json.access_token)).toBe(200);
    await f.clock.jumpBy(1_000);
    expect(await info(json.access_token)).toBe(401);
  });

  it('cannot be revoked', async () => {
    const { json } = await form('/oauth2/v3/token', client);
    await form('/v2/oauth/revoke', { access_token: String(json.access_token) });
    expect(await info(json.access_token)).toBe(200);
  });

  it('are refused for a wrong secret', async () => {
    const { status, json } = await form('/oauth2/v3/token', { ...client, client_secret: 'wrong' });
    expect(status).toBe(400);
    expect(json.error).toBe('invalid_client');
  });

  it('are issued for a JWT too', async () => {
    const { json } = await form('/oauth2/v3/token', byJwt(assertion()));
    expect(await info(json.access_token)).toBe(200);
  });
});

describe('tokens v2.1', () => {
  it('live as long as the assertion says, and tell their key', async () => {
    const { json } = await form('/oauth2/v2.1/token', byJwt(assertion()));
    expect(json).toMatchObject({ expires_in: 86_400, key_id: 'key-1' });
    const query = new URLSearchParams({ access_token: String(json.access_token) });
    const verified = await fetch(`${f.emulator.url}/oauth2/v2.1/verify?${query}`);
    expect(await verified.json()).toMatchObject({ client_id: CHANNEL.channelId, expires_in: 86_400 });
    const kids = await fetch(`${f.emulator.url}/oauth2/v2.1/tokens/kid?${new URLSearchParams(byJwt(assertion()))}`);
    expect(await kids.json()).toEqual({ kids: ['key-1'] });
  });

  it('may be thirty at a time', async () => {
    for (let n = 0; n < 30; n += 1) expect((await form('/oauth2/v2.1/token', byJwt(assertion()))).status).toBe(200);
    expect((await form('/oauth2/v2.1/token', byJwt(assertion()))).status).toBe(400);
    await f.clock.jumpBy(86_400_000);
    const later = assertion({ exp: NOW + 86_400 + 60 });
    expect((await form('/oauth2/v2.1/token', byJwt(later))).status).toBe(200);
  });

  it.each([
    ['another audience', { aud: 'https://example.com/' }, {}],
    ['an end more than 30 minutes away', { exp: NOW + 1_801 }, {}],
    ['an end in the past', { exp: NOW - 1 }, {}],
    ['another account', { sub: '99' }, {}],
    ['an unknown key', {}, { kid: 'key-2' }],
    ['no signature algorithm', {}, { alg: 'none' }],
    ['31 days of life', { token_exp: 31 * 86_400 }, {}],
  ])('are refused for an assertion with %s', async (_what, claims, header) => {
    expect((await form('/oauth2/v2.1/token', byJwt(assertion(claims, header)))).status).toBe(400);
  });

  it('are refused for an assertion that was changed after signing', async () => {
    const [head, , mark] = assertion().split('.');
    const [, body] = assertion({ token_exp: 5 }).split('.');
    expect((await form('/oauth2/v2.1/token', byJwt(`${head}.${body}.${mark}`))).status).toBe(400);
  });

  it('can be revoked with the secret', async () => {
    const { json } = await form('/oauth2/v2.1/token', byJwt(assertion()));
    const access_token = String(json.access_token);
    expect(
      (await form('/oauth2/v2.1/revoke', { access_token, client_id: CHANNEL.channelId, client_secret: 'x' })).status,
    ).toBe(400);
    expect(await info(access_token)).toBe(200);
    await form('/oauth2/v2.1/revoke', {
      access_token,
      client_id: CHANNEL.channelId,
      client_secret: CHANNEL.channelSecret,
    });
    expect(await info(access_token)).toBe(401);
  });
});

describe('short-lived tokens', () => {
  it('live 30 days, verify, and can be revoked', async () => {
    const { json } = await form('/v2/oauth/accessToken', client);
    expect(json.expires_in).toBe(2_592_000);
    const access_token = String(json.access_token);
    expect((await form('/v2/oauth/verify', { access_token })).json).toEqual({
      client_id: CHANNEL.channelId,
      expires_in: 2_592_000,
      scope: 'P CM',
    });
    await form('/v2/oauth/revoke', { access_token });
    expect((await form('/v2/oauth/verify', { access_token })).status).toBe(400);
  });

  it('that someone made up are no tokens', async () => {
    const contents = { id: 'a', kind: 'short-lived', channelId: CHANNEL.channelId, expiresAt: Number.MAX_SAFE_INTEGER };
    const forged = `${Buffer.from(JSON.stringify(contents)).toString('base64url')}.c2lnbmF0dXJl`;
    expect(await info(forged)).toBe(401);
  });
});
