/** How well a list of results, best first, serves one query. */
export interface Measures {
  readonly 'SR@1': number;
  readonly 'SR@5': number;
  readonly MRR: number;
  readonly MAP: number;
  readonly 'R@10': number;
  readonly 'nDCG@10': number;
}

/** @param grades 2 answers the query, 1 is related; both count as right, and nDCG's gain is the grade itself */
export function measure(ranked: readonly string[], grades: Readonly<Record<string, number>>): Measures {
  const gains = ranked.map((id) => grades[id] ?? 0);
  const ideal = Object.values(grades).sort((a, b) => b - a);
  const right = ideal.filter((grade) => grade > 0).length;
  const first = gains.findIndex((gain) => gain > 0);
  const hits = (upTo: number) => gains.slice(0, upTo).filter((gain) => gain > 0).length;
  const precisions = gains.flatMap((gain, at) => (gain > 0 ? [hits(at + 1) / (at + 1)] : []));
  const share = (part: number, all: number) => (all > 0 ? part / all : 0);
  return {
    'SR@1': first === 0 ? 1 : 0,
    'SR@5': first >= 0 && first < 5 ? 1 : 0,
    MRR: first >= 0 ? 1 / (first + 1) : 0,
    MAP: share(
      precisions.reduce((sum, one) => sum + one, 0),
      right,
    ),
    'R@10': share(hits(10), right),
    'nDCG@10': share(discounted(gains), discounted(ideal)),
  };
}

const discounted = (gains: readonly number[]): number =>
  gains.slice(0, 10).reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);

export const measureNames = ['SR@1', 'SR@5', 'MRR', 'MAP', 'R@10', 'nDCG@10'] as const;

export const meanMeasures = (all: readonly Measures[]): Measures =>
  Object.fromEntries(
    measureNames.map((name) => [name, all.reduce((sum, one) => sum + one[name], 0) / Math.max(1, all.length)]),
  ) as unknown as Measures;
