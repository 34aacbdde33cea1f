import { type HeldTable, nobody, seen } from './declare.ts';

/** What is held of the official accounts. */
export const accountsHeld = {
  account: {
    holds: 'an official account',
    of: 'nobody',
    wall: { none: 'the webhook’s destination and the page’s address lead to it, before any account is known' },
    rights: 'insert, select, update',
    columns: {
      account_id: nobody,
      slug: nobody,
      prefecture_code: nobody,
      line_stopped_at: nobody,
      line_stopped_by: seen,
      created_at: nobody,
    },
  },
} as const satisfies Readonly<Record<string, HeldTable>>;
