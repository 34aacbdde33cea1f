import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Showing, shareOf, showingOfSum, withhold } from './index.ts';

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

describe('the sum of some cells', () => {
  test.for<[string, number[], number[], Showing]>([
    ['is told where every one of them is', [40, 30, 3, 14], [0, 1], 'shown'],
    ['is not told when it is small', [40, 3, 4, 50], [1, 2], 'few'],
    ['is not told with one small cell, which subtraction would give', [40, 3, 30, 14], [0, 1], 'complementary'],
    ['is not told of a cell that protects a neighbour', [112, 3, 58, 14], [3], 'complementary'],
    ['is not told when it leaves one small cell outside', [112, 3, 58, 14], [0, 2, 3], 'complementary'],
    ['is told with two small cells, which protect each other', [40, 3, 4, 50, 12, 5, 6], [0, 1, 2], 'shown'],
    ['is not told of one of two cells that are withheld alike', [10, 1], [0], 'complementary'],
  ])('%s', ([, ns, inside, showing]) => {
    const showings = withhold(ns, { empty: 'few' });
    expect(showingOfSum(ns, showings, (at) => inside.includes(at))).toBe(showing);
  });

  test('determines no small cell of the table beside it (every way to fill the gaps is tried)', () => {
    const minimum = 4;
    const cell = fc.record({ n: fc.integer({ min: 0, max: 9 }), inside: fc.boolean() });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 6 }), (cells) => {
        const ns = cells.map(({ n }) => n);
        const showings = withhold(ns, { empty: 'few', minimum });
        if (showingOfSum(ns, showings, (at) => cells[at]!.inside, minimum) !== 'shown') return;
        const alike = !showings.includes('few');
        for (const inside of [true, false]) {
          const hidden = cells.flatMap((one, at) => (one.inside === inside && showings[at] !== 'shown' ? [at] : []));
          const rest = hidden.reduce((total, at) => total + ns[at]!, 0);
          const labels = hidden.map((at) => showings[at]!);
          const ways = fillings(labels, rest, minimum, alike);
          for (const [place, at] of hidden.entries()) {
            if (ns[at] === 0 || ns[at]! >= minimum) continue;
            expect(new Set(ways.map((way) => way[place])).size, `${ns} ${showings}`).toBeGreaterThan(1);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});

/** Every way in which withheld cells with these labels could add up to the rest, as a reader would try them. */
function fillings(
  labels: readonly Showing[],
  rest: number,
  minimum: number,
  // Where all are withheld alike the label says nothing; else 'complementary' means: large enough to show.
  alike = labels.every((label) => label === 'complementary'),
): number[][] {
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
