import { expect, test } from 'vitest';
import { languages, wantedLanguage } from './language.ts';

test.for([
  ['', 'ja'],
  ['*', 'ja'],
  ['ja', 'ja'],
  ['en', 'en'],
  ['en-GB,en;q=0.9,ja;q=0.8', 'en'],
  ['ja-JP,ja;q=0.9,en;q=0.8', 'ja'],
  ['ja;q=0.4, en;q=0.6', 'en'],
  // Neither is asked for first: the one of the two that is preferred, else English.
  ['vi-VN,vi;q=0.9,ja;q=0.5,en;q=0.3', 'ja'],
  ['pt-BR,pt;q=0.9', 'en'],
  ['en;q=0,ja;q=0.1', 'ja'],
  [';;,q=,en;q=x,\u0000', 'ja'],
] as const)('a browser that wants «%s» is spoken to in %s', ([header, language]) => {
  expect(wantedLanguage(header, languages)).toBe(language);
});

test('an account that speaks no English speaks Japanese', () => {
  expect(wantedLanguage('en-US', ['ja', 'easy'])).toBe('ja');
});
