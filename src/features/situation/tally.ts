import { everywhere } from './model.ts';
import type { PlaceCount } from './store.ts';

/** Counts from counters and from what waits to be merged, looked up by day, measure and place. */
export interface Tally {
  /** 0 where nothing was counted. */
  at(on: string, measure: string, prefecture?: string, municipality?: string): number;
}

/**
 * @param merged rows as selected: sums ('*') or single places
 * @param waiting rows by municipality; each is added to its own place and to the sums above it
 */
export function tallyOf(merged: readonly PlaceCount[], waiting: readonly PlaceCount[]): Tally {
  const counts = new Map<string, number>();
  const add = (on: string, measure: string, prefecture: string, municipality: string, n: number) => {
    const key = `${on} ${measure} ${prefecture} ${municipality}`;
    counts.set(key, (counts.get(key) ?? 0) + n);
  };
  for (const row of merged) add(row.on, row.measure, row.prefectureCode, row.municipalityCode, row.n);
  for (const row of waiting) {
    add(row.on, row.measure, row.prefectureCode, row.municipalityCode, row.n);
    add(row.on, row.measure, row.prefectureCode, everywhere, row.n);
    add(row.on, row.measure, everywhere, everywhere, row.n);
  }
  return {
    at: (on, measure, prefecture = everywhere, municipality = everywhere) =>
      counts.get(`${on} ${measure} ${prefecture} ${municipality}`) ?? 0,
  };
}
