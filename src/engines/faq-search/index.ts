/** Which entries of the FAQ answer a question, and how sure is that? See README.md. */
export { type Analysis, type Analyzer, type AnalyzerOptions, createAnalyzer } from './analyzer.ts';
export type { Embedder } from './embedder.ts';
export type { SearchEntry } from './entry.ts';
export { type JudgedQuery, learn } from './learn.ts';
export { type Measures, meanMeasures, measure, measureNames } from './measures.ts';
export { type Morpheme, morphemeWords } from './morpheme-words.ts';
export { hasJapanese, normalise } from './normalise.ts';
export { type Found, type SearchResult, search } from './search.ts';
export { buildIndex, type IndexOptions, latentFrom, type SearchIndex } from './search-index.ts';
export { segmenterWords } from './segmenter-words.ts';
export { parseStaffWords, type StaffWords } from './staff-words.ts';
export type { StaffSynonym, SynonymGroup, SynonymSources } from './synonyms.ts';
export { parseWeights, shippedWeights, type Weights } from './weights.ts';
export type { SplitText, Word, WordKind, WordSplitter } from './words.ts';
