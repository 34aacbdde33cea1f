import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHANNEL, type Fixture, LIFF_ID, startFixture } from '../test/fixture.ts';

let f: Fixture;
beforeEach(async () => {
  f = await startFixture();
});
afterEach(() => f.close());

function liff(rest = '') {
  const opening = f.emulator.open(f.userId, `https://liff.line.me/${LIFF_ID}${rest}`);
  if (opening.kind !== 'liff') throw new Error(opening.kind);
  return opening;
}
async function verify(fields: Record<string, string>) {
  const answer = await fetch(`${f.emulator.url}/oauth2/v2.1/verify`, {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

describe('an ID token', () => {
  it('is signed by ES256 with the published key, for the login channel, for an hour', async () => {
    const keys = createRemoteJWKSet(new URL(`${f.emulator.url}/oauth2/v2.1/certs`));
    const { payload, protectedHeader } = await jwtVerify(liff().grant.idToken, keys, {
      issuer: 'https://access.line.me',
      audience: CHANNEL.loginChannelId,
      currentDate: new Date(f.clock.now()),
    });
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload).toMatchObject({ sub: f.userId, name: '佐藤 みどり' });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3_600);
  });

  it('is verified by the endpoint', async () => {
    const { status, json } = await verify({ id_token: liff().grant.idToken, client_id: CHANNEL.loginChannelId });
    expect(status).toBe(200);
    expect(json).toMatchObject({ iss: 'https://access.line.me', sub: f.userId, aud: CHANNEL.loginChannelId });
  });

  it.each([
    ['another channel', { client_id: '1' }, 'Invalid IdToken Audience.'],
    ['another nonce', { nonce: 'n' }, 'Invalid IdToken Nonce.'],
    ['another person', { user_id: `U${'0'.repeat(32)}` }, 'Invalid IdToken Subject Identifier.'],
    ['a token cut short', { id_token: 'a.b' }, 'Invalid IdToken.'],
  ])('is refused for %s', async (_what, fields, words) => {
    const { status, json } = await verify({
      id_token: liff().grant.idToken,
      client_id: CHANNEL.loginChannelId,
      ...fields,
    });
    expect(status).toBe(400);
    expect(json).toEqual({ error: 'invalid_request', error_description: words });
  });

  it('is refused when a letter of it was changed, and when it is over', async () => {
    const id_token = liff().grant.idToken;
    const [head = '', body = '', mark = ''] = id_token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: `U${'0'.repeat(32)}` })).toString('base64url');
    const client_id = CHANNEL.loginChannelId;
    expect((await verify({ id_token: `${head}.${forged}.${mark}`, client_id })).json.error_description).toBe(
      'Invalid IdToken.',
    );
    await f.clock.jumpBy(3_600_000);
    expect((await verify({ id_token, client_id })).json.error_description).toBe('IdToken expired.');
  });
});

describe('a LIFF link', () => {
  it('opens the endpoint; what follows the id is handed on in liff.state', () => {
    expect(liff().url).toBe(`${f.bot.url}/liff`);
    expect(liff('/form?a=1&b=2').url).toBe(`${f.bot.url}/liff?liff.state=${encodeURIComponent('/form?a=1&b=2')}`);
    expect(liff('?a=1').url).toBe(`${f.bot.url}/liff?liff.state=${encodeURIComponent('?a=1')}`);
  });

  it('works in the three ways it is written, and redirects in a browser', async () => {
    for (const link of [`line://app/${LIFF_ID}/x`, `${f.emulator.url}/liff/${LIFF_ID}/x`]) {
      expect(f.emulator.open(f.userId, link)).toMatchObject({ kind: 'liff', url: `${f.bot.url}/liff?liff.state=%2Fx` });
    }
    const answer = await fetch(`${f.emulator.url}/liff/${LIFF_ID}/x?y=1`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe(`${f.bot.url}/liff?liff.state=${encodeURIComponent('/x?y=1')}`);
  });

  it('to an unknown app opens nothing', async () => {
    expect((await f.desk('POST', `phones/${f.userId}/open`, { uri: 'https://liff.line.me/none' })).status).toBe(404);
  });

  it('is told from pages and calls', () => {
    expect(f.emulator.open(f.userId, 'https://example.com/a')).toEqual({ kind: 'page', url: 'https://example.com/a' });
    expect(f.emulator.open(f.userId, 'tel:119')).toEqual({ kind: 'app', scheme: 'tel', target: '119' });
  });
});

describe('signing in from a browser', () => {
  const query = (more: Record<string, string> = {}) =>
    new URLSearchParams({
      response_type: 'code',
      client_id: CHANNEL.loginChannelId,
      redirect_uri: `${f.bot.url}/liff`,
      state: 's',
      nonce: 'n',
      ...more,
    });

  it('asks as whom, and gives a code that is good once', async () => {
    const page = await (await fetch(`${f.emulator.url}/oauth2/v2.1/authorize?${query()}`)).text();
    expect(page).toContain('佐藤 みどり');
    const chosen = await fetch(`${f.emulator.url}/oauth2/v2.1/authorize?${query({ as: f.userId })}`, {
      redirect: 'manual',
    });
    const back = new URL(chosen.headers.get('location') ?? '');
    expect(back.searchParams.get('state')).toBe('s');
    const redeem = () =>
      fetch(`${f.emulator.url}/oauth2/v2.1/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code: back.searchParams.get('code') ?? '',
          client_id: CHANNEL.loginChannelId,
          redirect_uri: `${f.bot.url}/liff`,
        }),
      });
    const given = (await (await redeem()).json()) as { id_token: string; access_token: string };
    const verified = await verify({ id_token: given.id_token, client_id: CHANNEL.loginChannelId, nonce: 'n' });
    expect(verified.json.sub).toBe(f.userId);
    const headers = { authorization: `Bearer ${given.access_token}` };
    const profile = await fetch(`${f.emulator.url}/v2/profile`, { headers });
    expect(await profile.json()).toEqual({ userId: f.userId, displayName: '佐藤 みどり' });
    const friendship = await fetch(`${f.emulator.url}/friendship/v1/status`, { headers });
    expect(await friendship.json()).toEqual({ friendFlag: false });
    expect((await redeem()).status).toBe(400);
  });

  it('goes back to pages of the account only', async () => {
    const answer = await fetch(
      `${f.emulator.url}/oauth2/v2.1/authorize?${query({ redirect_uri: 'https://example.com/' })}`,
    );
    expect(answer.status).toBe(400);
  });

  it('gives a login token that is no channel token', async () => {
    const { accessToken } = liff().grant;
    expect((await f.api('GET', '/v2/bot/info', undefined, { authorization: `Bearer ${accessToken}` })).status).toBe(
      401,
    );
  });
});
