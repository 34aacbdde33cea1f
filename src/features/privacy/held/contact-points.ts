import { type HeldTable, nobody, seen } from './declare.ts';

/** Whom to call, as it was imported. */
export const contactPointsHeld = {
  contact_point_set: {
    holds: 'the contact points of an account, as they were imported',
    of: 'nobody',
    wall: 'account',
    rights: 'insert, select',
    columns: {
      account_id: nobody,
      set_id: nobody,
      source: nobody,
      hash: nobody,
      points: nobody,
      imported_at: nobody,
      imported_by: seen,
    },
  },
} as const satisfies Readonly<Record<string, HeldTable>>;
