import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/**
 * AES-256-GCM: 12 bytes of nonce, then ciphertext, then 16 bytes of tag. `about` is authenticated but not stored: a sealed
 * value that is moved to another row does not open. Keys are KeyObjects: with raw buffers a seal costs three times as much.
 */
export function seal(key: KeyObject, plain: Buffer, about: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the value was altered, sealed with another key, or is about something else. */
export function unseal(key: KeyObject, sealed: Buffer, about: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
    .setAAD(Buffer.from(about))
    .setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

export const newKey = (): Buffer => randomBytes(32);

export const keyObject = (raw: Buffer): KeyObject => createSecretKey(raw);

/** A key for one use, derived from another (HKDF-SHA-256). */
export const deriveKey = (key: KeyObject, use: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), use, 32)));

/** A keyed hash by which something is found without being readable: 32 bytes. */
export const keyedHash = (key: KeyObject, text: string): Buffer => createHmac('sha256', key).update(text).digest();
