import { hasJapanese, hasKanji, hiragana } from './normalise.ts';
import { nounsOf, pairsOf, type SearchIndex, soundsOf, wordsOf } from './search-index.ts';
import { countsOf, type Wish } from './term-field.ts';

type Weighed = ReadonlyArray<readonly [term: string, weight: number]>;

/** What somebody asked, taken apart once for all that is compared. */
export interface Query {
  /** How it is written: without any kanji, Japanese has to be compared by its sound. */
  readonly script: 'kana' | 'other';
  readonly words: Weighed;
  readonly nouns: Weighed;
  readonly pairs: Weighed;
  readonly grams: Weighed;
  readonly threes: Weighed;
  readonly kanji: Weighed;
  readonly sounds: Weighed;
  readonly longSounds: Weighed;
  /** What synonyms add. */
  readonly others: Weighed;
  readonly groups: Weighed;
  /** Its words, and those with what else stands for them; worths add up to 1. */
  readonly wishes: readonly Wish[];
  readonly wishesWithOthers: readonly Wish[];
  readonly gramWishes: readonly Wish[];
  readonly groupWishes: readonly Wish[];
}

/** A synonym is as good as this when it covers a word. */
const synonymCovers = 0.6;

export function readQuery(text: string, index: SearchIndex): Query {
  const analysis = index.analyzer.analyze(text);
  const script = hasJapanese(analysis.text) && !hasKanji(analysis.text) ? 'kana' : 'other';
  const heard = script === 'kana' ? heardWords(analysis.reading, index.bySound) : new Map<string, number>();
  const own = weighed(wordsOf(analysis));
  const { terms, ofWord } = index.synonyms.of(analysis);
  const groups = [...index.synonyms.groupsOf(analysis)];
  const words = [...own, ...[...heard].filter(([term]) => !own.some(([mine]) => mine === term))];
  const idf = (term: string) => index.whole.words.idf(term);
  const withOthers = analysis.words.map((word) => ({
    worth: idf(word.base),
    terms: [[word.base, 1] as const, ...[...(ofWord.get(word) ?? [])].map((other) => [other, synonymCovers] as const)],
  }));
  const heardWishes = [...heard].map(([term, weight]) => ({ worth: idf(term) * weight, terms: [[term, 1] as const] }));
  return {
    script,
    words,
    nouns: weighed(nounsOf(analysis)),
    pairs: weighed(pairsOf(analysis)),
    grams: weighed(analysis.grams),
    threes: weighed(analysis.threes),
    kanji: weighed(analysis.kanji),
    sounds: weighed(soundsOf(analysis.reading, 2)),
    longSounds: weighed(soundsOf(analysis.reading, 3)),
    others: [...terms],
    groups,
    wishes: inAll([...own.map(([term]) => ({ worth: idf(term), terms: [[term, 1] as const] })), ...heardWishes]),
    wishesWithOthers: inAll([...withOthers, ...heardWishes]),
    gramWishes: inAll(
      [...new Set(analysis.grams)].map((term) => ({ worth: index.whole.grams.idf(term), terms: [[term, 1] as const] })),
    ),
    groupWishes: inAll(
      groups.map(([term, weight]) => ({ worth: weight * index.whole.groups.idf(term), terms: [[term, 1] as const] })),
    ),
  };
}

/** Saying something twice makes it a little weightier. */
const weighed = (terms: readonly string[]): Weighed =>
  [...countsOf(terms)].map(([term, count]) => [term, 1 + 0.5 * Math.log(count)] as const);

function inAll(wishes: readonly Wish[]): Wish[] {
  const sum = wishes.reduce((all, { worth }) => all + worth, 0) || 1;
  return wishes.map(({ worth, terms }) => ({ worth: worth / sum, terms }));
}

/** Longer sounds are surer. */
const sureness = [0, 0, 0.35, 0.8];
const longestSound = 12;

/** Words of the entries that can be heard in a text of kana, the longest at each place: ねつがある → 熱. */
function heardWords(reading: string, bySound: SearchIndex['bySound']): Map<string, number> {
  const heard = new Map<string, number>();
  const text = hiragana(reading);
  for (let at = 0; at < text.length; at += 1) {
    for (let length = Math.min(longestSound, text.length - at); length >= 2; length -= 1) {
      const words = bySound.get(text.slice(at, at + length));
      if (!words) continue;
      const weight = (sureness[length] ?? 1) / Math.sqrt(words.size);
      for (const word of words) heard.set(word, Math.max(heard.get(word) ?? 0, weight));
      at += length - 1;
      break;
    }
  }
  return heard;
}
