import { expect, it } from 'vitest';
import { sideOf } from './side-of.ts';

it('a description in both languages is read in one', () => {
  expect(sideOf('強いだるさ、息苦しさ / Strong fatigue or breathlessness', 'ja')).toBe('強いだるさ、息苦しさ');
  expect(sideOf('強いだるさ、息苦しさ / Strong fatigue or breathlessness', 'en')).toBe(
    'Strong fatigue or breathlessness',
  );
  expect(sideOf('目安 2/17 (1)、強い / The notice', 'ja')).toBe('目安 2/17 (1)、強い');
});

it('what is written otherwise stays whole', () => {
  for (const text of ['事務連絡 2020-04-27', 'fever / cough', '熱 / せき', ''])
    for (const language of ['ja', 'en'] as const) expect(sideOf(text, language)).toBe(text);
});
