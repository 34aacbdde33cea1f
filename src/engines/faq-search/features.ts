import { cosine, type LatentSpace } from './latent-space.ts';
import { type Query, readQuery } from './query.ts';
import type { Asking, SearchIndex } from './search-index.ts';
import type { TermField } from './term-field.ts';

/**
 * What is compared between a query and one way of asking an entry. Order and names are those of the weights file.
 * `…Asked`: with that question or phrasing; `…Whole`: with all of the entry; `…Answer`: with its answer.
 */
export const featureNames = [
  'wordsAsked',
  'wordsAnswer',
  'wordsWhole',
  'wordsOpening',
  'widerAsked',
  'widerWhole',
  'othersAsked',
  'othersAnswer',
  'nounsAsked',
  'nounsWhole',
  'pairsAsked',
  'pairsWhole',
  'gramsAsked',
  'gramsAnswer',
  'gramsWhole',
  'threesAsked',
  'threesWhole',
  'kanjiAsked',
  'kanjiWhole',
  'soundsAsked',
  'soundsWhole',
  'longSoundsAsked',
  'longSoundsWhole',
  'groupsAsked',
  'groupsWhole',
  'groupsCoveredAsked',
  'groupsCoveredWhole',
  'coveredAsked',
  'coveredWhole',
  'widerCoveredAsked',
  'widerCoveredWhole',
  'gramsCoveredAsked',
  'gramsCoveredWhole',
  'askedCovered',
  'askedGramsCovered',
  'gramsDice',
  'wordsDice',
  'latentAsked',
  'latentAnswer',
  'latentWhole',
  'aligned',
  'askedAligned',
  'askedLength',
  'answerLength',
] as const;
export type FeatureName = (typeof featureNames)[number];

export const latentFeatures: readonly FeatureName[] = [
  'latentAsked',
  'latentAnswer',
  'latentWhole',
  'aligned',
  'askedAligned',
];
export const soundFeatures: readonly FeatureName[] = [
  'soundsAsked',
  'soundsWhole',
  'longSoundsAsked',
  'longSoundsWhole',
];

/** Candidates of a query with their features, row by row. */
export interface Compared {
  readonly query: Query;
  /** Places of askings, best first by a rough score. */
  readonly candidates: readonly number[];
  /** As measured: `raw[row * width + feature]`. */
  readonly raw: Float32Array;
  /** As shares of the best of this query, which is what weights are for. */
  readonly shares: Float32Array;
}

export const width = featureNames.length;
const place = Object.fromEntries(featureNames.map((name, at) => [name, at])) as Record<FeatureName, number>;
export const featurePlace = (name: FeatureName): number => place[name];

/** How many entries, and of each how many ways of asking, are looked at closely. */
const closeEntries = 80;
const closeAskings = 3;

/** Lengths have no best; they are shifted and scaled to where the shares are. */
const lengthShift = 2;
const lengthScale = 0.4;

export function compare(text: string, index: SearchIndex): Compared {
  const query = readQuery(text, index);
  const fields = scoreFields(query, index);
  const candidates = pickCandidates(fields, index, query);
  const raw = new Float32Array(candidates.length * width);
  const set = (row: number, name: FeatureName, value: number) => {
    raw[row * width + place[name]] = value;
  };
  const best = new Float32Array(width);
  for (const [name, { scores, of }] of fields) {
    best[place[name]] = maximum(scores);
    for (const [row, asking] of candidates.entries())
      set(row, name, scores[of === 'asking' ? asking : index.askings[asking]!.entry]!);
  }
  compareClosely(query, index, candidates, set);
  const shares = new Float32Array(raw.length);
  for (let at = 0; at < raw.length; at += 1) best[at % width] = Math.max(best[at % width]!, raw[at]!);
  for (let at = 0; at < raw.length; at += 1) shares[at] = best[at % width]! > 1e-6 ? raw[at]! / best[at % width]! : 0;
  for (const [row] of candidates.entries())
    for (const name of ['askedLength', 'answerLength'] as const)
      shares[row * width + place[name]] = (raw[row * width + place[name]]! - lengthShift) * lengthScale;
  return { query, candidates, raw, shares };
}

interface Scores {
  readonly scores: Float32Array;
  readonly of: 'asking' | 'entry';
}

/** All that an inverted index gives for every entry at once. */
function scoreFields(query: Query, { asked, whole, answers, openings }: SearchIndex): Map<FeatureName, Scores> {
  const scores = new Map<FeatureName, Scores>();
  const asking = (name: FeatureName, values: Float32Array) => scores.set(name, { scores: values, of: 'asking' });
  const entry = (name: FeatureName, values: Float32Array) => scores.set(name, { scores: values, of: 'entry' });
  const wider = [...query.words, ...query.others.map(([term, weight]) => [term, weight / 2] as const)];
  asking('wordsAsked', asked.words.score(query.words));
  entry('wordsAnswer', answers.words.score(query.words));
  entry('wordsWhole', whole.words.score(query.words));
  entry('wordsOpening', openings.score(query.words));
  asking('widerAsked', asked.words.score(wider));
  entry('widerWhole', whole.words.score(wider));
  asking('othersAsked', asked.words.score(query.others));
  entry('othersAnswer', answers.words.score(query.others));
  const both = (name: 'nouns' | 'pairs' | 'grams' | 'threes' | 'kanji' | 'sounds' | 'longSounds' | 'groups') => {
    asking(`${name}Asked`, asked[name].score(query[name]));
    entry(`${name}Whole`, whole[name].score(query[name]));
  };
  for (const name of ['nouns', 'pairs', 'grams', 'threes', 'kanji', 'groups'] as const) both(name);
  if (query.script === 'kana') for (const name of ['sounds', 'longSounds'] as const) both(name);
  entry('gramsAnswer', answers.grams.score(query.grams));
  const covered = (
    name: 'covered' | 'widerCovered' | 'gramsCovered' | 'groupsCovered',
    field: 'words' | 'grams' | 'groups',
    wishes: Query['wishes'],
  ) => {
    asking(`${name}Asked`, asked[field].covered(wishes));
    entry(`${name}Whole`, whole[field].covered(wishes));
  };
  covered('covered', 'words', query.wishes);
  covered('widerCovered', 'words', query.wishesWithOthers);
  covered('gramsCovered', 'grams', query.gramWishes);
  covered('groupsCovered', 'groups', query.groupWishes);
  return scores;
}

/** What a rough score is made of; learning begins where these end. */
const rough: ReadonlyArray<readonly [name: FeatureName, weight: number]> = [
  ['wordsAsked', 0.6],
  ['widerAsked', 0.6],
  ['wordsAnswer', 1],
  ['wordsWhole', 1],
  ['widerWhole', 1],
  ['gramsWhole', 0.8],
  ['gramsAsked', 0.4],
  ['kanjiWhole', 1],
  ['coveredAsked', 1],
  ['coveredWhole', 1],
];
const roughByEar: typeof rough = [
  ['longSoundsAsked', 2],
  ['longSoundsWhole', 1],
  ['soundsAsked', 1],
];

function pickCandidates(fields: ReadonlyMap<FeatureName, Scores>, { askings }: SearchIndex, query: Query): number[] {
  const sums = new Float32Array(askings.length);
  for (const [name, weight] of query.script === 'kana' ? [...rough, ...roughByEar] : rough) {
    const { scores, of } = fields.get(name)!;
    const best = maximum(scores);
    if (best <= 1e-6) continue;
    for (let at = 0; at < sums.length; at += 1)
      sums[at] = sums[at]! + (weight * scores[of === 'asking' ? at : askings[at]!.entry]!) / best;
  }
  const order = Array.from(sums.keys())
    .filter((at) => sums[at]! > 0)
    .sort((a, b) => sums[b]! - sums[a]!);
  const taken = new Map<number, number>();
  const picked: number[] = [];
  for (const at of order) {
    const { entry } = askings[at]!;
    const times = taken.get(entry) ?? 0;
    if (times === closeAskings || (times === 0 && taken.size === closeEntries)) continue;
    taken.set(entry, times + 1);
    picked.push(at);
  }
  return picked;
}

/** What has to be worked out pair by pair, for candidates only. */
function compareClosely(
  query: Query,
  index: SearchIndex,
  candidates: readonly number[],
  set: (row: number, name: FeatureName, value: number) => void,
): void {
  const words = new Set(query.words.map(([term]) => term));
  const grams = new Set(query.grams.map(([term]) => term));
  const align = index.latent && alignment(words, index.latent.space, index.whole.words);
  const here = index.latent?.space.place([...words]);
  for (const [row, at] of candidates.entries()) {
    const asking = index.askings[at]!;
    const sharedWords = overlap(asking.words, words, index.asked.words);
    const sharedGrams = overlap(asking.grams, grams, index.asked.grams);
    set(row, 'askedCovered', sharedWords.share);
    set(row, 'askedGramsCovered', sharedGrams.share);
    set(row, 'wordsDice', dice(sharedWords.count, asking.words, words));
    set(row, 'gramsDice', dice(sharedGrams.count, asking.grams, grams));
    set(row, 'askedLength', index.lengths.asked[at]!);
    set(row, 'answerLength', index.lengths.answers[asking.entry]!);
    if (!index.latent || !here || !align) continue;
    set(row, 'latentAsked', Math.max(0, cosine(here, asking.place!)));
    set(row, 'latentAnswer', Math.max(0, cosine(here, index.latent.answers[asking.entry]!)));
    set(row, 'latentWhole', Math.max(0, cosine(here, index.latent.whole[asking.entry]!)));
    const { aligned, askedAligned } = align(asking, index.asked.words);
    set(row, 'aligned', aligned);
    set(row, 'askedAligned', askedAligned);
  }
}

/** How many terms two sets share, and what share that is of the first one's worth. */
function overlap(of: ReadonlySet<string>, others: ReadonlySet<string>, field: TermField) {
  let [count, shared, all] = [0, 0, 0];
  for (const term of of) {
    const worth = field.idf(term);
    all += worth;
    if (!others.has(term)) continue;
    count += 1;
    shared += worth;
  }
  return { count, share: all > 0 ? shared / all : 0 };
}

const dice = (shared: number, a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  a.size + b.size > 0 ? (2 * shared) / (a.size + b.size) : 0;

/** Each word of one side with the nearest of the other's in the latent space. */
function alignment(words: ReadonlySet<string>, space: LatentSpace, whole: TermField) {
  const mine = [...words].flatMap((term) => {
    const vector = space.word(term);
    return vector ? [{ term, vector, worth: whole.idf(term) }] : [];
  });
  const sum = mine.reduce((all, { worth }) => all + worth, 0) || 1;
  const near = new Map<string, Float32Array>();
  const nearness = (term: string): Float32Array => {
    const known = near.get(term);
    if (known) return known;
    const vector = space.word(term);
    const found = Float32Array.from(mine, (one) =>
      one.term === term ? 1 : vector ? Math.max(0, cosine(one.vector, vector)) : 0,
    );
    near.set(term, found);
    return found;
  };
  return (asking: Asking, asked: TermField) => {
    const best = new Float32Array(mine.length);
    let [covered, all] = [0, 0];
    for (const term of asking.words) {
      const similar = nearness(term);
      const worth = asked.idf(term);
      all += worth;
      covered += worth * maximum(similar);
      for (let at = 0; at < best.length; at += 1) best[at] = Math.max(best[at]!, similar[at]!);
    }
    const aligned = mine.reduce((total, { worth }, at) => total + worth * best[at]!, 0) / sum;
    return { aligned, askedAligned: all > 0 ? covered / all : 0 };
  };
}

function maximum(values: Float32Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
