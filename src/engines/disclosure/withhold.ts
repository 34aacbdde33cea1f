/** Groups smaller than this are not shown (`domain.md` §5.3: n ≥ 10 per cell and complementary suppression). */
export const minimumN = 10;

/**
 * What becomes of one cell of a table whose total is known.
 * `none`: nobody, and it may say so. `few`: fewer than the minimum (0 included). `complementary`: withheld because what is
 * shown beside it would otherwise give a small cell away by subtraction.
 */
export type Showing = 'shown' | 'none' | 'few' | 'complementary';

export interface WithholdOptions {
  /** Empty cells: say `none` where that gives nothing away, or always count as `few`. */
  readonly empty?: 'none' | 'few';
  readonly minimum?: number;
}

/**
 * Which cells of a table may be shown, when readers know the total, every shown cell, what the labels mean, and these rules.
 * Small cells are withheld; then, as long as one of them could be worked out, the next smallest is withheld too, empty ones
 * first, since they cost nothing.
 *
 * Protects one table. Two tables that overlap (two periods that differ by a day) need one decision for both, or a reader
 * subtracts one from the other.
 *
 * @param ns people or answers per cell: whole numbers from 0
 * @returns one showing per cell, in order
 * @example withhold([112, 3, 58, 14]) // ['shown', 'few', 'shown', 'complementary']
 */
export function withhold(ns: readonly number[], options: WithholdOptions = {}): Showing[] {
  const { empty = 'none', minimum = minimumN } = options;
  const showings = ns.map((n): Showing => {
    if (n >= minimum) return 'shown';
    return n === 0 ? empty : 'few';
  });
  const next = ns.map((n, at) => ({ n, at })).filter(({ at }) => showings[at] === 'shown' || showings[at] === 'none');
  next.sort((a, b) => a.n - b.n);
  for (const { n, at } of next) {
    if (!givesAway(ns, showings, minimum)) return showings;
    showings[at] = n === 0 ? 'few' : 'complementary';
  }
  if (!givesAway(ns, showings, minimum)) return showings;
  // Everything is withheld, and the labels alone give a cell away ("one has 10 or more, the other fewer, together 11").
  return showings.map(() => 'complementary');
}

/**
 * Whether the sum of some cells may be told to readers who may also see the whole table, its total and these rules: someone
 * who works for three towns sees their sum, a colleague sees the prefecture. It may not when it is small, and not when
 * subtracting what the table shows would give away a cell, among the summed ones or among the rest.
 *
 * @param showings what `withhold` said of the table
 * @example showingOfSum([40, 3, 30], ['shown', 'few', 'complementary'], (at) => at < 2) // 'complementary'
 */
export function showingOfSum(
  ns: readonly number[],
  showings: readonly Showing[],
  summed: (at: number) => boolean,
  minimum: number = minimumN,
): Showing {
  const cells = ns.map((n, at) => {
    // Where all cells are withheld alike, readers can still reckon which of them are small.
    const showing: Showing = showings[at] !== 'shown' && n < minimum ? 'few' : showings[at]!;
    return { n, showing, inside: summed(at) };
  });
  const inside = cells.filter((cell) => cell.inside);
  if (sum(inside.map(({ n }) => n)) < minimum) return 'few';
  const parts = [inside, cells.filter((cell) => !cell.inside)];
  const exposed = parts.some((part) =>
    givesAway(
      part.map(({ n }) => n),
      part.map(({ showing }) => showing),
      minimum,
    ),
  );
  return exposed ? 'complementary' : 'shown';
}

/** Whether a reader could tell the exact number of a withheld cell in which there are people. */
function givesAway(ns: readonly number[], showings: readonly Showing[], minimum: number): boolean {
  const few = ns.filter((_, at) => showings[at] === 'few');
  const complementary = ns.filter((_, at) => showings[at] === 'complementary');
  const rest = sum(few) + sum(complementary);
  if (sum(few) === 0) return false;
  const most = minimum - 1;
  // Whoever knows the rules knows that empty cells are withheld only where needed: assume the tighter bound without them.
  const least = few.includes(0) ? 0 : 1;
  const highest = Math.min(most, rest - least * (few.length - 1) - minimum * complementary.length);
  const lowest = complementary.length > 0 ? least : Math.max(least, rest - most * (few.length - 1));
  return lowest >= highest;
}

const sum = (ns: readonly number[]): number => ns.reduce((total, n) => total + n, 0);
