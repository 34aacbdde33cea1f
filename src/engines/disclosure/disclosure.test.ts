import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Showing, shareOf, withhold } from './index.ts';

interface Case {
  readonly name: string;
  readonly ns: number[];
  readonly empty?: 'none' | 'few';
  readonly showings: Showing[];
}
const cases: Case[] = JSON.parse(readFileSync(new URL('./cases/withhold.json', import.meta.url), 'utf8'));

describe('a share', () => {
  test.for([
    [1, 112, 0.001577, 0.048839],
    [5, 612, 0.003496, 0.018984],
    [0, 14, 0, 0.215311],
    [0, 10, 0, 0.277533],
    [10, 10, 0.722467, 1],
    [263, 1000, 0.236658, 0.291157],
  ] as const)('of %i in %i lies between %f and %f', ([count, n, low, high]) => {
    const share = shareOf(count, n);
    expect(share.share).toBe(count / n);
    expect(share.low).toBeCloseTo(low, 4);
    expect(share.high).toBeCloseTo(high, 4);
  });

  test('has the interval of all shares that the score test would not reject', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const { count, share, low, high } = shareOf(Math.round(part * n), n);
        const score = (truth: number) => Math.abs(share - truth) / Math.sqrt((truth * (1 - truth)) / n);
        if (count > 0) expect(score(low)).toBeCloseTo(1.959964, 4);
        if (count < n) expect(score(high)).toBeCloseTo(1.959964, 4);
      }),
    );
  });

  test('lies within its interval, the interval within 0..1, and more answers make it narrower', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const count = Math.round(part * n);
        const { share, low, high } = shareOf(count, n);
        const wider = shareOf(count * 4, n * 4);
        expect(0 <= low && low <= share && share <= high && high <= 1).toBe(true);
        expect(wider.high - wider.low).toBeLessThan(high - low);
      }),
    );
  });

  test.for([
    [1, 0],
    [-1, 5],
    [6, 5],
    [Number.NaN, 5],
  ] as const)('of %d in %d does not exist', ([count, n]) => {
    expect(() => shareOf(count, n)).toThrow(RangeError);
  });
});

describe('withholding', () => {
  test.for(cases)('$name', ({ ns, empty, showings }) => {
    expect(withhold(ns, empty ? { empty } : {})).toEqual(showings);
  });

  const cells = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 200 })), {
    maxLength: 6,
  });

  test('never shows a small cell, nor says that nobody is where somebody is', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom('none' as const, 'few' as const), (ns, empty) => {
        for (const [at, showing] of withhold(ns, { empty }).entries()) {
          if (showing === 'shown') expect(ns[at]).toBeGreaterThanOrEqual(10);
          if (showing === 'none') expect(ns[at]).toBe(0);
          if (showing === 'few') expect(ns[at]).toBeLessThan(10);
        }
      }),
    );
  });

  test('leaves no small cell that total, shown cells and labels determine (every way to fill the gaps is tried)', () => {
    // A smaller minimum keeps the number of ways small; the rule is the same.
    const minimum = 4;
    const small = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(small, fc.constantFrom('none' as const, 'few' as const), (ns, empty) => {
        const showings = withhold(ns, { empty, minimum });
        const hidden = ns.flatMap((n, at) => (showings[at] === 'shown' || showings[at] === 'none' ? [] : [{ n, at }]));
        if (!hidden.some(({ n }) => n > 0 && n < minimum)) return;
        const rest = hidden.reduce((total, { n }) => total + n, 0);
        const ways = fillings(
          hidden.map(({ at }) => showings[at]!),
          rest,
          minimum,
        );
        for (const [place, { n }] of hidden.entries()) {
          if (n === 0 || n >= minimum) continue;
          expect(new Set(ways.map((way) => way[place])).size, `${ns} ${showings}`).toBeGreaterThan(1);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('withholds no more than it must: without a small cell, nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 10, max: 1000 })), (ns) => {
        expect(withhold(ns)).toEqual(ns.map(() => 'shown'));
      }),
    );
  });
});

/** Every way in which withheld cells with these labels could add up to the rest, as a reader would try them. */
function fillings(labels: readonly Showing[], rest: number, minimum: number): number[][] {
  // Where all are withheld alike the label says nothing; else 'complementary' means: large enough to show.
  const alike = labels.every((label) => label === 'complementary');
  const fill = (at: number, left: number): number[][] => {
    const label = labels[at];
    if (label === undefined) return left === 0 ? [[]] : [];
    const from = label === 'complementary' && !alike ? minimum : 0;
    const to = label === 'few' ? Math.min(left, minimum - 1) : left;
    const ways: number[][] = [];
    for (let n = from; n <= to; n += 1) for (const way of fill(at + 1, left - n)) ways.push([n, ...way]);
    return ways;
  };
  return fill(0, rest);
}
