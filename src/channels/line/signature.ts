import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

/** A channel secret, ready for use: HMAC with a raw buffer costs six times as much. */
export const signingKey = (channelSecret: string): KeyObject => createSecretKey(Buffer.from(channelSecret));

/**
 * Was this body signed with one of the secrets? `x-line-signature` is base64(HMAC-SHA256(channel secret, raw bytes)). It must be
 * checked over the bytes as they came: LINE escapes emoji (`🤨`), so parsing and writing again breaks it. Two
 * secrets are accepted while one replaces the other.
 */
export function isSigned(body: Buffer, signature: string | undefined, keys: readonly KeyObject[]): boolean {
  if (!signature || signature.length > 64) return false;
  const given = Buffer.from(signature, 'base64');
  if (given.length !== 32) return false;
  let signed = false;
  for (const key of keys) {
    const expected = createHmac('sha256', key).update(body).digest();
    if (timingSafeEqual(given, expected)) signed = true;
  }
  return signed;
}
