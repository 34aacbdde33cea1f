import { buildIndex, type SearchEntry, type SearchIndex } from '../../engines/faq-search/index.ts';
import { loadAnalyzer, loadSynonymDictionary, type SplitterKind } from '../../features/faq/index.ts';
import { ownPlaces } from './judged-files.ts';

/** The index of a corpus as an account would have it: the dictionary's synonyms, and its own place silent. */
export async function judgedIndex(
  entries: readonly SearchEntry[],
  splitter: SplitterKind = 'kuromoji',
): Promise<{ readonly index: SearchIndex; readonly buildMs: number }> {
  const analyzer = await loadAnalyzer({ language: 'ja', splitter, silent: ownPlaces(entries) });
  const dictionary = await loadSynonymDictionary();
  const from = performance.now();
  const index = buildIndex(entries, { analyzer, synonyms: { dictionary } });
  return { index, buildMs: performance.now() - from };
}
