import {
  buildIndex,
  hasJapanese,
  type SearchEntry,
  type SearchIndex,
  type SearchResult,
  type StaffSynonym,
  search,
} from '../../engines/faq-search/index.ts';
import { loadAnalyzer, loadSynonymDictionary, type SplitterKind } from './load-analyzer.ts';

/** All that one account's search is built from. Plain data: it travels to a worker. */
export interface SearchSource {
  /** Entries in Japanese, with easy Japanese among their phrasings. */
  readonly japanese: readonly SearchEntry[];
  readonly english: readonly SearchEntry[];
  /** Words of the staff that no dictionary knows. */
  readonly terms: readonly string[];
  /** Names of the account's own places: they tell its entries apart by nothing. */
  readonly places: readonly string[];
  readonly synonyms: readonly StaffSynonym[];
  /** Groups of the dictionary that are switched off. */
  readonly groupsOff: readonly string[];
  readonly splitter?: SplitterKind;
}

/** Indexes of one account, by the letters a question is written in. */
export interface SearchSet {
  readonly japanese: SearchIndex;
  readonly english: SearchIndex;
}

export async function buildSearchSet(source: SearchSource): Promise<SearchSet> {
  const settings = { terms: source.terms, silent: source.places };
  const [japanese, english, dictionary] = await Promise.all([
    loadAnalyzer({ ...settings, language: 'ja', ...(source.splitter ? { splitter: source.splitter } : {}) }),
    loadAnalyzer({ ...settings, language: 'en' }),
    loadSynonymDictionary(),
  ]);
  const synonyms = { staff: source.synonyms };
  return {
    japanese: buildIndex(source.japanese, {
      analyzer: japanese,
      synonyms: { ...synonyms, dictionary, off: new Set(source.groupsOff) },
    }),
    english: buildIndex(source.english, { analyzer: english, synonyms }),
  };
}

/** Whoever writes in Japanese letters is searched for in Japanese, whatever language they chose to be answered in. */
export const searchSet = (set: SearchSet, text: string, limit: number): SearchResult =>
  search(text, hasJapanese(text) ? set.japanese : set.english, limit);
