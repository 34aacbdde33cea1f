import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idEndings, readShortCode, shortCode } from './search-code.ts';

describe('a short code', () => {
  test('shows the last thirty bits of the id', () => {
    expect(shortCode('01719a55-b380-71f5-b293-250100000000')).toBe('M-000000');
    expect(shortCode('01719a55-b380-71f5-b293-25013fffffff')).toBe('M-ZZZZZZ');
    expect(shortCode('01719a55-b380-71f5-b293-25010000001f')).toBe('M-00000Z');
    expect(shortCode('01719a55-b380-71f5-b293-2501e77df3ba')).toBe('M-KQVWXT');
  });

  test('leads back to its id among the four endings it may have, however it is typed', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const code = shortCode(id);
        expect(idEndings(code)).toContain(id.slice(-8));
        for (const typed of [code, code.toLowerCase(), code.slice(2), code.replaceAll('0', 'O').replaceAll('1', 'l')]) {
          expect(readShortCode(typed)).toBe(code);
        }
      }),
    );
  });

  test.for([
    ['Ｍ－７ｋ３ｆ９ｑ', 'M-7K3F9Q'],
    ['m 7k3f9q', 'M-7K3F9Q'],
    ['Mー7K3F9Q', 'M-7K3F9Q'],
  ] as const)('is read from %s', ([typed, code]) => expect(readShortCode(typed)).toBe(code));

  test.for(['', 'M-', 'M-7K3F9', 'M-7K3F9QQ', 'M-7K3F9U', '宮城', "M-7K3F9'"])('is not read from %s', (typed) => {
    expect(readShortCode(typed)).toBeUndefined();
  });
});
