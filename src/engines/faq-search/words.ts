/** What a word is, as far as ranking cares. */
export type WordKind = 'noun' | 'verb' | 'adjective' | 'adverb';

/** A word that carries meaning. */
export interface Word {
  /** What is compared: the base form, normalised. */
  readonly base: string;
  readonly kind: WordKind;
  /** Where it begins and ends in the normalised text. */
  readonly from: number;
  readonly to: number;
  /** How it sounds in the text, in hiragana, where the splitter knows. */
  readonly sound?: string;
}

export interface SplitText {
  /** Only words that carry meaning, in their order. */
  readonly words: readonly Word[];
  /** The text as it is read aloud, in hiragana, as far as the splitter knows. */
  readonly reading: string;
}

/** Cuts a normalised text into words. One splitter serves one language. */
export interface WordSplitter {
  split(text: string): SplitText;
}
