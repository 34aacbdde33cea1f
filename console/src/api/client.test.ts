import { expect, it } from 'vitest';
import { withQuery } from './client.ts';

it('a question carries what was asked and nothing that was not', () => {
  expect(withQuery('/residents', { q: 'M-7K', outcome: null, after: undefined, municipality: '', limit: 50 })).toBe(
    '/residents?q=M-7K&limit=50',
  );
  expect(withQuery('/residents', {})).toBe('/residents');
});

it('a question is encoded', () => {
  expect(withQuery('/residents', { q: 'a&b=県 1' })).toBe('/residents?q=a%26b%3D%E7%9C%8C+1');
});
