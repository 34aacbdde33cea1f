import { type Answer, type Call, json, lineError, oauthError } from '../http/answer.ts';
import type { Route } from '../http/router.ts';
import { ASSERTION_TYPE, readAssertion } from './assertion.ts';
import { MESSAGES, type Platform } from './bot-api.ts';
import { LIFETIME_SECONDS, type TokenKind } from './tokens.ts';

/** Channel access tokens: stateless (v3), v2.1 by JWT, short-lived (v2); verify and revoke. */

const MAX_FORM_BYTES = 64 * 1_024;
const MOST_ALIVE = 30;

type Form = URLSearchParams;

export async function form(call: Call): Promise<Form> {
  return new URLSearchParams((await call.body(MAX_FORM_BYTES))?.toString('utf8') ?? '');
}

export class ChannelTokens {
  readonly #platform: Platform;
  /** v2.1 tokens by account: key ids and when each ends. */
  readonly #alive = new Map<string, { keyId: string; until: number }[]>();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  routes(): Route[] {
    return [
      { method: 'POST', path: '/oauth2/v3/token', handle: async (call) => this.#stateless(await form(call)) },
      { method: 'GET', path: '/oauth2/v2.1/tokens/kid', handle: (call) => this.#keyIds(call.url.searchParams) },
      { method: 'POST', path: '/oauth2/v2.1/revoke', handle: async (call) => this.#revokeByClient(await form(call)) },
      { method: 'POST', path: '/v2/oauth/accessToken', handle: async (call) => this.#shortLived(await form(call)) },
      { method: 'POST', path: '/v2/oauth/verify', handle: async (call) => this.verify(await form(call), 'P CM') },
      { method: 'POST', path: '/v2/oauth/revoke', handle: async (call) => this.#revoke(await form(call)) },
    ];
  }

  /** `POST /oauth2/v2.1/token` with a client assertion. */
  byAssertion(fields: Form): Answer {
    const read = this.#assertion(fields);
    if ('status' in read) return read;
    const { channel, keyId, tokenSeconds } = read;
    const id = channel.config.channelId;
    const now = this.#platform.world.now();
    const alive = (this.#alive.get(id) ?? []).filter(({ until }) => until > now);
    if (alive.length >= MOST_ALIVE) return oauthError(`At most ${MOST_ALIVE} tokens may be alive`);
    this.#alive.set(id, [...alive, { keyId, until: now + tokenSeconds * 1_000 }]);
    return this.#issued('v2.1', id, { seconds: tokenSeconds, extra: { key_id: keyId } });
  }

  verify(fields: Form, scope: string): Answer {
    const contents = this.#platform.tokens.read(fields.get('access_token') ?? '');
    if (!contents || contents.kind === 'login') return oauthError('access token expired');
    return json({ client_id: contents.channelId, expires_in: this.#platform.tokens.secondsLeft(contents), scope });
  }

  #stateless(fields: Form): Answer {
    if (fields.get('grant_type') !== 'client_credentials') return oauthError('grant_type must be client_credentials');
    let channelId = fields.get('client_id') ?? '';
    if (fields.has('client_assertion')) {
      const read = this.#assertion(fields);
      if ('status' in read) return read;
      channelId = read.channel.config.channelId;
    } else if (!this.#isClient(fields)) return oauthError('invalid client', 'invalid_client');
    if (!this.#platform.rates.allows(channelId, 'stateless-token')) return lineError(429, MESSAGES.rate);
    return this.#issued('stateless', channelId);
  }

  #shortLived(fields: Form): Answer {
    if (fields.get('grant_type') !== 'client_credentials') return oauthError('some parameters missed or invalid');
    if (!this.#isClient(fields)) return oauthError('invalid client', 'invalid_client');
    return this.#issued('short-lived', fields.get('client_id') ?? '');
  }

  #keyIds(query: Form): Answer {
    const read = this.#assertion(query);
    if ('status' in read) return read;
    const now = this.#platform.world.now();
    const alive = this.#alive.get(read.channel.config.channelId) ?? [];
    return json({ kids: alive.filter(({ until }) => until > now).map(({ keyId }) => keyId) });
  }

  #revoke(fields: Form): Answer {
    this.#platform.tokens.revoke(fields.get('access_token') ?? '');
    return { status: 200 };
  }

  #revokeByClient(fields: Form): Answer {
    return this.#isClient(fields) ? this.#revoke(fields) : oauthError('invalid client', 'invalid_client');
  }

  #assertion(fields: Form) {
    if (fields.get('client_assertion_type') !== ASSERTION_TYPE) {
      return oauthError(`client_assertion_type must be ${ASSERTION_TYPE}`);
    }
    const read = readAssertion(this.#platform.world, fields.get('client_assertion') ?? '');
    return typeof read === 'string' ? oauthError(read, 'invalid_client') : read;
  }

  #isClient(fields: Form): boolean {
    const channel = this.#platform.world.channels.get(fields.get('client_id') ?? '');
    return channel !== undefined && channel.config.channelSecret === fields.get('client_secret');
  }

  #issued(
    kind: TokenKind,
    channelId: string,
    options: { seconds?: number; extra?: Record<string, string> } = {},
  ): Answer {
    const seconds = options.seconds ?? LIFETIME_SECONDS[kind];
    const { token } = this.#platform.tokens.issue(kind, channelId, { seconds });
    return json({ token_type: 'Bearer', access_token: token, expires_in: seconds, ...options.extra });
  }
}
