import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import type { LineApi } from './line-api.ts';
import type { LineChannel } from './line-channels.ts';

/**
 * Who opened the page inside LINE? The page sends only the ID token, never profile fields; we check its signature (ES256) with
 * LINE's published keys, its issuer, its audience (the LINE Login channel) and its time.
 * Source: LINE Login, "Verify ID token".
 */
export interface IdTokens {
  /** LINE's user id, or undefined when the token does not prove one. */
  userOf(channel: LineChannel, idToken: string): Promise<string | undefined>;
}

const issuer = 'https://access.line.me';
const keysLiveMs = 60 * 60 * 1000;

export function createIdTokens(api: LineApi, now: () => Date): IdTokens {
  let keys: { set: ReturnType<typeof createLocalJWKSet>; at: number } | undefined;

  async function keySet(fresh: boolean): Promise<ReturnType<typeof createLocalJWKSet> | undefined> {
    if (keys && !fresh && now().getTime() - keys.at < keysLiveMs) return keys.set;
    const answer = await api.call({ host: 'api', method: 'GET', path: '/oauth2/v2.1/certs' });
    if (answer.status !== 200) return keys?.set;
    keys = { set: createLocalJWKSet(answer.body as JSONWebKeySet), at: now().getTime() };
    return keys.set;
  }

  async function verify(channel: LineChannel, idToken: string, fresh: boolean): Promise<string | undefined> {
    const set = await keySet(fresh);
    if (!set) return undefined;
    const { payload } = await jwtVerify(idToken, set, {
      issuer,
      audience: channel.loginChannelId,
      algorithms: ['ES256'],
      currentDate: now(),
      clockTolerance: 30,
    });
    return typeof payload.sub === 'string' ? payload.sub : undefined;
  }

  return {
    async userOf(channel, idToken) {
      if (idToken.length > 4096) return undefined;
      try {
        return await verify(channel, idToken, false);
      } catch (error) {
        // LINE may have changed its keys since we asked.
        if ((error as { code?: string }).code !== 'ERR_JWKS_NO_MATCHING_KEY') return undefined;
        return verify(channel, idToken, true).catch(() => undefined);
      }
    },
  };
}
