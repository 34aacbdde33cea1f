import { createContext, type ReactNode, use, useMemo } from 'react';
import type { Localized } from '../../../src/base/language.ts';
import { rubyBare } from '../../../src/base/ruby.ts';
import { en } from './en/index.ts';
import type { StaffLanguage } from './format.ts';
import { ja } from './ja/index.ts';
import { fill, type Params, wanted } from './text.ts';

export type Key = keyof typeof ja;
type Values<K extends Key> = [Params<(typeof ja)[K]>] extends [never]
  ? []
  : [values: Record<Params<(typeof ja)[K]>, string | number>];

export interface Words {
  readonly language: StaffLanguage;
  /** The sentence under this key, filled. Key and values are checked by the compiler. */
  t<K extends Key>(key: K, ...values: Values<K>): string;
  /** A sentence whose key is put together at run time, or undefined if the catalogue has none or a value is missing. */
  find(key: string, values?: Readonly<Record<string, string | number>>): string | undefined;
  /** Content in the reader's language, without readings. */
  of(text: Localized): string;
}

const WordsContext = createContext<Words | null>(null);

export const wordsIn = (language: StaffLanguage): Words => {
  const catalogue: Readonly<Record<string, string>> = language === 'ja' ? ja : en;
  return {
    language,
    t: (key, ...values) => fill(catalogue[key]!, values[0]),
    find: (key, values = {}) => {
      const sentence = catalogue[key];
      if (sentence === undefined || !wanted(sentence).every((name) => name in values)) return undefined;
      return fill(sentence, values);
    },
    of: (text) => rubyBare(text[language]),
  };
};

export function WordsProvider({ language, children }: { language: StaffLanguage; children: ReactNode }) {
  const words = useMemo(() => wordsIn(language), [language]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

export function useWords(): Words {
  const words = use(WordsContext);
  if (!words) throw new Error('useWords is used outside WordsProvider');
  return words;
}
