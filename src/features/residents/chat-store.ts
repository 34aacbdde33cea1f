import type { Generated, Selectable } from 'kysely';
import type { AccountId, ChatId } from '../../base/ids.ts';
import type { Language } from '../../base/language.ts';
import { jsonb, type Tx } from '../../platform/db/database.ts';
import type { Chat } from './model.ts';

interface ChatTable {
  account_id: string;
  chat_id: string;
  channel: 'line' | 'web';
  user_hash: Buffer | null;
  user_sealed: Buffer | null;
  language: Language;
  session: Generated<unknown>;
  followed_at: Date | null;
  blocked_at: Generated<Date | null>;
  created_at: Date;
  erased_at: Generated<Date | null>;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    chat: ChatTable;
  }
}

const chatColumns = ['chat_id', 'channel', 'language', 'followed_at', 'blocked_at'] as const;

const toChat = (row: Pick<Selectable<ChatTable>, (typeof chatColumns)[number]>): Chat => ({
  chatId: row.chat_id as ChatId,
  channel: row.channel,
  language: row.language,
  followedAt: row.followed_at,
  blockedAt: row.blocked_at,
});

/** The chat of a LINE user, locked: events of one chat are worked on one after the other, whichever process has them. */
export async function lockChatByUser(tx: Tx, accountId: AccountId, userHash: Buffer): Promise<Chat | undefined> {
  const row = await tx
    .selectFrom('chat')
    .select(chatColumns)
    .where('account_id', '=', accountId)
    .where('user_hash', '=', userHash)
    .where('erased_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row && toChat(row);
}

/** Adds the chat unless another process just did; either way the row is there afterwards. */
export async function addChat(
  tx: Tx,
  accountId: AccountId,
  chat: { chatId: ChatId; channel: 'line' | 'web'; userHash: Buffer | null; language: Language; at: Date },
): Promise<boolean> {
  const added = await tx
    .insertInto('chat')
    .values({
      account_id: accountId,
      chat_id: chat.chatId,
      channel: chat.channel,
      user_hash: chat.userHash,
      user_sealed: null,
      language: chat.language,
      followed_at: null,
      created_at: chat.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('chat_id')
    .executeTakeFirst();
  return added !== undefined;
}

export async function chatById(tx: Tx, accountId: AccountId, chatId: ChatId): Promise<Chat | undefined> {
  const row = await tx
    .selectFrom('chat')
    .select(chatColumns)
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  return row && toChat(row);
}

/** Locks a chat: what is added to it is added one after the other. */
export async function lockChat(tx: Tx, accountId: AccountId, chatId: ChatId): Promise<boolean> {
  const row = await tx
    .selectFrom('chat')
    .select('chat_id')
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .where('erased_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

type ChatChange = Partial<Pick<ChatTable, 'language' | 'followed_at' | 'user_sealed'>> & {
  blocked_at?: Date | null;
};

export async function changeChat(tx: Tx, accountId: AccountId, chatId: ChatId, change: ChatChange): Promise<void> {
  await tx.updateTable('chat').set(change).where('account_id', '=', accountId).where('chat_id', '=', chatId).execute();
}

export async function sealedUser(tx: Tx, accountId: AccountId, chatId: ChatId): Promise<Buffer | null> {
  const row = await tx
    .selectFrom('chat')
    .select('user_sealed')
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .executeTakeFirst();
  return row?.user_sealed ?? null;
}

export async function chatSession(tx: Tx, accountId: AccountId, chatId: ChatId): Promise<unknown> {
  const row = await tx
    .selectFrom('chat')
    .select('session')
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .executeTakeFirst();
  return row?.session ?? {};
}

export async function keepChatSession(tx: Tx, accountId: AccountId, chatId: ChatId, session: unknown): Promise<void> {
  await tx
    .updateTable('chat')
    .set({ session: jsonb(session) })
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .execute();
}

/** Leaves a tombstone: no identifier, no session, no choice; only that a chat was here and when it was erased. */
export async function eraseChat(tx: Tx, accountId: AccountId, chatId: ChatId, at: Date): Promise<void> {
  await tx
    .updateTable('chat')
    .set({
      channel: 'web',
      user_hash: null,
      user_sealed: null,
      language: 'ja',
      session: jsonb({}),
      followed_at: null,
      blocked_at: null,
      created_at: at,
      erased_at: at,
    })
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .execute();
}
