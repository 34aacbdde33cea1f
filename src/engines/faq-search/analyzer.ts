import { englishStem } from './english-stem.ts';
import { hasJapanese, normalise } from './normalise.ts';
import { stopWords } from './stop-words.ts';
import type { SplitText, Word, WordSplitter } from './words.ts';

/** A text as the index sees it. */
export interface Analysis {
  /** The text after normalising. */
  readonly text: string;
  /** Words that carry meaning, in their order, with repetitions. */
  readonly words: readonly Word[];
  /** Pairs of letters, without those of hiragana alone; of words in Latin letters, threes. */
  readonly grams: readonly string[];
  /** The same with one letter more. */
  readonly threes: readonly string[];
  readonly kanji: readonly string[];
  /** The text as it is read aloud, in hiragana. */
  readonly reading: string;
}

export interface AnalyzerOptions {
  readonly splitter: WordSplitter;
  /** Words of the staff that no dictionary knows, such as 濃厚接触者: matched first, the longest before the shorter. */
  readonly terms?: readonly string[];
  /** What tells nothing in this account: the names of its own places. */
  readonly silent?: readonly string[];
}

export interface Analyzer {
  analyze(text: string): Analysis;
}

export function createAnalyzer({ splitter, terms = [], silent = [] }: AnalyzerOptions): Analyzer {
  const stopped = new Set([...stopWords, ...silent.map(normalise)]);
  const splitting = withTerms(splitter, terms.map(normalise));
  const silenced = alternatives(silent.map(normalise));
  return {
    analyze(raw) {
      const text = silenced ? normalise(raw).replace(silenced, ' ') : normalise(raw);
      const { words, reading } = splitting.split(text);
      return {
        text,
        words: words.filter(({ base }) => !stopped.has(base) && !isLoneKana(base)),
        grams: gramsOf(text, 2, 3),
        threes: gramsOf(text, 3, 4),
        kanji: text.match(/\p{Script=Han}/gu) ?? [],
        reading,
      };
    },
  };
}

const isLoneKana = (base: string): boolean => /^[\p{Script=Hiragana}\p{Script=Katakana}ー]$/u.test(base);

const alternatives = (texts: readonly string[]): RegExp | undefined => {
  const sorted = texts.filter((one) => one !== '').sort((a, b) => b.length - a.length);
  return sorted.length === 0
    ? undefined
    : new RegExp(sorted.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'gu');
};

/** Cuts the staff's terms out before the splitter sees the rest. */
function withTerms(splitter: WordSplitter, terms: readonly string[]): WordSplitter {
  const pattern = alternatives(terms);
  if (!pattern) return splitter;
  const shifted = (text: string, by: number): SplitText => {
    const { words, reading } = splitter.split(text);
    return { words: words.map((one) => ({ ...one, from: one.from + by, to: one.to + by })), reading };
  };
  return {
    split(text) {
      const words: Word[] = [];
      let reading = '';
      let from = 0;
      const take = (piece: SplitText) => {
        words.push(...piece.words);
        reading += piece.reading;
      };
      for (const match of text.matchAll(pattern)) {
        if (match.index > from) take(shifted(text.slice(from, match.index), from));
        const to = match.index + match[0].length;
        const base = hasJapanese(match[0]) ? match[0] : englishStem(match[0]);
        take({ words: [{ base, kind: 'noun', from: match.index, to }], reading: splitter.split(match[0]).reading });
        from = to;
      }
      if (from < text.length) take(shifted(text.slice(from), from));
      return { words, reading };
    },
  };
}

const kanaOnly = /^[\p{Script=Hiragana}ー]+$/u;

/** Runs of so many letters that stand together, without those of hiragana alone: they are mostly endings. */
function gramsOf(text: string, inJapanese: number, inLatin: number): string[] {
  const grams: string[] = [];
  for (const [run] of text.matchAll(/[\p{L}\p{N}ー]+/gu)) {
    const length = hasJapanese(run) ? inJapanese : inLatin;
    const letters = [...run];
    for (let at = 0; at + length <= letters.length; at += 1) {
      const gram = letters.slice(at, at + length).join('');
      if (!kanaOnly.test(gram)) grams.push(gram);
    }
  }
  return grams;
}
