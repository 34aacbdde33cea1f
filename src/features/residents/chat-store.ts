import { type Generated, type Selectable, sql } from 'kysely';
import type { AccountId, ChatId } from '../../base/ids.ts';
import type { Language } from '../../base/language.ts';
import { jsonb, type Tx } from '../../platform/db/database.ts';
import { type Read, read, type Write, write } from '../../platform/db/gather.ts';
import { byteaText, jsonRows } from '../../platform/db/set-wise.ts';
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

const lockedBy = ({ chatId }: { readonly chatId: ChatId }): string => `chat ${chatId}`;

/** The chat of a LINE user, locked: events of one chat are worked on one after the other, whichever process has them. */
export const lockChatByUser = (tx: Tx, accountId: AccountId, userHash: Buffer): Promise<Chat | undefined> =>
  read(tx, accountId, chatByUser, userHash);

const chatByUser: Read<Buffer, Chat> = {
  name: 'residents.chat-by-user',
  of: ['chat'],
  keyOf: (hash) => hash.toString('hex'),
  load: async (tx, accountId, hashes) => {
    const rows = await tx
      .selectFrom('chat')
      .select([...chatColumns, 'user_hash'])
      .where('account_id', '=', accountId)
      .where('user_hash', '=', sql<Buffer>`any(${hashes}::bytea[])`)
      .where('erased_at', 'is', null)
      .orderBy('chat_id')
      .forUpdate()
      .execute();
    return new Map(rows.map((row) => [row.user_hash!.toString('hex'), toChat(row)]));
  },
  locked: lockedBy,
};

export interface NewChat {
  readonly chatId: ChatId;
  readonly channel: 'line' | 'web';
  readonly userHash: Buffer | null;
  readonly language: Language;
  readonly at: Date;
}

/** Adds the chat unless another process just did; either way the row is there afterwards. */
export const addChat = async (tx: Tx, accountId: AccountId, chat: NewChat): Promise<boolean> =>
  (await read(tx, accountId, newChat, chat)) === true;

const newChat: Read<NewChat, true> = {
  name: 'residents.new-chat',
  of: ['chat'],
  changes: true,
  keyOf: ({ chatId }) => chatId,
  load: async (tx, accountId, chats) => {
    const rows = await tx
      .insertInto('chat')
      .values(
        chats.map((chat) => ({
          account_id: accountId,
          chat_id: chat.chatId,
          channel: chat.channel,
          user_hash: chat.userHash,
          user_sealed: null,
          language: chat.language,
          followed_at: null,
          created_at: chat.at,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('chat_id')
      .execute();
    return new Map(rows.map((row) => [row.chat_id, true]));
  },
};

export const chatById = (tx: Tx, accountId: AccountId, chatId: ChatId): Promise<Chat | undefined> =>
  read(tx, accountId, chat, chatId);

const chatsById = (tx: Tx, accountId: AccountId, ids: readonly ChatId[]) =>
  tx
    .selectFrom('chat')
    .select(chatColumns)
    .where('account_id', '=', accountId)
    .where('chat_id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('erased_at', 'is', null)
    .orderBy('chat_id');

const byId = (rows: readonly Pick<Selectable<ChatTable>, (typeof chatColumns)[number]>[]): Map<string, Chat> =>
  new Map(rows.map((row) => [row.chat_id, toChat(row)]));

const chat: Read<ChatId, Chat> = {
  name: 'residents.chat',
  of: ['chat'],
  keyOf: (id) => id,
  load: async (tx, accountId, ids) => byId(await chatsById(tx, accountId, ids).execute()),
};

/** Locks a chat: what is added to it is added one after the other. */
export const lockChat = async (tx: Tx, accountId: AccountId, chatId: ChatId): Promise<boolean> =>
  (await read(tx, accountId, chatToChange, chatId)) !== undefined;

const chatToChange: Read<ChatId, Chat> = {
  name: 'residents.chat-to-change',
  of: ['chat'],
  keyOf: (id) => id,
  load: async (tx, accountId, ids) => byId(await chatsById(tx, accountId, ids).forUpdate().execute()),
  locked: lockedBy,
};

/** What is left out stays; `blockedAt: null` lifts the block. */
export interface ChatChange {
  readonly language?: Language;
  readonly followedAt?: Date;
  readonly userSealed?: Buffer;
  readonly blockedAt?: Date | null;
}

export const changeChat = (tx: Tx, accountId: AccountId, chatId: ChatId, change: ChatChange): Promise<void> =>
  write(tx, accountId, chatChanges, { chatId, ...change });

const chatChanges: Write<ChatChange & { readonly chatId: ChatId }> = {
  name: 'residents.chat-changes',
  table: 'chat',
  keyOf: ({ chatId }) => chatId,
  save: async (tx, accountId, changes) => {
    const rows = changes.map(({ chatId, language, followedAt, userSealed, blockedAt }) => ({
      chat_id: chatId,
      language,
      followed_at: followedAt,
      user_sealed: byteaText(userSealed ?? null),
      sets_block: blockedAt !== undefined,
      blocked_at: blockedAt,
    }));
    await sql`
      update chat c set
        language = coalesce(r.language, c.language),
        followed_at = coalesce(r.followed_at, c.followed_at),
        user_sealed = coalesce(r.user_sealed, c.user_sealed),
        blocked_at = case when r.sets_block then r.blocked_at else c.blocked_at end
      from json_to_recordset(${jsonRows(rows)}) as r (chat_id uuid, language text, followed_at timestamptz,
        user_sealed bytea, sets_block boolean, blocked_at timestamptz)
      where c.account_id = ${accountId} and c.chat_id = r.chat_id`.execute(tx);
  },
};

export const sealedUser = async (tx: Tx, accountId: AccountId, chatId: ChatId): Promise<Buffer | null> =>
  (await read(tx, accountId, sealedUsers, chatId)) ?? null;

const sealedUsers: Read<ChatId, Buffer> = {
  name: 'residents.sealed-user',
  of: ['chat'],
  keyOf: (id) => id,
  load: async (tx, accountId, ids) => {
    const rows = await tx
      .selectFrom('chat')
      .select(['chat_id', 'user_sealed'])
      .where('account_id', '=', accountId)
      .where('chat_id', '=', sql<string>`any(${ids}::uuid[])`)
      .where('user_sealed', 'is not', null)
      .execute();
    return new Map(rows.map((row) => [row.chat_id, row.user_sealed!]));
  },
};

export const chatSession = async (tx: Tx, accountId: AccountId, chatId: ChatId): Promise<unknown> =>
  (await read(tx, accountId, chatSessions, chatId)) ?? {};

const chatSessions: Read<ChatId, unknown> = {
  name: 'residents.chat-session',
  of: ['chat'],
  keyOf: (id) => id,
  load: async (tx, accountId, ids) => {
    const rows = await tx
      .selectFrom('chat')
      .select(['chat_id', 'session'])
      .where('account_id', '=', accountId)
      .where('chat_id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute();
    return new Map(rows.map((row) => [row.chat_id, row.session]));
  },
};

export const keepChatSession = (tx: Tx, accountId: AccountId, chatId: ChatId, session: unknown): Promise<void> =>
  write(tx, accountId, keptSessions, { chatId, session });

const keptSessions: Write<{ readonly chatId: ChatId; readonly session: unknown }> = {
  name: 'residents.kept-session',
  table: 'chat',
  keyOf: ({ chatId }) => chatId,
  save: async (tx, accountId, sessions) => {
    const rows = sessions.map(({ chatId, session }) => ({ chat_id: chatId, session }));
    await sql`
      update chat c set session = r.session
      from json_to_recordset(${jsonRows(rows)}) as r (chat_id uuid, session jsonb)
      where c.account_id = ${accountId} and c.chat_id = r.chat_id`.execute(tx);
  },
};

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
