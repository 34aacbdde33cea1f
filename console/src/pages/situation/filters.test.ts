import { expect, it } from 'vitest';
import { askedFor, readFilters } from './filters.ts';

const read = (query: string) => readFilters(new URLSearchParams(query));
// 8 May in Japan, still 7 May in Greenwich.
const now = new Date('2020-05-07T15:30:00Z');

it('an empty address means fever, 28 days up to today in Japan, the account’s own prefecture', () => {
  expect(askedFor(read(''), now)).toEqual({
    from: '2020-04-11',
    to: '2020-05-08',
    measure: 'fever',
    prefecture: null,
    outcomesOf: 'day',
  });
});

it('the address holds the whole view', () => {
  expect(askedFor(read('days=7&measure=any_sx&prefecture=19&outcomesOf=period'), now)).toEqual({
    from: '2020-05-02',
    to: '2020-05-08',
    measure: 'any_sx',
    prefecture: '19',
    outcomesOf: 'period',
  });
  expect(askedFor(read('from=2020-03-01&to=2020-03-31'), now)).toMatchObject({ from: '2020-03-01', to: '2020-03-31' });
});

it('a period ends today at the latest', () => {
  expect(askedFor(read('from=2020-05-01&to=2020-06-01'), now)).toMatchObject({ from: '2020-05-01', to: '2020-05-08' });
  expect(askedFor(read('from=2020-06-01&to=2020-06-02'), now)).toMatchObject({ from: '2020-05-08', to: '2020-05-08' });
});

it('what cannot be meant falls back to the usual view', () => {
  for (const query of [
    'from=2020-02-30&to=2020-03-05',
    'from=2020-03-05&to=2020-03-01',
    'from=1900-01-01&to=2020-03-01',
    'from=2020-03-01',
    'days=9999',
    'days=-1',
  ])
    expect(askedFor(read(query), now), query).toMatchObject({ from: '2020-04-11', to: '2020-05-08' });
  expect(read('measure=%3Cscript%3E&prefecture=x').measure).toBe('fever');
  expect(read('prefecture=x').prefecture).toBeNull();
});
