import { englishStem } from './english-stem.ts';
import { hasJapanese, hiragana } from './normalise.ts';
import type { Word, WordKind, WordSplitter } from './words.ts';

/** A morpheme as analyzers with the IPA dictionary give it. */
export interface Morpheme {
  readonly surface_form: string;
  readonly pos: string;
  readonly pos_detail_1: string;
  /** '*' where the dictionary does not know the word. */
  readonly basic_form: string;
  readonly reading?: string | undefined;
}

const kinds: Readonly<Record<string, WordKind>> = {
  名詞: 'noun',
  動詞: 'verb',
  形容詞: 'adjective',
  副詞: 'adverb',
};
const carriesNothing = new Set(['非自立', '代名詞', '特殊', '接尾']);
/** Words by a morphological analyzer: the best there is for Japanese, at the price of its dictionary in memory. */
export const morphemeWords = (tokenize: (text: string) => readonly Morpheme[]): WordSplitter => ({
  split(text) {
    const words: Word[] = [];
    let reading = '';
    let from = 0;
    for (const morpheme of tokenize(text)) {
      const surface = morpheme.surface_form;
      const sound = hiragana(morpheme.reading ?? surface);
      reading += sound;
      const kind = kindOf(morpheme);
      if (kind) words.push({ base: baseOf(morpheme), kind, from, to: from + surface.length, sound });
      from += surface.length;
    }
    return { words, reading };
  },
});

function kindOf({ surface_form, pos, pos_detail_1 }: Morpheme): WordKind | undefined {
  const kind = kinds[pos];
  if (!kind || !/[\p{L}\p{N}]/u.test(surface_form)) return undefined;
  // Suffixes of nouns tell things apart (保険|料, 接触|者), others do not (〜れる, 〜っぽい).
  if (pos === '名詞' && pos_detail_1 === '接尾') return /\p{Script=Han}/u.test(surface_form) ? kind : undefined;
  return carriesNothing.has(pos_detail_1) ? undefined : kind;
}

const baseOf = ({ surface_form, basic_form }: Morpheme): string => {
  const base = basic_form === '*' ? surface_form : basic_form;
  return hasJapanese(base) ? base : englishStem(base);
};
