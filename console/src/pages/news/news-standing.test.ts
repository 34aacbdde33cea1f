import { expect, it } from 'vitest';
import type { NewsDraft } from '../../api/content-contract.ts';
import { faultsOf, standingOf } from './news-standing.ts';

const good: NewsDraft = {
  title: {
    ja: '臨時の相談窓口を開きます',
    easy: '{相談|そうだん}の ところが あります',
    en: 'A temporary help line opens',
  },
  url: 'https://www.example.lg.jp/corona',
  publishedOn: '2020-05-08',
  state: 'draft',
};

it('what is published for a day to come waits for it', () => {
  expect(standingOf('published', '2020-05-08', '2020-05-07')).toBe('waiting');
  expect(standingOf('published', '2020-05-08', '2020-05-08')).toBe('published');
  expect(standingOf('withdrawn', '2020-05-08', '2020-05-07')).toBe('withdrawn');
});

it('a complete item has no fault', () => {
  expect(faultsOf(good)).toEqual([]);
});

it('names every language without a title, in the order of the form', () => {
  expect(faultsOf({ ...good, title: { ja: ' ', easy: '', en: '' } })).toEqual(['title.ja', 'title.easy', 'title.en']);
});

it('wants a reading over every kanji of easy Japanese', () => {
  expect(faultsOf({ ...good, title: { ...good.title, easy: '相談の ところ' } })).toEqual(['readings']);
});

it('wants a secure address that exists as one, and a date', () => {
  for (const url of ['', 'https://', 'http://www.example.lg.jp', 'javascript:alert(1)', 'www.example.lg.jp'])
    expect(faultsOf({ ...good, url }), url).toEqual(['url']);
  expect(faultsOf({ ...good, publishedOn: '' })).toEqual(['on']);
});

it('wants titles that fit the menu', () => {
  expect(faultsOf({ ...good, title: { ...good.title, en: 'x'.repeat(81) } })).toEqual(['title.long']);
  expect(faultsOf({ ...good, title: { ...good.title, en: 'x'.repeat(80) } })).toEqual([]);
});
