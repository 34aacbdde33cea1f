import { type Compared, compare } from './features.ts';
import { scoresOf, softmax } from './listwise.ts';
import type { SearchIndex } from './search-index.ts';
import { likelihood, signalNames, signalsOf } from './signals.ts';
import { rankingWeights, shippedWeights, type Weights } from './weights.ts';

export interface Found {
  readonly id: string;
  readonly question: string;
  /** Its share of all that speaks for any entry, 0 to 1. */
  readonly score: number;
}

export interface SearchResult {
  /** Best first. */
  readonly found: readonly Found[];
  /** How likely the first one is right. */
  readonly likely: number;
  /** What that comes to: answer at once, let choose, or say that there is nothing. */
  readonly kind: 'answer' | 'choices' | 'none';
}

export interface SearchOptions {
  readonly weights?: Weights;
  /** Places of entries that are not to be found. */
  readonly hidden?: ReadonlySet<number>;
}

/** @param limit how many entries at most */
export function search(
  text: string,
  index: SearchIndex,
  limit = 5,
  { weights = shippedWeights, hidden = new Set() }: SearchOptions = {},
): SearchResult {
  const compared = compare(text, index);
  const scores = scoresOf(compared.shares, rankingWeights(weights, compared.query.script, index));
  const { rows, shares, margin } = bestRows(compared, scores, index, hidden);
  if (rows.length === 0) return { found: [], likely: 0, kind: 'none' };
  const { confidence, answerFrom, choicesFrom } = weights;
  const signals = signalsOf(compared, rows[0]!, margin, shares[0]!);
  const likely = likelihood(
    signals,
    signalNames.map((name) => confidence.weights[name]),
    confidence.bias,
  );
  const kind = likely >= answerFrom ? 'answer' : likely >= choicesFrom ? 'choices' : 'none';
  const found = rows.slice(0, limit).map((row, at) => {
    const { id, question } = index.entries[index.askings[compared.candidates[row]!]!.entry]!;
    return { id, question, score: shares[at]! };
  });
  return { found, likely, kind };
}

export interface BestRows {
  /** The best row of each entry, the best entry first. */
  readonly rows: readonly number[];
  /** For each row its part of the softmax over entries. */
  readonly shares: readonly number[];
  /** How far the first is ahead of the second. */
  readonly margin: number;
}

/** @param left entries that are not to be found, by their place */
export function bestRows(
  { candidates }: Pick<Compared, 'candidates'>,
  scores: Float64Array,
  { askings }: Pick<SearchIndex, 'askings'>,
  left: ReadonlySet<number> = new Set(),
): BestRows {
  const best = new Map<number, number>();
  for (const row of candidates.keys()) {
    const { entry } = askings[candidates[row]!]!;
    const known = best.get(entry);
    if (!left.has(entry) && (known === undefined || scores[row]! > scores[known]!)) best.set(entry, row);
  }
  const rows = [...best.values()].sort((a, b) => scores[b]! - scores[a]!);
  const shares = [...softmax(Float64Array.from(rows, (row) => scores[row]!))];
  const margin = rows.length < 2 ? 3 : scores[rows[0]!]! - scores[rows[1]!]!;
  return { rows, shares, margin };
}
