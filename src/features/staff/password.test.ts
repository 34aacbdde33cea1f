import { describe, expect, test } from 'vitest';
import { generatePassword, hashPassword, passwordFits } from './password.ts';

describe('a password', () => {
  test('fits its own hash and no other, and the hash is salted argon2id in PHC format', async () => {
    const [one, two] = await Promise.all([hashPassword('見守り-correct-horse'), hashPassword('見守り-correct-horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await passwordFits('見守り-correct-horse', one)).toBe(true);
    expect(await passwordFits('見守り-correct-horsf', one)).toBe(false);
  });

  test('fits however the keyboard composed its characters', async () => {
    const hash = await hashPassword('がぎぐげご-12345'.normalize('NFC'));
    expect(await passwordFits('がぎぐげご-12345'.normalize('NFD'), hash)).toBe(true);
  });

  test('fits a hash of the reference implementation (phc-winner-argon2, src/test.c)', async () => {
    const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await passwordFits('password', hash)).toBe(true);
    expect(await passwordFits('Password', hash)).toBe(false);
  });

  test.for([['', '$2b$10$x', '$argon2id$v=19$m=1,t=1,p=1$$', 'plain']])(
    'fits no text that is no such hash',
    async (hashes) => {
      for (const hash of hashes) expect(await passwordFits('password', hash)).toBe(false);
    },
  );

  test('is generated long, readable and never twice', () => {
    const made = new Set(Array.from({ length: 200 }, generatePassword));
    expect(made.size).toBe(200);
    for (const password of made) expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){4}[a-hjkmnp-z2-9]{4}$/);
  });
});
