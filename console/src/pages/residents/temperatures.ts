import type { HistoryEntry } from '../../api/contract.ts';

export interface Measured {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly celsius: number;
}

/** The temperatures in a history (linkId `temp_c`), oldest first; what is no temperature of a living person is left out. */
export function temperaturesOf(history: readonly HistoryEntry[]): readonly Measured[] {
  return history
    .flatMap((entry) => {
      const answer = entry.answers.find((item) => item.linkId === 'temp_c')?.answer.ja;
      const celsius = Number.parseFloat(answer ?? '');
      return celsius >= 30 && celsius <= 45 ? [{ at: Date.parse(entry.answeredAt), celsius }] : [];
    })
    .toSorted((a, b) => a.at - b.at);
}
