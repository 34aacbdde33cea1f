import { describe, expect, it } from 'vitest';
import { checkWords, createWords, wordKeys } from './words.ts';

const catalogues = {
  form: {
    next: { ja: '次へ', easy: '{次|つぎ}へ', en: 'Next' },
    about: { ja: '{name}さんについて', easy: '{name}さんの こと', en: 'About: {name}' },
    day: {
      ja: '{count}日',
      easy: { '1': '{1日|ついたち}', '2-10,14,24': '{count}{日|か}', other: '{count}{日|にち}' },
      en: { '1': 'one day', other: '{count} days' },
    },
    deep: { inside: { ja: 'なか', easy: 'なか', en: 'Inside' } },
  },
};
const codes = (node: unknown) => checkWords({ form: node }).map((finding) => finding.code);

describe('words', () => {
  const words = createWords(catalogues);

  it('are found by catalogue, group and key, in each language', () => {
    expect(words('ja')('form.next')).toBe('次へ');
    expect(words('easy')('form.next')).toBe('{次|つぎ}へ');
    expect(words('en')('form.deep.inside')).toBe('Inside');
  });

  it('fill placeholders and leave readings alone', () => {
    expect(words('easy')('form.about', { name: '{母|はは}' })).toBe('{母|はは}さんの こと');
  });

  it('choose the form that a number takes', () => {
    const day = (count: number) => words('easy')('form.day', { count });
    expect([1, 2, 10, 11, 14, 24, 31].map(day)).toEqual([
      '{1日|ついたち}',
      '2{日|か}',
      '10{日|か}',
      '11{日|にち}',
      '14{日|か}',
      '24{日|か}',
      '31{日|にち}',
    ]);
    expect(words('en')('form.day', { count: 1 })).toBe('one day');
    expect(words('en')('form.day', { count: 2 })).toBe('2 days');
  });

  it('refuse an unknown key and a missing parameter, for both are mistakes of ours', () => {
    expect(() => words('en')('form.nxt')).toThrow("No words under 'form.nxt'");
    expect(() => words('en')('form.about')).toThrow("need 'name'");
  });

  it('list their keys', () => {
    expect(wordKeys(catalogues)).toEqual(['form.next', 'form.about', 'form.day', 'form.deep.inside']);
  });
});

describe('checking words', () => {
  it('finds nothing in sound catalogues', () => {
    expect(checkWords(catalogues)).toEqual([]);
  });

  it('finds a missing language', () => {
    const [finding] = checkWords({ form: { next: { ja: '次へ', en: 'Next' } } });
    expect(finding).toMatchObject({ code: 'words.language', where: 'content/words/form.yaml: next' });
    expect(finding?.message).toContain('easy');
  });

  it('finds a placeholder that one language lacks, misspells or adds', () => {
    expect(codes({ a: { ja: '{name}', easy: 'x', en: '{name}' } })).toEqual(['words.placeholder']);
    expect(codes({ a: { ja: '{name}', easy: '{nme}', en: '{name}' } })).toEqual(['words.placeholder']);
    expect(codes({ a: { ja: 'a', easy: 'a', en: '{name}' } })).toEqual(['words.placeholder']);
  });

  it('lets languages choose among declared parameters, and no others', () => {
    expect(codes({ a: { params: ['hour', 'clock'], ja: '{hour}', easy: '{hour}', en: '{clock}' } })).toEqual([]);
    expect(codes({ a: { params: ['hour'], ja: '{hour}', easy: '{hour}', en: '{clock}' } })).toEqual([
      'words.placeholder',
    ]);
  });

  it('lets a form leave its count unsaid', () => {
    expect(codes({ a: { ja: '{count}', easy: { '1': 'x', other: '{count}' }, en: 'one' } })).toEqual([]);
  });

  it('finds kanji without a reading in easy Japanese, in every form', () => {
    const [finding] = checkWords({
      form: { a: { ja: '熱', easy: { '1': '{熱|ねつ}', other: '{熱|ねつ}が 続く' }, en: 'fever' } },
    });
    expect(finding).toMatchObject({ code: 'words.reading' });
    expect(finding?.message).toContain('続');
  });

  it('finds what is no text: an empty text, a number, a list, forms without an end, a stray key', () => {
    expect(codes({ a: { ja: '', easy: 'a', en: 'a' } })).toContain('words.shape');
    expect(codes({ a: { ja: 7, easy: 'a', en: 'a' } })).toContain('words.shape');
    expect(codes(['a'])).toEqual(['words.shape']);
    expect(codes({ a: { ja: { '1': 'a' }, easy: 'a', en: 'a' } })).toContain('words.shape');
    expect(codes({ a: { ja: { one: 'a', other: 'b' }, easy: 'a', en: 'a' } })).toContain('words.shape');
    expect(codes({ a: { ja: 'a', easy: 'a', en: 'a', fr: 'a' } })).toEqual(['words.shape']);
  });
});
