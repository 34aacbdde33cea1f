import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  type Analyzer,
  createAnalyzer,
  type Morpheme,
  morphemeWords,
  type SynonymGroup,
  segmenterWords,
  type WordSplitter,
} from '../../engines/faq-search/index.ts';

const require = createRequire(import.meta.url);

/** How Japanese is cut into words: by a dictionary of some 250 MB in memory, or by what the runtime brings. */
export type SplitterKind = 'kuromoji' | 'segmenter';

export interface AnalyzerSettings {
  readonly language: 'ja' | 'en';
  readonly splitter?: SplitterKind;
  readonly terms?: readonly string[];
  readonly silent?: readonly string[];
}

/** Loading the dictionary takes a second: do it in a worker. */
export async function loadAnalyzer({ language, splitter = 'kuromoji', ...rest }: AnalyzerSettings): Promise<Analyzer> {
  const words: WordSplitter =
    language === 'ja' && splitter === 'kuromoji' ? morphemeWords(await loadKuromoji()) : segmenterWords(language);
  return createAnalyzer({ splitter: words, ...rest });
}

let loading: Promise<(text: string) => readonly Morpheme[]> | undefined;

/** Once in each thread. */
function loadKuromoji(): Promise<(text: string) => readonly Morpheme[]> {
  loading ??= new Promise((resolve, reject) => {
    const kuromoji = require('@sglkc/kuromoji') as typeof import('@sglkc/kuromoji');
    const dicPath = join(dirname(require.resolve('@sglkc/kuromoji/package.json')), 'dict/');
    kuromoji.builder({ dicPath }).build((error, tokenizer) => {
      if (error) reject(error);
      else resolve((text) => tokenizer.tokenize(text));
    });
  });
  return loading;
}

/** 2: never expand by this word, says the dictionary's own manual. */
const neverExpand = 2;

/** As the package's own types have it; its version is pinned, and 67,000 words are not looked at one by one. */
interface DictionaryGroup {
  readonly id: string;
  readonly items: ReadonlyArray<{ readonly midashi: string; readonly expandControl: number }>;
}

/** Sudachi's dictionary of synonyms: some 15 MB of JSON, so read it in a worker. */
export async function loadSynonymDictionary(): Promise<SynonymGroup[]> {
  const path = join(dirname(require.resolve('sudachi-synonyms-dictionary')), 'sudachi-synonyms-dictionary.json');
  const groups = JSON.parse(await readFile(path, 'utf8')) as readonly DictionaryGroup[];
  return groups.map(({ id, items }) => ({
    id,
    words: [...new Set(items.filter((one) => one.expandControl !== neverExpand).map(({ midashi }) => midashi))],
  }));
}
