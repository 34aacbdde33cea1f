import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { Channel } from '../channel.ts';
import { type Answer, type Call, escapeHtml, html, json, oauthError, redirect } from '../http/answer.ts';
import type { Route } from '../http/router.ts';
import type { Platform } from './bot-api.ts';
import { type ChannelTokens, form } from './channel-tokens.ts';
import { LIFETIME_SECONDS } from './tokens.ts';

/** LINE Login as far as LIFF needs it: ID tokens (ES256), their keys and verification, and a sign-in page for browsers. */

const ID_TOKEN_SECONDS = 3_600;
const CODE_MS = 10 * 60_000;
const ANYWHERE = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization' };

export type IdClaims = {
  iss: string;
  sub: string;
  aud: string;
  exp: number;
  iat: number;
  nonce?: string;
  amr: string[];
  name: string;
};

export class Login {
  readonly #platform: Platform;
  readonly #channelTokens: ChannelTokens;
  readonly #issuer: string;
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  readonly #keyId: string;

  /** @param key the private key of an earlier start (JWK), so that tokens issued then still verify */
  constructor(platform: Platform, channelTokens: ChannelTokens, issuer: string, key?: JsonWebKey) {
    this.#platform = platform;
    this.#channelTokens = channelTokens;
    this.#issuer = issuer;
    this.#privateKey = key
      ? createPrivateKey({ key, format: 'jwk' })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    this.#publicKey = createPublicKey(this.#privateKey);
    const { x, y } = this.#publicKey.export({ format: 'jwk' });
    this.#keyId = createHash('sha256').update(`${x}${y}`).digest('hex');
  }

  privateKey(): JsonWebKey {
    return this.#privateKey.export({ format: 'jwk' });
  }

  routes(): Route[] {
    const preflight = (path: string): Route => ({
      method: 'OPTIONS',
      path,
      handle: () => ({ status: 204, headers: ANYWHERE }),
    });
    return [
      { method: 'GET', path: '/oauth2/v2.1/certs', handle: () => json(this.#keys(), 200, ANYWHERE) },
      { method: 'GET', path: '/oauth2/v2.1/verify', handle: (call) => this.#verifyAccessToken(call.url.searchParams) },
      { method: 'POST', path: '/oauth2/v2.1/verify', handle: async (call) => this.#verifyIdToken(await form(call)) },
      { method: 'POST', path: '/oauth2/v2.1/token', handle: async (call) => this.#token(await form(call)) },
      { method: 'GET', path: '/oauth2/v2.1/authorize', handle: (call) => this.#authorize(call.url.searchParams) },
      { method: 'GET', path: '/oauth2/v2.1/userinfo', handle: (call) => this.#profile(call, 'sub', 'name') },
      { method: 'GET', path: '/v2/profile', handle: (call) => this.#profile(call, 'userId', 'displayName') },
      { method: 'GET', path: '/friendship/v1/status', handle: (call) => this.#friendship(call) },
      preflight('/v2/profile'),
      preflight('/oauth2/v2.1/userinfo'),
      preflight('/friendship/v1/status'),
    ];
  }

  /** An ID token for one resident and one account's login channel; one hour. */
  idToken(channel: Channel, userId: string, nonce?: string): string {
    const now = Math.floor(this.#platform.world.now() / 1_000);
    const claims: IdClaims = {
      iss: this.#issuer,
      sub: userId,
      aud: channel.config.loginChannelId,
      exp: now + ID_TOKEN_SECONDS,
      iat: now,
      ...(nonce === undefined ? {} : { nonce }),
      amr: ['linesso'],
      name: this.#platform.world.phones.get(userId)?.name ?? '',
    };
    const head = part({ alg: 'ES256', typ: 'JWT', kid: this.#keyId });
    const signed = `${head}.${part(claims)}`;
    const mark = sign('sha256', Buffer.from(signed), { key: this.#privateKey, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${mark.toString('base64url')}`;
  }

  accessToken(channel: Channel, userId: string): string {
    return this.#platform.tokens.issue('login', channel.config.loginChannelId, { userId }).token;
  }

  #keys() {
    const jwk = this.#publicKey.export({ format: 'jwk' });
    return { keys: [{ ...jwk, alg: 'ES256', use: 'sig', kid: this.#keyId }] };
  }

  #verifyIdToken(fields: URLSearchParams): Answer {
    const [head, body, mark, ...rest] = (fields.get('id_token') ?? '').split('.');
    const clientId = fields.get('client_id');
    if (!clientId) return oauthError('client_id is required');
    if (!head || !body || !mark || rest.length > 0) return oauthError('Invalid IdToken.');
    const key = { key: this.#publicKey, dsaEncoding: 'ieee-p1363' as const };
    if (!verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(mark, 'base64url'))) {
      return oauthError('Invalid IdToken.');
    }
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as IdClaims;
    if (claims.iss !== this.#issuer) return oauthError('Invalid IdToken Issuer.');
    if (claims.exp * 1_000 <= this.#platform.world.now()) return oauthError('IdToken expired.');
    if (claims.aud !== clientId) return oauthError('Invalid IdToken Audience.');
    const nonce = fields.get('nonce');
    if (nonce !== null && claims.nonce !== nonce) return oauthError('Invalid IdToken Nonce.');
    const userId = fields.get('user_id');
    if (userId !== null && claims.sub !== userId) return oauthError('Invalid IdToken Subject Identifier.');
    return json(claims);
  }

  #verifyAccessToken(query: URLSearchParams): Answer {
    const contents = this.#platform.tokens.read(query.get('access_token') ?? '');
    if (contents?.kind !== 'login') return this.#channelTokens.verify(query, 'profile chat_message.write');
    const expires_in = this.#platform.tokens.secondsLeft(contents);
    return json({ scope: 'openid profile', client_id: contents.channelId, expires_in });
  }

  #token(fields: URLSearchParams): Answer {
    if (fields.get('grant_type') !== 'authorization_code') return this.#channelTokens.byAssertion(fields);
    const channel = this.#loginChannel(fields.get('client_id'));
    const code = channel?.loginCodes.get(fields.get('code') ?? '');
    if (!channel || !code || code.until < this.#platform.world.now())
      return oauthError('invalid authorization code', 'invalid_grant');
    channel.loginCodes.delete(fields.get('code') ?? '');
    if (code.redirectUri !== fields.get('redirect_uri'))
      return oauthError('redirect_uri does not match', 'invalid_grant');
    const given = {
      access_token: this.accessToken(channel, code.userId),
      expires_in: LIFETIME_SECONDS.login,
      id_token: this.idToken(channel, code.userId, code.nonce),
      refresh_token: this.#platform.world.ids.hex(20),
      scope: 'openid profile',
      token_type: 'Bearer',
    };
    return json(given, 200, ANYWHERE);
  }

  /** For a LIFF page in an ordinary browser: asks whose phone it should be, and goes back with a code. */
  #authorize(query: URLSearchParams): Answer {
    const channel = this.#loginChannel(query.get('client_id'));
    const redirectUri = query.get('redirect_uri') ?? '';
    if (!channel || !URL.canParse(redirectUri)) return html('<p>client_id or redirect_uri is not right.</p>', 400);
    const allowed = channel.config.liffApps.some(
      (app) => new URL(app.endpointUrl).origin === new URL(redirectUri).origin,
    );
    if (!allowed) return html('<p>redirect_uri belongs to no LIFF app of this account.</p>', 400);
    const { world } = this.#platform;
    const userId = query.get('as');
    if (userId && world.phones.has(userId)) {
      const code = world.ids.hex(20);
      const nonce = query.get('nonce');
      const until = world.now() + CODE_MS;
      channel.loginCodes.set(code, { userId, redirectUri, until, ...(nonce === null ? {} : { nonce }) });
      const back = new URL(redirectUri);
      back.searchParams.set('code', code);
      back.searchParams.set('state', query.get('state') ?? '');
      return redirect(back.href);
    }
    return html(this.#signInPage(channel, query));
  }

  #signInPage(channel: Channel, query: URLSearchParams): string {
    const people = [...this.#platform.world.phones.values()].filter((phone) => !phone.synthetic);
    const rows = people.map((phone) => {
      const url = `?${new URLSearchParams([...query, ['as', phone.userId]])}`;
      return `<li><a href="${escapeHtml(url)}">${escapeHtml(phone.name)}</a></li>`;
    });
    return `<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>おためしログイン</title><link rel="stylesheet" href="/phone/files/base.css"><link rel="stylesheet" href="/phone/files/desk.css"><main class="sign-in"><h1>だれとしてログインしますか</h1>
<p>${escapeHtml(channel.config.displayName)} ／ <span lang="en">Sign in as whom?</span></p><ul>${rows.join('')}</ul></main></html>`;
  }

  #profile(call: Call, idName: string, nameName: string): Answer {
    const userId = this.#bearer(call)?.userId;
    const phone = userId === undefined ? undefined : this.#platform.world.phones.get(userId);
    if (!phone) return json({ message: 'The access token is invalid' }, 401, ANYWHERE);
    return json({ [idName]: phone.userId, [nameName]: phone.name }, 200, ANYWHERE);
  }

  #friendship(call: Call): Answer {
    const contents = this.#bearer(call);
    const channel = contents && this.#loginChannel(contents.channelId);
    if (!channel || !contents.userId) return json({ message: 'The access token is invalid' }, 401, ANYWHERE);
    const friendFlag = this.#platform.world.isFriend(channel.config.channelId, contents.userId);
    return json({ friendFlag }, 200, ANYWHERE);
  }

  #bearer(call: Call) {
    const token = /^Bearer (\S+)$/.exec(call.headers.authorization ?? '')?.[1] ?? '';
    const contents = this.#platform.tokens.read(token);
    return contents?.kind === 'login' ? contents : undefined;
  }

  #loginChannel(loginChannelId: string | null): Channel | undefined {
    const channels = [...this.#platform.world.channels.values()];
    return channels.find((channel) => channel.config.loginChannelId === loginChannelId);
  }
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
