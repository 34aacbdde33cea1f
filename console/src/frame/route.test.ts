import { expect, it } from 'vitest';
import { parseRoute, pathTo, split } from './route.tsx';

it('an address names account, place and what is in it', () => {
  const route = parseRoute('/console/miyagi/content/policies/miyagi/2?lang=en');
  expect(route).toMatchObject({ slug: 'miyagi', place: 'content', rest: ['policies', 'miyagi', '2'] });
  expect(route.search.get('lang')).toBe('en');
});

it('the bare console names nothing yet', () => {
  expect(parseRoute('/console/')).toMatchObject({ slug: undefined, place: undefined, rest: [] });
});

it('what is put into an address comes out of it, whatever letters it has', () => {
  const id = 'M-7K/3F 9Q?#県';
  expect(parseRoute(pathTo('miyagi', 'residents', id)).rest).toEqual([id]);
});

it('an address that cannot be decoded leads nowhere instead of failing', () => {
  expect(parseRoute('/console/miyagi/%E0%A4%A')).toMatchObject({ slug: undefined, place: undefined });
});

it('what names a person, or leads to one, stays out of the address', () => {
  expect(split('/console/miyagi/residents?q=M-7K3F9Q&sex=female&age=30-39&after=x#list')).toEqual({
    listed: '/console/miyagi/residents?sex=female&age=30-39#list',
    unlisted: 'q=M-7K3F9Q&after=x',
  });
  expect(split('/console/miyagi/audit?subject=M-7K3F9Q&verb=residents.read')).toEqual({
    listed: '/console/miyagi/audit?verb=residents.read',
    unlisted: 'subject=M-7K3F9Q',
  });
});
