import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathThrough, runs, spread, ticks } from './scale.ts';

describe('an axis', () => {
  it('has round steps from 0 over the highest value', () => {
    expect(ticks(3_120)).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
    expect(ticks(0.034)).toEqual([0, 0.01, 0.02, 0.03, 0.04]);
    expect(ticks(4)).toEqual([0, 1, 2, 3, 4]);
  });

  it('exists where there is nothing yet', () => {
    expect(ticks(0)).toEqual([0, 1]);
    expect(ticks(Number.NaN)).toEqual([0, 1]);
  });

  it('always covers its highest value in few steps', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (max) => {
        const marks = ticks(max);
        expect(marks[0]).toBe(0);
        expect(marks.at(-1)!).toBeGreaterThanOrEqual(max * 0.999_999);
        expect(marks.length).toBeLessThanOrEqual(6);
      }),
    );
  });
});

describe('a line with gaps', () => {
  it('falls into runs without them', () => {
    expect(runs([null, 1, 2, null, null, 3])).toEqual([
      { from: 1, values: [1, 2] },
      { from: 5, values: [3] },
    ]);
    expect(runs([null, null])).toEqual([]);
  });

  it('is drawn with one pen stroke a run', () => {
    expect(
      pathThrough([
        [0, 1],
        [2.04, 3],
      ]),
    ).toBe('M0.0 1.0L2.0 3.0');
  });
});

describe('labels beside each other', () => {
  it('move apart and keep their order', () => {
    expect(spread([50, 52, 120], 20, 0, 200)).toEqual([50, 70, 120]);
    expect(spread([52, 50], 20, 0, 200)).toEqual([70, 50]);
  });

  it('stay above the foot of the chart', () => {
    expect(spread([195, 199], 20, 0, 200)).toEqual([180, 200]);
  });

  it('are never nearer than asked when there is room', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 1, maxLength: 4 }), (wanted) => {
        const placed = [...spread(wanted, 28, 0, 150)].toSorted((a, b) => a - b);
        for (let i = 1; i < placed.length; i += 1) expect(placed[i]! - placed[i - 1]!).toBeGreaterThanOrEqual(28);
        expect(placed.at(-1)!).toBeLessThanOrEqual(150);
      }),
    );
  });
});
