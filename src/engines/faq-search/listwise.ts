/** Candidates of one query, row by row, with how right each is: 2 answers it, 1 is related, 0 is neither. */
export interface JudgedList {
  readonly features: Float32Array;
  readonly grades: readonly number[];
}

export interface LearnOptions {
  /** How strongly weights are held near nought. */
  readonly ridge: number;
  readonly rounds: number;
  /** Features whose weight stays nought. */
  readonly without?: ReadonlySet<number>;
}

const firstStep = 0.1;
const [remember, rememberSquares] = [0.9, 0.99];

/**
 * Weights under which right candidates get the most of each list's softmax (ListNet's top-one loss with grades as shares),
 * found by Adam over all lists at once. Nothing in it is left to chance: the same lists give the same weights.
 */
export function learnWeights(lists: readonly JudgedList[], width: number, options: LearnOptions): Float64Array {
  const judged = lists.filter(({ grades }) => grades.some((grade) => grade > 0));
  const weights = new Float64Array(width);
  const mean = new Float64Array(width);
  const square = new Float64Array(width);
  for (let round = 1; round <= options.rounds; round += 1) {
    const slope = slopeAt(weights, judged);
    const step = firstStep * (1 - (0.9 * round) / options.rounds);
    for (let k = 0; k < width; k += 1) {
      if (options.without?.has(k)) continue;
      const g = slope[k]! / judged.length + options.ridge * weights[k]!;
      mean[k] = remember * mean[k]! + (1 - remember) * g;
      square[k] = rememberSquares * square[k]! + (1 - rememberSquares) * g * g;
      const [m, s] = [mean[k]! / (1 - remember ** round), square[k]! / (1 - rememberSquares ** round)];
      weights[k] = weights[k]! - (step * m) / (Math.sqrt(s) + 1e-8);
    }
  }
  return weights;
}

function slopeAt(weights: Float64Array, lists: readonly JudgedList[]): Float64Array {
  const width = weights.length;
  const slope = new Float64Array(width);
  for (const { features, grades } of lists) {
    const shares = softmax(scoresOf(features, weights));
    const sum = grades.reduce((all, grade) => all + grade, 0);
    for (const [row, share] of shares.entries()) {
      const miss = share - grades[row]! / sum;
      for (let k = 0; k < width; k += 1) slope[k] = slope[k]! + miss * features[row * width + k]!;
    }
  }
  return slope;
}

/** A linear score for each row of features. */
export function scoresOf(features: Float32Array, weights: Float64Array): Float64Array {
  const width = weights.length;
  const scores = new Float64Array(features.length / width);
  for (let row = 0; row < scores.length; row += 1)
    for (let k = 0; k < width; k += 1) scores[row] = scores[row]! + weights[k]! * features[row * width + k]!;
  return scores;
}

export function softmax(scores: Float64Array): Float64Array {
  const most = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
