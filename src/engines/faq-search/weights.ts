import { z } from 'zod';
import { type FeatureName, featureNames } from './features.ts';
import type { SearchIndex } from './search-index.ts';
import { type Signal, signalNames } from './signals.ts';
import shipped from './weights.json' with { type: 'json' };

const perName = <Name extends string>(names: readonly Name[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, z.number()])) as Record<Name, z.ZodNumber>);
const ranking = perName<FeatureName>(featureNames);

const schema = z.strictObject({
  version: z.literal(1),
  /** What they were learned from, and what held for queries that were left out while learning. */
  learnedFrom: z.strictObject({
    entries: z.number(),
    queries: z.number(),
    folds: z.number(),
    ridge: z.number(),
    rounds: z.number(),
    measures: z.record(z.string(), z.record(z.string(), z.number())),
  }),
  /** For queries with kanji or Latin letters, and for those in kana alone; with a latent space, and without. */
  ranking: z.strictObject({
    other: z.strictObject({ large: ranking, small: ranking }),
    kana: z.strictObject({ large: ranking, small: ranking }),
  }),
  /** The logistic that says how likely the best entry is right. */
  confidence: z.strictObject({ bias: z.number(), weights: perName<Signal>(signalNames) }),
  /** From which likelihood on an entry answers at once, and from which the list is worth showing. */
  answerFrom: z.number(),
  choicesFrom: z.number(),
});

export type Weights = z.infer<typeof schema>;

/** @throws ZodError where the file is not of this version's shape */
export const parseWeights = (json: unknown): Weights => schema.parse(json);

export const shippedWeights: Weights = parseWeights(shipped);

/** In the order of the features. */
export function rankingWeights({ ranking }: Weights, script: 'kana' | 'other', { latent }: SearchIndex): Float64Array {
  const named = ranking[script][latent ? 'large' : 'small'];
  return Float64Array.from(featureNames, (name) => named[name]);
}
