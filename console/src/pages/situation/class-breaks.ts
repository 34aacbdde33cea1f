/**
 * Five classes with the same limits every day, so that days can be compared. Limits are shares; a value on a limit belongs
 * to the class above. They follow what residents reported in spring 2020: fever well under 1 %, any symptom 2–5 %, fever for
 * four days and more about 0.1 %.
 */
const limits: Readonly<Record<string, readonly [number, number, number, number]>> = {
  fever: [0.003, 0.005, 0.0075, 0.01],
  fever4: [0.0005, 0.001, 0.0015, 0.002],
  any_sx: [0.01, 0.02, 0.03, 0.05],
};
const others = [0.005, 0.01, 0.015, 0.02] as const;

export const limitsFor = (measure: string): readonly [number, number, number, number] => limits[measure] ?? others;

/** 0 (lowest) … 4 (highest). */
export const classOf = (share: number, breaks: readonly number[]): number =>
  // A share is a quotient of counts; the limits are decimals: compare at the ten-millionth.
  breaks.filter((limit) => Math.round(share * 1e7) >= Math.round(limit * 1e7)).length;

/** The two ends of each class in percent, with the digits it takes: ['', '0.30'], ['0.30', '0.50'] … ['1.00', '']. */
export function classEnds(breaks: readonly number[]): readonly (readonly [from: string, to: string])[] {
  const ends = ['', ...breaks.map((limit) => (limit * 100).toFixed(2)), ''];
  return ends.slice(1).map((to, i) => [ends[i]!, to] as const);
}
