/** What do people ask, and what is answered? Builds and serves the search of each account's FAQ. */
export { type AnalyzerSettings, loadAnalyzer, loadSynonymDictionary, type SplitterKind } from './load-analyzer.ts';
export { createFaqSearch, type FaqSearch } from './search-service.ts';
export { buildSearchSet, type SearchSet, type SearchSource, searchSet } from './search-set.ts';
export { searchSourceOf } from './search-source.ts';
