import { count, everything, type HeldTable, nobody } from './declare.ts';

/** Counts, which hold nobody. */
export const situationHeld = {
  counter: {
    holds: 'how many, by day and place',
    of: 'nobody',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      counted_on: count,
      prefecture_code: count,
      municipality_code: count,
      measure: count,
      n: count,
    },
  },
  counter_delta: {
    holds: 'what one answer adds to the counts, until it is added a moment later',
    of: 'nobody',
    wall: 'account',
    rights: 'delete, insert, select',
    columns: { account_id: nobody, delta_id: count, counts: count },
  },
} as const satisfies Readonly<Record<string, HeldTable>>;
