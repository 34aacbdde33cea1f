import { expect, it } from 'vitest';
import { languageOf } from './preferences.tsx';

it.each([
  [['ja-JP', 'en'], 'ja'],
  [['en-US', 'ja'], 'en'],
  [['fr', 'ja'], 'ja'],
  [['vi'], 'en'],
  [[], 'ja'],
] as const)('a browser that prefers %j first sees the console in %s', (languages, language) => {
  expect(languageOf(languages)).toBe(language);
});
