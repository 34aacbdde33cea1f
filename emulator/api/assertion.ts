import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import type { Channel } from '../channel.ts';
import type { World } from '../world.ts';

/** JWT client assertions (RS256, RFC 7523) as LINE wants them. */

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const AUDIENCE = 'https://api.line.me/';
const LONGEST_MS = 30 * 60_000;
const LONGEST_TOKEN_SECONDS = 30 * 86_400;

export type Assertion = { readonly channel: Channel; readonly keyId: string; readonly tokenSeconds: number };

/** The account and key of a good assertion, or one sentence on what is wrong with it. */
export function readAssertion(world: World, assertion: string): Assertion | string {
  const parts = assertion.split('.');
  const [header, claims] = [parts[0], parts[1]].map(decode);
  const mark = parts[2];
  if (parts.length !== 3 || !header || !claims || !mark) return 'client_assertion is not a JWT';
  const channel = world.channels.get(String(claims.sub));
  if (!channel || claims.iss !== claims.sub) return 'iss and sub must be the channel ID';
  if (header.alg !== 'RS256') return 'alg must be RS256';
  const key = (channel.config.assertionKeys ?? []).find(({ kid }) => kid === header.kid);
  if (!key) return 'no assertion signing key with this kid is registered';
  const publicKey = createPublicKey({ key: key as JsonWebKey, format: 'jwk' });
  const signed = Buffer.from(`${parts[0]}.${parts[1]}`);
  if (!verify('RSA-SHA256', signed, publicKey, Buffer.from(mark, 'base64url'))) return 'the signature is invalid';
  if (claims.aud !== AUDIENCE) return `aud must be ${AUDIENCE}`;
  const leftMs = Number(claims.exp) * 1_000 - world.now();
  if (!(leftMs > 0 && leftMs <= LONGEST_MS)) return 'exp must be within the next 30 minutes';
  const tokenSeconds = claims.token_exp === undefined ? LONGEST_TOKEN_SECONDS : Number(claims.token_exp);
  if (!(tokenSeconds > 0 && tokenSeconds <= LONGEST_TOKEN_SECONDS)) return 'token_exp must be at most 30 days';
  return { channel, keyId: key.kid, tokenSeconds };
}

function decode(part: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
