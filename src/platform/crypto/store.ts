import { sql } from 'kysely';
import type { AccountId } from '../../base/ids.ts';
import type { Tx } from '../db/database.ts';
import { type Read, read } from '../db/gather.ts';

interface AccountKeyTable {
  account_id: string;
  wrapped: Buffer;
  created_at: Date;
}
interface OwnerKeyTable {
  account_id: string;
  owner_id: string;
  wrapped: Buffer;
}
declare module '../db/database.ts' {
  interface Database {
    account_key: AccountKeyTable;
    owner_key: OwnerKeyTable;
  }
}

export async function accountKey(tx: Tx, accountId: string): Promise<Buffer | undefined> {
  const row = await tx
    .selectFrom('account_key')
    .select('wrapped')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.wrapped;
}

/** Keeps the first key that was given: two processes that open a new account agree on one. */
export async function addAccountKey(tx: Tx, accountId: string, wrapped: Buffer, now: Date): Promise<void> {
  await tx
    .insertInto('account_key')
    .values({ account_id: accountId, wrapped, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export const ownerKey = (tx: Tx, accountId: AccountId, ownerId: string): Promise<Buffer | undefined> =>
  read(tx, accountId, ownerKeys, ownerId);

const ownerKeys: Read<string, Buffer> = {
  name: 'vault.owner-key',
  of: ['owner_key'],
  keyOf: (id) => id,
  load: async (tx, accountId, ids) => {
    const rows = await tx
      .selectFrom('owner_key')
      .select(['owner_id', 'wrapped'])
      .where('account_id', '=', accountId)
      .where('owner_id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute();
    return new Map(rows.map((row) => [row.owner_id, row.wrapped]));
  },
};

/** Gives back the key if it is the first; undefined when another process gave one before. */
export const addOwnerKey = (
  tx: Tx,
  accountId: AccountId,
  ownerId: string,
  wrapped: Buffer,
): Promise<Buffer | undefined> => read(tx, accountId, newOwnerKeys, { ownerId, wrapped });

const newOwnerKeys: Read<{ readonly ownerId: string; readonly wrapped: Buffer }, Buffer> = {
  name: 'vault.new-owner-key',
  of: ['owner_key'],
  changes: true,
  keyOf: ({ ownerId }) => ownerId,
  load: async (tx, accountId, keys) => {
    const rows = await tx
      .insertInto('owner_key')
      .values(keys.map(({ ownerId, wrapped }) => ({ account_id: accountId, owner_id: ownerId, wrapped })))
      .onConflict((conflict) => conflict.doNothing())
      .returning(['owner_id', 'wrapped'])
      .execute();
    return new Map(rows.map((row) => [row.owner_id, row.wrapped]));
  },
};

export async function removeOwnerKey(tx: Tx, accountId: string, ownerId: string): Promise<void> {
  await tx.deleteFrom('owner_key').where('account_id', '=', accountId).where('owner_id', '=', ownerId).execute();
}
