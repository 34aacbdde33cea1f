import { englishStem } from './english-stem.ts';
import { hasJapanese, hiragana } from './normalise.ts';
import type { Word, WordSplitter } from './words.ts';

/**
 * Words by the Unicode rules and ICU's dictionaries: any language, no memory to speak of. In Japanese it knows no base forms,
 * and pieces of hiragana alone are mostly endings.
 */
export function segmenterWords(locale: string): WordSplitter {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  return {
    split(text) {
      const words: Word[] = [];
      for (const { segment, index, isWordLike } of segmenter.segment(text)) {
        if (!isWordLike || /^\p{Script=Hiragana}{1,2}$/u.test(segment)) continue;
        const base = hasJapanese(segment) ? segment : englishStem(segment);
        words.push({ base, kind: 'noun', from: index, to: index + segment.length });
      }
      return { words, reading: hiragana(text) };
    },
  };
}
