import { randomBytes } from 'node:crypto';
import { validateSignature } from '@line/bot-sdk';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signatureOf } from '../../../test/support/line-world.ts';
import { isSigned, signingKey } from './signature.ts';

const secret = '0123456789abcdef0123456789abcdef';
const keys = [signingKey(secret)];
const body = Buffer.from('{"destination":"U0","events":[]}');

test('LINE’s own library agrees on every body and every signature, right or wrong', () => {
  const anySignature = fc.oneof(
    fc.constant(undefined),
    fc.base64String({ maxLength: 60 }),
    fc.string({ maxLength: 60 }),
    fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  );
  let signed = 0;
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), anySignature, (bytes, wrong) => {
      const payload = Buffer.from(bytes);
      const signature = wrong ?? signatureOf(payload, secret);
      const theirs = validateSignature(payload, secret, signature);
      if (theirs) signed += 1;
      expect(isSigned(payload, signature, keys)).toBe(theirs);
    }),
    { seed: 1, numRuns: 2000 },
  );
  expect(signed).toBeGreaterThan(100);
});

describe('a body is signed', () => {
  test('over its bytes as they came: LINE escapes emoji, which writing it again would not', () => {
    const escaped = Buffer.from('{"text":"\\uD83E\\uDD28"}');
    const signature = signatureOf(escaped, secret);
    expect(isSigned(escaped, signature, keys)).toBe(true);
    expect(isSigned(Buffer.from(JSON.stringify(JSON.parse(escaped.toString()))), signature, keys)).toBe(false);
  });
  test('with either secret while one replaces the other, and with no third', () => {
    const both = [signingKey(secret), signingKey('the-secret-before')];
    expect(isSigned(body, signatureOf(body, secret), both)).toBe(true);
    expect(isSigned(body, signatureOf(body, 'the-secret-before'), both)).toBe(true);
    expect(isSigned(body, signatureOf(body, 'somebody-else'), both)).toBe(false);
    expect(isSigned(body, signatureOf(body, 'the-secret-before'), keys)).toBe(false);
  });
});

test('one bit more or less in body or signature is a forgery', () => {
  const good = Buffer.from(signatureOf(body, secret), 'base64');
  for (let bit = 0; bit < good.length * 8; bit += 1) {
    const forged = Buffer.from(good);
    forged[bit >> 3]! ^= 1 << (bit & 7);
    expect(isSigned(body, forged.toString('base64'), keys)).toBe(false);
  }
  for (let bit = 0; bit < body.length * 8; bit += 1) {
    const changed = Buffer.from(body);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    expect(isSigned(changed, good.toString('base64'), keys)).toBe(false);
  }
});

test.for([
  ['none', undefined],
  ['an empty one', ''],
  ['half of it', signatureOf(body, secret).slice(0, 22)],
  ['more than it', `${signatureOf(body, secret).slice(0, 43)}AAAA=`],
  ['its hexadecimal form', Buffer.from(signatureOf(body, secret), 'base64').toString('hex')],
  ['a megabyte', randomBytes(700_000).toString('base64')],
] as const)('a signature that is %s is none', ([, signature]) => {
  expect(isSigned(body, signature, keys)).toBe(false);
});
