import { expect, it } from 'vitest';
import type { MunicipalityShare } from '../../api/contract.ts';
import { type Sorting, sorted } from './municipality-order.ts';

const shown = (code: string, n: number, share: number): MunicipalityShare => ({
  code,
  name: code,
  n,
  count: Math.round(n * share),
  share,
  low: 0,
  high: 1,
  series: [],
});
const hidden = (code: string, suppressed: 'few' | 'complementary'): MunicipalityShare => ({
  code,
  name: code,
  suppressed,
});
const rows = [
  shown('04301', 14, 0),
  hidden('04302', 'few'),
  shown('04101', 612, 0.0082),
  hidden('04201', 'complementary'),
  shown('04207', 112, 0.0089),
];
const order = (sorting: Sorting) => sorted(rows, sorting).map((row) => row.code);

it('is by share, by n or by code, either way', () => {
  expect(order({ by: 'share', falling: true })).toEqual(['04207', '04101', '04301', '04201', '04302']);
  expect(order({ by: 'n', falling: true })).toEqual(['04101', '04207', '04301', '04201', '04302']);
  expect(order({ by: 'code', falling: false })).toEqual(['04101', '04201', '04207', '04301', '04302']);
});

it('keeps what is not shown at the end whichever way, so that its place tells nothing', () => {
  expect(order({ by: 'share', falling: false }).slice(-2)).toEqual(['04201', '04302']);
  expect(order({ by: 'n', falling: false }).slice(-2)).toEqual(['04201', '04302']);
});
