import { expect, test } from 'vitest';
import { type Id, idsFrom, isUuid, seededIds, uuidV7Ms } from './ids.ts';

const at = new Date('2020-04-21T01:24:00Z');

test('ids of one source grow, also while the clock stands still or steps back', () => {
  let clock = at;
  const newId = idsFrom(() => clock);
  const ids = Array.from({ length: 10_000 }, (_, n) => {
    if (n === 5000) clock = new Date(at.getTime() - 60_000);
    return newId<Id<'thing'>>();
  });
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every(isUuid)).toBe(true);
});

test('an id tells the instant at which it was made', () => {
  expect(uuidV7Ms(idsFrom(() => at)<Id<'thing'>>())).toBe(at.getTime());
  expect(uuidV7Ms('not an id')).toBeUndefined();
});

test('seeded ids repeat from run to run', () => {
  const [one, two] = [seededIds(7, () => at), seededIds(7, () => at)];
  expect(one<Id<'thing'>>()).toBe(two<Id<'thing'>>());
});
