import type { Analysis, Analyzer } from './analyzer.ts';
import type { SearchEntry } from './entry.ts';
import { LatentSpace } from './latent-space.ts';
import { hiragana } from './normalise.ts';
import { type SynonymSources, Synonyms } from './synonyms.ts';
import { TermField } from './term-field.ts';

/** One way of asking an entry, ready to be compared: its question, or one of its phrasings. */
export interface Asking {
  /** The place of its entry. */
  readonly entry: number;
  readonly words: ReadonlySet<string>;
  readonly grams: ReadonlySet<string>;
  /** Where it points in the latent space, if there is one. */
  readonly place?: Float32Array;
}

/** Entries ready for searching. Never changed: another index takes its place. */
export interface SearchIndex {
  readonly entries: readonly SearchEntry[];
  readonly askings: readonly Asking[];
  readonly analyzer: Analyzer;
  readonly synonyms: Synonyms;
  /** Fields of the askings. */
  readonly asked: Fields;
  /** Fields of the entries: everything that is asked and answered. */
  readonly whole: Fields;
  /** Fields of the answers alone. */
  readonly answers: Pick<Fields, 'words' | 'grams'>;
  /** The words of each answer's first sentence. */
  readonly openings: TermField;
  readonly latent?: {
    readonly space: LatentSpace;
    readonly answers: readonly Float32Array[];
    readonly whole: readonly Float32Array[];
  };
  /** Words of the entries by how they sound, in hiragana: 熱 and 熱い are both found by ねつ… */
  readonly bySound: ReadonlyMap<string, ReadonlySet<string>>;
  /** The logarithm of how many words each asking and each answer has. */
  readonly lengths: { readonly asked: Float32Array; readonly answers: Float32Array };
}

export interface Fields {
  readonly words: TermField;
  readonly nouns: TermField;
  readonly pairs: TermField;
  readonly grams: TermField;
  readonly threes: TermField;
  readonly kanji: TermField;
  readonly sounds: TermField;
  readonly longSounds: TermField;
  /** Groups of synonyms. */
  readonly groups: TermField;
}

export interface IndexOptions {
  readonly analyzer: Analyzer;
  readonly synonyms?: SynonymSources;
  /** From how many entries on the latent space is worth its while. */
  readonly latentFrom?: number;
}

export const latentFrom = 300;

export function buildIndex(entries: readonly SearchEntry[], options: IndexOptions): SearchIndex {
  const { analyzer } = options;
  const read = (text: string) => analyzer.analyze(text);
  const asked = entries.flatMap(({ question, phrasings }, entry) =>
    [...new Set([question, ...phrasings])].map((text) => ({ entry, ...read(text) })),
  );
  const answers = entries.map(({ answer, category }) => read(category ? `${answer}\n${category}` : answer));
  const openings = entries.map(({ answer }) => wordsOf(read(openingOf(answer))));
  const askedOf = Map.groupBy(asked, ({ entry }) => entry);
  const whole = entries.map((_, entry) => [...askedOf.get(entry)!, answers[entry]!]);
  const synonyms = new Synonyms(options.synonyms ?? {}, analyzer);
  const wholeFields = fieldsOf(whole, synonyms);
  const latent =
    entries.length < (options.latentFrom ?? latentFrom) ? undefined : latentOf(asked, answers, whole, wholeFields);
  return {
    entries,
    askings: asked.map((one, at) => ({
      entry: one.entry,
      words: new Set(wordsOf(one)),
      grams: new Set(one.grams),
      ...(latent ? { place: latent.asked[at]! } : {}),
    })),
    analyzer,
    synonyms,
    asked: fieldsOf(
      asked.map((one) => [one]),
      synonyms,
    ),
    whole: wholeFields,
    answers: { words: new TermField(answers.map(wordsOf)), grams: new TermField(answers.map(({ grams }) => grams)) },
    openings: new TermField(openings),
    ...(latent ? { latent } : {}),
    bySound: soundsOfWords([...asked, ...answers]),
    lengths: {
      asked: Float32Array.from(asked, ({ words }) => Math.log(1 + words.length)),
      answers: Float32Array.from(answers, ({ words }) => Math.log(1 + words.length)),
    },
  };
}

export const wordsOf = ({ words }: Analysis): string[] => words.map(({ base }) => base);
export const nounsOf = ({ words }: Analysis): string[] =>
  words.filter(({ kind }) => kind === 'noun').map(({ base }) => base);

/** Words that stand beside each other, or one apart. */
export const pairsOf = ({ words }: Analysis): string[] =>
  words.flatMap(({ base }, at) =>
    [words[at + 1], words[at + 2]].flatMap((next) => (next ? [`${base} ${next.base}`] : [])),
  );

/** So many kana in a row of a text as it is read aloud. */
export function soundsOf(reading: string, length: number): string[] {
  const sounds: string[] = [];
  for (const [run] of reading.matchAll(/[\p{Script=Hiragana}ー]+/gu))
    for (let at = 0; at + length <= run.length; at += 1) sounds.push(run.slice(at, at + length));
  return sounds;
}

/** Of texts that count as one each, however many pieces they are in. */
function fieldsOf(texts: ReadonlyArray<readonly Analysis[]>, synonyms: Synonyms): Fields {
  const field = (terms: (piece: Analysis) => readonly string[]) =>
    new TermField(texts.map((pieces) => pieces.flatMap(terms)));
  return {
    words: field(wordsOf),
    nouns: field(nounsOf),
    pairs: field(pairsOf),
    grams: field(({ grams }) => grams),
    threes: field(({ threes }) => threes),
    kanji: field(({ kanji }) => kanji),
    sounds: field(({ reading }) => soundsOf(reading, 2)),
    longSounds: field(({ reading }) => soundsOf(reading, 3)),
    groups: field((piece) => [...synonyms.groupsOf(piece).keys()]),
  };
}

function latentOf(
  asked: readonly Analysis[],
  answers: readonly Analysis[],
  whole: ReadonlyArray<readonly Analysis[]>,
  { words }: Fields,
) {
  const [askedWords, wholeWords] = [asked.map(wordsOf), whole.map((pieces) => pieces.flatMap(wordsOf))];
  const space = new LatentSpace([...wholeWords, ...askedWords], words);
  const places = (texts: readonly (readonly string[])[]) => texts.map((terms) => space.place(terms));
  return { space, asked: places(askedWords), answers: places(answers.map(wordsOf)), whole: places(wholeWords) };
}

function soundsOfWords(texts: readonly Analysis[]): Map<string, Set<string>> {
  const bySound = new Map<string, Set<string>>();
  for (const { words } of texts)
    for (const { base, sound } of words) {
      if (sound === undefined || sound.length < 2) continue;
      const alike = bySound.get(hiragana(sound));
      if (alike) alike.add(base);
      else bySound.set(hiragana(sound), new Set([base]));
    }
  return bySound;
}

const openingOf = (answer: string): string => answer.split(/[。\n]/, 1)[0]!.slice(0, 120);
