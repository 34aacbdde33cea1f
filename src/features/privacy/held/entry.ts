import { erasable, everything, type HeldTable, hash, nobody } from './declare.ts';

/** Browsers that act for a chat, and the links that open them. */
export const entryHeld = {
  web_session: {
    holds: 'a browser that may act for a chat; its cookie holds the secret',
    of: 'resident',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      session_hash: hash('session_cookies'),
      chat_id: erasable('internal_ids'),
      resident_id: erasable('internal_ids'),
      created_at: erasable('timestamps'),
      expires_at: erasable('timestamps'),
    },
  },
  entry_link: {
    holds: 'a link that opens the pages for one chat, once',
    of: 'resident',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      link_hash: hash('access_links'),
      chat_id: erasable('internal_ids'),
      target: erasable('access_links'),
      created_at: erasable('timestamps'),
      expires_at: erasable('timestamps'),
      used_at: erasable('access_links'),
    },
  },
} as const satisfies Readonly<Record<string, HeldTable>>;
