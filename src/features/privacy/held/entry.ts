import { erasable, everything, type HeldTable, hash, nobody } from './declare.ts';

/** Browsers that act for a chat, and the codes by which they come back. */
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
  return_code: {
    holds: 'the code by which someone without LINE comes back to their pages',
    of: 'resident',
    wall: 'account',
    rights: everything,
    columns: {
      account_id: nobody,
      chat_id: erasable('internal_ids'),
      code_hash: hash('return_codes'),
      made_at: erasable('timestamps'),
      expires_at: erasable('timestamps'),
      used_at: erasable('return_codes'),
    },
  },
} as const satisfies Readonly<Record<string, HeldTable>>;
