import type { Tx } from '../db/database.ts';

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

export async function ownerKey(tx: Tx, accountId: string, ownerId: string): Promise<Buffer | undefined> {
  const row = await tx
    .selectFrom('owner_key')
    .select('wrapped')
    .where('account_id', '=', accountId)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  return row?.wrapped;
}

export async function addOwnerKey(tx: Tx, accountId: string, ownerId: string, wrapped: Buffer): Promise<void> {
  await tx
    .insertInto('owner_key')
    .values({ account_id: accountId, owner_id: ownerId, wrapped })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function removeOwnerKey(tx: Tx, accountId: string, ownerId: string): Promise<void> {
  await tx.deleteFrom('owner_key').where('account_id', '=', accountId).where('owner_id', '=', ownerId).execute();
}
