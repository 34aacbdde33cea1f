import { describe, expect, it } from 'vitest';
import { isOutcome, outcomes, rowOf, severityOf } from './outcome.ts';

describe('outcomes', () => {
  it('number the rows of the tables from 0 to 12', () => {
    expect(outcomes.map(rowOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('are ordered by severity as the domain page says, most severe first', () => {
    const bySeverity = outcomes.toSorted((left, right) => severityOf(right) - severityOf(left));
    expect(bySeverity.map(rowOf)).toEqual([0, 3, 2, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(severityOf('EMERGENCY')).toBe(12);
    expect(severityOf('NOSX_LOW')).toBe(0);
  });

  it('are told from other words', () => {
    expect(isOutcome('WATCH')).toBe(true);
    expect(isOutcome('watch')).toBe(false);
    expect(isOutcome(undefined)).toBe(false);
  });
});
