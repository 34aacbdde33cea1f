import { column, erasable, type HeldTable, nobody, seen } from './declare.ts';

/** What the platform holds: keys, the audit log, the schema’s own history. */
export const platformHeld = {
  account_key: {
    holds: 'the key of an account, wrapped by the master key, which is not in the database',
    of: 'nobody',
    wall: 'account',
    rights: 'insert, select',
    columns: { account_id: nobody, wrapped: column('not-personal', [], 'key'), created_at: nobody },
  },
  owner_key: {
    holds: 'the key of a chat or person, wrapped by the account’s; without it nothing that it sealed opens',
    of: 'resident',
    wall: 'account',
    rights: 'delete, insert, select',
    columns: {
      account_id: nobody,
      owner_id: erasable('internal_ids'),
      wrapped: column('erasable', ['internal_ids'], 'key'),
    },
  },
  audit_lane: {
    holds: 'the end of one chain of the audit log',
    of: 'nobody',
    wall: 'account',
    rights: 'insert, select, update',
    columns: { account_id: nobody, chain_id: nobody, last_seq: nobody, last_hash: { ...nobody, form: 'hash' } },
  },
  audit_entry: {
    holds: 'who did what, when and to whom (ids alone), in a chain that shows when it was altered',
    of: 'resident',
    wall: 'account',
    rights: 'insert, select',
    columns: {
      account_id: nobody,
      entry_id: seen,
      chain_id: seen,
      seq: seen,
      at: seen,
      actor_kind: seen,
      actor_id: seen,
      verb: seen,
      subject: seen,
      detail: seen,
      previous_hash: { ...seen, form: 'hash' },
      hash: { ...seen, form: 'hash' },
    },
  },
  'public.migration': {
    holds: 'a change of the schema that was applied',
    of: 'nobody',
    wall: { none: 'it belongs to the database, and the application cannot read it' },
    rights: '',
    columns: { name: nobody, hash: nobody, applied_at: nobody },
  },
} as const satisfies Readonly<Record<string, HeldTable>>;
