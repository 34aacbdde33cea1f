import { sql } from 'kysely';
import type { AccountId, ChatId, ResidentId } from '../../base/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Read, read } from '../../platform/db/gather.ts';

interface WebSessionTable {
  account_id: string;
  session_hash: Buffer;
  chat_id: string;
  resident_id: string | null;
  created_at: Date;
  expires_at: Date;
}
interface ReturnCodeTable {
  account_id: string;
  chat_id: string;
  code_hash: Buffer;
  made_at: Date;
  expires_at: Date;
  used_at: Date | null;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    web_session: WebSessionTable;
    return_code: ReturnCodeTable;
  }
}

export async function addSession(
  tx: Tx,
  accountId: AccountId,
  session: { hash: Buffer; chatId: ChatId; at: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('web_session')
    .values({
      account_id: accountId,
      session_hash: session.hash,
      chat_id: session.chatId,
      resident_id: null,
      created_at: session.at,
      expires_at: session.expiresAt,
    })
    .execute();
}

export interface FoundSession {
  readonly chatId: ChatId;
  readonly residentId: ResidentId | null;
  readonly expiresAt: Date;
}

export async function sessionByHash(
  tx: Tx,
  accountId: AccountId,
  hash: Buffer,
  now: Date,
): Promise<FoundSession | undefined> {
  const found = await read(tx, accountId, sessions, hash);
  return found && found.expiresAt > now ? found : undefined;
}

const sessions: Read<Buffer, FoundSession> = {
  name: 'entry.session',
  of: ['web_session'],
  keyOf: (hash) => hash.toString('hex'),
  load: async (tx, accountId, hashes) => {
    const rows = await tx
      .selectFrom('web_session')
      .select(['session_hash', 'chat_id', 'resident_id', 'expires_at'])
      .where('account_id', '=', accountId)
      .where('session_hash', '=', sql<Buffer>`any(${hashes}::bytea[])`)
      .execute();
    return new Map(
      rows.map((row) => [
        row.session_hash.toString('hex'),
        {
          chatId: row.chat_id as ChatId,
          residentId: row.resident_id as ResidentId | null,
          expiresAt: row.expires_at,
        },
      ]),
    );
  },
};

export async function choosePerson(
  tx: Tx,
  accountId: AccountId,
  hash: Buffer,
  residentId: ResidentId | null,
): Promise<void> {
  await tx
    .updateTable('web_session')
    .set({ resident_id: residentId })
    .where('account_id', '=', accountId)
    .where('session_hash', '=', hash)
    .execute();
}

export async function endSessionsOf(tx: Tx, accountId: AccountId, chatId: ChatId): Promise<void> {
  await tx.deleteFrom('web_session').where('account_id', '=', accountId).where('chat_id', '=', chatId).execute();
  await tx.deleteFrom('return_code').where('account_id', '=', accountId).where('chat_id', '=', chatId).execute();
}

export async function endExpired(tx: Tx, accountId: AccountId, now: Date): Promise<void> {
  await tx.deleteFrom('web_session').where('account_id', '=', accountId).where('expires_at', '<=', now).execute();
  await tx.deleteFrom('return_code').where('account_id', '=', accountId).where('expires_at', '<=', now).execute();
}

/** Nobody is on the screen of the sessions where this person was. */
export async function lookAwayFrom(tx: Tx, accountId: AccountId, residentId: ResidentId): Promise<void> {
  await tx
    .updateTable('web_session')
    .set({ resident_id: null })
    .where('account_id', '=', accountId)
    .where('resident_id', '=', residentId)
    .execute();
}

/** The chat's code; an older one no longer counts. The caller has locked the chat: two made at once leave one. */
export async function putReturnCode(
  tx: Tx,
  accountId: AccountId,
  chatId: ChatId,
  code: { hash: Buffer; madeAt: Date; expiresAt: Date },
): Promise<void> {
  await removeReturnCode(tx, accountId, chatId);
  await tx
    .insertInto('return_code')
    .values({
      account_id: accountId,
      chat_id: chatId,
      code_hash: code.hash,
      made_at: code.madeAt,
      expires_at: code.expiresAt,
      used_at: null,
    })
    .execute();
}

export async function returnCodeOf(
  tx: Tx,
  accountId: AccountId,
  chatId: ChatId,
  now: Date,
): Promise<{ madeAt: Date; expiresAt: Date; usedAt: Date | null } | undefined> {
  const row = await tx
    .selectFrom('return_code')
    .select(['made_at', 'expires_at', 'used_at'])
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row && { madeAt: row.made_at, expiresAt: row.expires_at, usedAt: row.used_at };
}

/** The chat of a code that still holds; notes that it was used. */
export async function redeemReturnCode(
  tx: Tx,
  accountId: AccountId,
  hash: Buffer,
  now: Date,
): Promise<ChatId | undefined> {
  const row = await tx
    .updateTable('return_code')
    .set({ used_at: now })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', hash)
    .where('expires_at', '>', now)
    .returning('chat_id')
    .executeTakeFirst();
  return row?.chat_id as ChatId | undefined;
}

export async function removeReturnCode(tx: Tx, accountId: AccountId, chatId: ChatId): Promise<void> {
  await tx.deleteFrom('return_code').where('account_id', '=', accountId).where('chat_id', '=', chatId).execute();
}
