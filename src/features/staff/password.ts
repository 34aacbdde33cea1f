import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** OWASP Password Storage Cheat Sheet, argon2id: m = 19 MiB, t = 2, p = 1. A hash keeps its own, so they may be raised. */
const memoryKib = 19_456;
const passes = 2;
const parallelism = 1;
const tagLength = 32;

const derive = promisify(argon2);

/** An argon2id hash in PHC string format: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const message = bytesOf(password);
  const tag = await derive('argon2id', { message, nonce, parallelism, tagLength, memory: memoryKib, passes });
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
}

/** Whether the password is the one that was hashed; false for a text that is no such hash. Compares in constant time. */
export async function passwordFits(password: string, phc: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]{11,})\$([\w+/]{16,})$/.exec(phc);
  if (!parts) return false;
  const [, memory, rounds, lanes, salt, wanted] = parts;
  const expected = Buffer.from(wanted!, 'base64');
  const tag = await derive('argon2id', {
    message: bytesOf(password),
    nonce: Buffer.from(salt!, 'base64'),
    parallelism: Number(lanes),
    tagLength: expected.length,
    memory: Number(memory),
    passes: Number(rounds),
  });
  return timingSafeEqual(tag, expected);
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to read out once: five groups of four, without look-alikes, 99 bits. */
export function generatePassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 5 }, group).join('-');
}

/** Typed on another keyboard, the same characters may come composed differently. */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'));

/** PHC strings use base64 without padding. */
const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** What no password fits: checked for a login that does not exist, so that the answer takes as long as for one that does. */
export const nobodysHash = `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${base64(randomBytes(16))}$${base64(randomBytes(tagLength))}`;
