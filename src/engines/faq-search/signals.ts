import { type Compared, featurePlace, width } from './features.ts';

/** What tells whether the best entry is right: measured absolutely, so that it means the same in a small FAQ as in a large. */
const ofTheBest = [
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
] as const;
export const signalNames = [...ofTheBest, 'margin', 'share', 'queryWords'] as const;
export type Signal = (typeof signalNames)[number];

/** @param best the row of the best candidate; `margin` and `share` compare it with other entries' */
export function signalsOf(compared: Compared, best: number, margin: number, share: number): Float64Array {
  const measured = ofTheBest.map((name) => compared.raw[best * width + featurePlace(name)]!);
  return Float64Array.from([...measured, Math.min(3, margin), share, Math.log(1 + compared.query.words.length)]);
}

/** How likely: the logistic of a weighted sum. */
export const likelihood = (signals: Float64Array, weights: readonly number[], bias: number): number =>
  1 / (1 + Math.exp(-weights.reduce((sum, weight, at) => sum + weight * signals[at]!, bias)));

/** Weights of a logistic for signals with outcomes, the last one its bias; by plain descent with a ridge. */
export function learnLogistic(
  cases: ReadonlyArray<{ readonly signals: Float64Array; readonly right: boolean }>,
  { ridge = 1e-3, rounds = 1500, step = 1 } = {},
): { readonly weights: number[]; readonly bias: number } {
  const weights = new Array<number>(cases[0]?.signals.length ?? 0).fill(0);
  let bias = 0;
  for (let round = 0; round < rounds; round += 1) {
    const slope = weights.map((weight) => ridge * weight);
    let biasSlope = 0;
    for (const { signals, right } of cases) {
      const miss = (likelihood(signals, weights, bias) - (right ? 1 : 0)) / cases.length;
      for (let k = 0; k < weights.length; k += 1) slope[k] = slope[k]! + miss * signals[k]!;
      biasSlope += miss;
    }
    for (let k = 0; k < weights.length; k += 1) weights[k] = weights[k]! - step * slope[k]!;
    bias -= step * biasSlope;
  }
  return { weights, bias };
}
