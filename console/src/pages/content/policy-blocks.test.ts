import { expect, it } from 'vitest';
import { plainly } from './plainly.ts';
import { blocksOf } from './policy-blocks.ts';

it('a policy text falls into headings, paragraphs and lists', () => {
  expect(blocksOf('# 方針\n\n県は次を集めます。\n続きの行。\n\n## 1 情報\n- 年齢\n- 体調\n\n1. 案内\n2. 対策')).toEqual(
    [
      { kind: 'heading', level: 2, text: '方針' },
      { kind: 'paragraph', text: '県は次を集めます。\n続きの行。' },
      { kind: 'heading', level: 3, text: '1 情報' },
      { kind: 'list', ordered: false, items: ['年齢', '体調'] },
      { kind: 'list', ordered: true, items: ['案内', '対策'] },
    ],
  );
});

it('a sentence that leads into a list stays before it, and one after it stays after', () => {
  expect(blocksOf('次のとおり:\n- 年齢\n以上です。')).toEqual([
    { kind: 'paragraph', text: '次のとおり:' },
    { kind: 'list', ordered: false, items: ['年齢'] },
    { kind: 'paragraph', text: '以上です。' },
  ]);
});

it('nothing in a text can become markup', () => {
  expect(blocksOf('<script>alert(1)</script>')).toEqual([{ kind: 'paragraph', text: '<script>alert(1)</script>' }]);
});

it('content of unknown shape is put in words', () => {
  expect(plainly({ ja: '{熱|ねつ}', easy: '', en: 'fever' }, 'ja')).toBe('熱');
  expect(plainly([{ id: '1', text: { ja: '案内', en: 'guidance' } }, 'x'], 'en')).toBe('id: 1, text: guidance, x');
  expect(plainly([], 'ja')).toBe('–');
  expect(plainly(null, 'en')).toBe('–');
  expect(plainly(0, 'en')).toBe('0');
});
