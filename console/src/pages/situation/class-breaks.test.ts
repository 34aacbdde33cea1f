import { expect, it } from 'vitest';
import { classEnds, classOf, limitsFor } from './class-breaks.ts';

it('a share falls into one of five classes, and one on a limit into the class above', () => {
  const limits = limitsFor('fever');
  expect(
    [0, 0.0029, 0.003, 0.0049, 0.005, 0.0074, 0.0075, 0.0099, 0.01, 1].map((share) => classOf(share, limits)),
  ).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
});

it('a quotient that should equal a limit is not lost to rounding', () => {
  // 3/400 is 0.0075 on paper.
  expect(classOf(3 / 400, limitsFor('fever'))).toBe(3);
  expect(classOf(0.1 + 0.2 - 0.2925, limitsFor('fever'))).toBe(3);
});

it('limits rise, whatever the measure', () => {
  for (const measure of ['fever', 'fever4', 'any_sx', 'cough', 'something_new']) {
    const limits = limitsFor(measure);
    expect([...limits].toSorted((a, b) => a - b)).toEqual(limits);
  }
});

it('the legend names both ends of each class', () => {
  expect(classEnds(limitsFor('fever'))).toEqual([
    ['', '0.30'],
    ['0.30', '0.50'],
    ['0.50', '0.75'],
    ['0.75', '1.00'],
    ['1.00', ''],
  ]);
});
