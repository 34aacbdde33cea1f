import { describe, expect, it } from 'vitest';
import { parseHolidays } from './holidays.ts';

describe('a file of holidays', () => {
  it('adds and removes days', () => {
    expect(parseHolidays({ added: ['2021-07-22'], removed: ['2021-07-19'] }, 'holidays.yaml')).toEqual({
      changes: { added: ['2021-07-22'], removed: ['2021-07-19'] },
      findings: [],
    });
  });

  it.each([[null], [{}], [{ added: [] }]])('may hold nothing: %j', (document) => {
    expect(parseHolidays(document, 'h')).toEqual({ changes: { added: [], removed: [] }, findings: [] });
  });

  it.each([
    [{ added: ['2021-02-30'] }, 'h: added.0'],
    [{ removed: '2021-07-22' }, 'h: removed'],
    [{ extra: [] }, 'h: file'],
    ['2021-07-22', 'h: file'],
  ])('is told what is wrong with %j', (document, where) => {
    expect(parseHolidays(document, 'h').findings).toEqual([
      {
        severity: 'error',
        code: 'contact-points.holidays',
        where,
        message: expect.stringContaining('write each date'),
      },
    ]);
  });
});
