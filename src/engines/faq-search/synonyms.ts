import type { Analysis, Analyzer } from './analyzer.ts';
import { normalise } from './normalise.ts';
import type { Word } from './words.ts';

/** Words that mean the same, as a dictionary groups them. */
export interface SynonymGroup {
  readonly id: string;
  readonly words: readonly string[];
}

/** What staff say means the same: each finds the others; or, one-way, who says `from` finds `to` but not the reverse. */
export type StaffSynonym =
  | { readonly words: readonly string[] }
  | { readonly from: readonly string[]; readonly to: readonly string[] };

export interface SynonymSources {
  readonly dictionary?: readonly SynonymGroup[];
  /** Groups of the dictionary that staff switched off, by id. */
  readonly off?: ReadonlySet<string>;
  /** All accounts' first, then the account's own. */
  readonly staff?: readonly StaffSynonym[];
}

/** Other words for some of a text's words. */
export interface OtherWords {
  /** Terms with how much each is to count beside the text's own, 1 at most by the dictionary. */
  readonly terms: ReadonlyMap<string, number>;
  /** For each word of the text, single words that stand for it. */
  readonly ofWord: ReadonlyMap<Word, ReadonlySet<string>>;
}

/** Staff chose their words one by one: they count more than a dictionary's guess. */
const staffWeight = 1.5;
/** 後期|高齢|者|医療 is one word to the dictionary and four to the analyzer. */
const longestRun = 4;

interface Group {
  readonly id: string;
  readonly words: readonly string[];
  readonly staff: boolean;
}

export class Synonyms {
  readonly #groups = new Map<string, Group[]>();
  readonly #terms = new Map<string, readonly string[]>();
  readonly #analyzer: Analyzer;

  constructor({ dictionary = [], off = new Set(), staff = [] }: SynonymSources, analyzer: Analyzer) {
    this.#analyzer = analyzer;
    for (const { id, words } of dictionary) {
      if (off.has(id)) continue;
      const normalised = words.map(normalise);
      this.#add(id, normalised, normalised, false);
    }
    for (const [at, one] of staff.entries()) {
      const [from, to] = 'words' in one ? [one.words, one.words] : [one.from, one.to];
      this.#add(`staff ${at}`, from.map(normalise), to.map(normalise), true);
    }
  }

  #add(id: string, from: readonly string[], words: readonly string[], staff: boolean): void {
    for (const word of new Set(from)) {
      const groups = this.#groups.get(word);
      if (groups) groups.push({ id, words, staff });
      else this.#groups.set(word, [{ id, words, staff }]);
    }
  }

  /** What else a text could have said. */
  of(analysis: Analysis): OtherWords {
    const own = new Set(analysis.words.map(({ base }) => base));
    const terms = new Map<string, number>();
    const ofWord = new Map<Word, Set<string>>();
    for (const [key, first, run] of runsOf(analysis)) {
      const groups = this.#groups.get(key);
      if (!groups) continue;
      const others = new Map<string, boolean>();
      for (const { words, staff } of groups)
        for (const word of words) if (word !== key) others.set(word, staff || (others.get(word) ?? false));
      for (const [other, staff] of others) {
        const parts = this.#termsOf(other);
        const weight = (staff ? staffWeight : 1 / Math.sqrt(others.size)) / Math.sqrt(parts.length);
        for (const part of parts) if (!own.has(part)) terms.set(part, Math.max(terms.get(part) ?? 0, weight));
        if (run === 1 && parts.length === 1) ofWord.set(first, (ofWord.get(first) ?? new Set()).add(parts[0]!));
      }
    }
    return { terms, ofWord };
  }

  /** The dictionary's groups that a text speaks of, each as weighty as its word is unambiguous. */
  groupsOf(analysis: Analysis): Map<string, number> {
    const found = new Map<string, number>();
    for (const [key] of runsOf(analysis)) {
      const groups = this.#groups.get(key)?.filter(({ staff }) => !staff) ?? [];
      for (const { id } of groups) found.set(id, Math.max(found.get(id) ?? 0, 1 / Math.sqrt(groups.length)));
    }
    return found;
  }

  #termsOf(word: string): readonly string[] {
    const known = this.#terms.get(word);
    if (known) return known;
    const terms = [...new Set(this.#analyzer.analyze(word).words.map(({ base }) => base))];
    this.#terms.set(word, terms);
    return terms;
  }
}

/** What a text may say in the dictionary's words: each word in its base form, and words that stand together. */
function* runsOf({ words, text }: Analysis): Generator<readonly [key: string, first: Word, run: number]> {
  for (const [at, first] of words.entries()) {
    yield [first.base, first, 1];
    for (let run = 1; run <= longestRun; run += 1) {
      const last = words[at + run - 1];
      if (!last || (run > 1 && last.from !== words[at + run - 2]!.to)) break;
      const key = text.slice(first.from, last.to);
      if (run > 1 || key !== first.base) yield [key, first, run];
    }
  }
}
