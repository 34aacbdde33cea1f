import {
  type Compared,
  compare,
  featureNames,
  featurePlace,
  latentFeatures,
  soundFeatures,
  width,
} from './features.ts';
import { type JudgedList, learnWeights, scoresOf } from './listwise.ts';
import { type Measures, meanMeasures, measure } from './measures.ts';
import { bestRows } from './search.ts';
import type { SearchIndex } from './search-index.ts';
import { learnLogistic, likelihood, signalNames, signalsOf } from './signals.ts';
import type { Weights } from './weights.ts';

/** What somebody asked, with the grades of entries by id: 2 answers it, 1 is related. */
export interface JudgedQuery {
  readonly text: string;
  readonly grades: Readonly<Record<string, number>>;
}

interface Case extends JudgedList {
  readonly compared: Compared;
  readonly judged: JudgedQuery;
  readonly fold: number;
}

interface Outcome {
  readonly signals: Float64Array;
  readonly right: boolean;
  readonly answerable: boolean;
}

const folds = 5;
const [ridge, rounds] = [0.003, 120];
/** Shown even when it is unlikely: a list costs little, and "none of these" is on it. */
const choicesFrom = 0.04;
/** Of questions that nothing answers, at most so many may be answered. */
const mostWrong = 0.08;
/** A small FAQ with many phrasings has something near to most questions: there 0.5 answers 19 % of those out of scope, 0.68 some 4 %. */
const leastAnswerFrom = 0.68;

/**
 * Learns all weights from judged queries. Every figure in `learnedFrom` and the likelihood itself rest on queries that were
 * left out of the learning that ranked them; the weights at the end are then learned from all of them.
 */
export function learn(index: SearchIndex, queries: readonly JudgedQuery[]): Weights {
  const other = casesOf(index, queries);
  // The same queries as somebody writes them who types no kanji.
  const kana = casesOf(
    index,
    queries.map((one) => ({ ...one, text: index.analyzer.analyze(one.text).reading })),
  );
  const [sounds, latent] = [placesOf(soundFeatures), placesOf(latentFeatures)];
  const runs = {
    other: runOf(other, sounds, index),
    otherSmall: runOf(other, sounds.union(latent), index),
    kana: runOf(kana, new Set(), index),
    kanaSmall: runOf(kana, latent, index),
  };
  const outcomes = [runs.other, runs.otherSmall].flatMap((run) => run.outcomes);
  const { weights, bias } = learnLogistic(outcomes);
  const answerFrom = thresholdOf(runs.other.outcomes, weights, bias);
  const rounded = (value: number) => Math.round(value * 10_000) / 10_000;
  const named = (values: Float64Array) =>
    Object.fromEntries(featureNames.map((name, at) => [name, rounded(values[at]!)])) as Record<
      (typeof featureNames)[number],
      number
    >;
  return {
    version: 1,
    learnedFrom: {
      entries: index.entries.length,
      queries: queries.length,
      folds,
      ridge,
      rounds,
      measures: Object.fromEntries(
        Object.entries(runs).map(([name, { measures }]) => [
          name,
          Object.fromEntries(Object.entries(measures).map(([key, value]) => [key, rounded(value)])),
        ]),
      ),
    },
    ranking: {
      other: { large: named(runs.other.weights), small: named(runs.otherSmall.weights) },
      kana: { large: named(runs.kana.weights), small: named(runs.kanaSmall.weights) },
    },
    confidence: {
      bias: rounded(bias),
      weights: Object.fromEntries(signalNames.map((name, at) => [name, rounded(weights[at]!)])) as Record<
        (typeof signalNames)[number],
        number
      >,
    },
    answerFrom,
    choicesFrom,
  };
}

const placesOf = (names: ReadonlyArray<(typeof featureNames)[number]>) => new Set(names.map(featurePlace));

function casesOf(index: SearchIndex, queries: readonly JudgedQuery[]): Case[] {
  return queries.map((judged, at) => {
    const compared = compare(judged.text, index);
    const grades = compared.candidates.map(
      (asking) => judged.grades[index.entries[index.askings[asking]!.entry]!.id] ?? 0,
    );
    // Neighbours in the file are often alike: the folds are dealt by a hash of the place.
    return { compared, judged, features: compared.shares, grades, fold: (Math.imul(at + 1, 2654435761) >>> 8) % folds };
  });
}

function runOf(cases: readonly Case[], without: ReadonlySet<number>, index: SearchIndex) {
  const options = { ridge, rounds, without };
  const measured: Measures[] = [];
  const outcomes: Outcome[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const weights = learnWeights(
      cases.filter((one) => one.fold !== fold),
      width,
      options,
    );
    for (const one of cases.filter((each) => each.fold === fold)) {
      const scores = scoresOf(one.features, weights);
      const ranked = bestRows(one.compared, scores, index).rows.map((row) => idOf(one, row, index));
      measured.push(measure(ranked, one.judged.grades));
      outcomes.push(...outcomesOf(one, scores, index));
    }
  }
  return { measures: meanMeasures(measured), outcomes, weights: learnWeights(cases, width, options) };
}

const idOf = ({ compared }: Case, row: number, index: SearchIndex): string =>
  index.entries[index.askings[compared.candidates[row]!]!.entry]!.id;

/** What came of a query, and what would have come of it if nothing answered it. */
function outcomesOf(one: Case, scores: Float64Array, index: SearchIndex): Outcome[] {
  const right = new Set(
    one.compared.candidates.flatMap((asking, row) => (one.grades[row]! > 0 ? [index.askings[asking]!.entry] : [])),
  );
  return [true, false].flatMap((answerable) => {
    const { rows, shares, margin } = bestRows(one.compared, scores, index, answerable ? new Set() : right);
    if (rows.length === 0) return [];
    const signals = signalsOf(one.compared, rows[0]!, margin, shares[0]!);
    return [{ signals, right: one.grades[rows[0]!]! > 0, answerable }];
  });
}

/** The least likelihood at which few enough of the unanswerable are answered. */
function thresholdOf(outcomes: readonly Outcome[], weights: readonly number[], bias: number): number {
  const wrong = outcomes
    .filter(({ answerable }) => !answerable)
    .map(({ signals }) => likelihood(signals, weights, bias))
    .sort((a, b) => b - a);
  const limit = wrong[Math.floor(wrong.length * mostWrong)] ?? leastAnswerFrom;
  return Math.max(leastAnswerFrom, Math.ceil(limit * 100) / 100);
}
