import { everything, type HeldTable, nobody, seen } from './declare.ts';

/** An account’s news. */
export const newsHeld = {
  news_item: {
    holds: 'one item of an account’s news',
    of: 'nobody',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      news_id: nobody,
      title: nobody,
      url: nobody,
      published_on: nobody,
      state: nobody,
      content_key: nobody,
      updated_at: nobody,
      updated_by: seen,
    },
  },
} as const satisfies Readonly<Record<string, HeldTable>>;
