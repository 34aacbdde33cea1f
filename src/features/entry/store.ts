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
interface EntryLinkTable {
  account_id: string;
  link_hash: Buffer;
  chat_id: string;
  target: string;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    web_session: WebSessionTable;
    entry_link: EntryLinkTable;
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
  await tx.deleteFrom('entry_link').where('account_id', '=', accountId).where('chat_id', '=', chatId).execute();
}

export async function endExpired(tx: Tx, accountId: AccountId, now: Date): Promise<void> {
  await tx.deleteFrom('web_session').where('account_id', '=', accountId).where('expires_at', '<=', now).execute();
  await tx.deleteFrom('entry_link').where('account_id', '=', accountId).where('expires_at', '<=', now).execute();
}

export async function addLink(
  tx: Tx,
  accountId: AccountId,
  link: { hash: Buffer; chatId: ChatId; target: string; at: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('entry_link')
    .values({
      account_id: accountId,
      link_hash: link.hash,
      chat_id: link.chatId,
      target: link.target,
      created_at: link.at,
      expires_at: link.expiresAt,
      used_at: null,
    })
    .execute();
}

/** Uses a link up: the second of two who press at once gets nothing. */
export async function spendLink(
  tx: Tx,
  accountId: AccountId,
  hash: Buffer,
  now: Date,
): Promise<{ chatId: ChatId; target: string } | undefined> {
  const row = await tx
    .updateTable('entry_link')
    .set({ used_at: now })
    .where('account_id', '=', accountId)
    .where('link_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['chat_id', 'target'])
    .executeTakeFirst();
  return row && { chatId: row.chat_id as ChatId, target: row.target };
}
