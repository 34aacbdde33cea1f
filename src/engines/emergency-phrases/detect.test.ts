import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEmergencyDetector } from './detect.ts';
import { type EmergencyPattern, parseEmergencyPhrases } from './patterns.ts';

const patterns: readonly EmergencyPattern[] = [
  {
    id: 'breath',
    kind: 'breathing',
    say: '119',
    any: ['息が苦しい', 'いきがくるしい', '息がくるしい', '呼吸してない', "can't breathe", 'chest pain'],
    unless: ['場合は', 'if'],
  },
  { id: 'fall', kind: 'consciousness', say: '119', all: [['母', '父'], ['倒れ']], unless: ['倒れたら'] },
  { id: 'die', kind: 'suicide', say: 'mental-health', any: ['死にたい', '消えてしまいたい'] },
];
const detect = createEmergencyDetector(patterns);

describe('an emergency is seen', () => {
  test.for([
    ['breath', '息が苦しいです'],
    ['breath', '息が 苦しい'],
    ['breath', 'ｲｷｶﾞｸﾙｼｲ'],
    ['breath', 'イキガクルシイ！！'],
    ['breath', 'いきかくるしい'],
    ['breath', '息がくるひい'],
    ['breath', 'I can’t breathe'],
    ['breath', 'i cant brethe'],
    ['breath', 'CHEST PIAN'],
    ['fall', '父が倒れて動かない'],
    ['die', 'もうしんどい、死にたい'],
  ])('%s: %s', ([id, text]) => {
    expect(detect(text!)?.id).toBe(id);
  });
  test('the most pressing one where several are', () => {
    expect(detect('死にたい、息が苦しい')).toEqual({ id: 'breath', say: '119' });
  });
});

describe('an ordinary question is let through', () => {
  test.for([
    '息が苦しい場合はどこに電話しますか',
    'What if I can’t breathe?',
    '母が倒れたら、だれに電話しますか',
    '登録を消してしまいたい',
    '深呼吸してもいいですか',
    'chest panel for sale',
    '熱があります',
    '',
  ])('%s', (text) => {
    expect(detect(text)).toBeUndefined();
  });
});

test('any text at all is looked at, and a phrase is seen wherever it stands', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ maxLength: 40 }), (before, after) => {
      detect(before);
      expect(detect(`${before.replace(/if/gi, '')}。死にたい。${after.replace(/if/gi, '')}`)).toBeDefined();
    }),
  );
});

describe('a fault in the patterns is found:', () => {
  const codes = (object: unknown) => parseEmergencyPhrases(object, 'f').findings.map(({ code }) => code);
  test('one that would fit everything, an id twice, a word that is none', () => {
    expect(codes({ patterns: [{ id: 'a', kind: 'chest', say: '119' }] })).toEqual(['emergency.shape']);
    expect(codes({ patterns: [patterns[0], patterns[0]] })).toEqual(['emergency.id-twice']);
    expect(codes({ patterns: [{ ...patterns[0], say: '911' }] })).toEqual(['emergency.shape']);
    expect(codes({ patterns })).toEqual([]);
  });
});
