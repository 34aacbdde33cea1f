import { type Generated, sql } from 'kysely';
import type { ChatMessage } from '../../base/chat-message.ts';
import type { AccountId, ChatId, Id } from '../../base/ids.ts';
import { jsonb, type Tx } from '../../platform/db/database.ts';
import { type Write, write } from '../../platform/db/gather.ts';
import { jsonRows } from '../../platform/db/set-wise.ts';
import type { QueuedMessage } from '../../platform/scope.ts';

export type MessageId = Id<'message'>;

interface OutboxTable {
  account_id: string;
  chat_id: string;
  message_id: string;
  retry_key: string;
  reply_token: string | null;
  reply_until: Date | null;
  body: readonly ChatMessage[];
  purpose: string;
  state: 'waiting' | 'sending' | 'sent' | 'failed' | 'dropped';
  attempts: Generated<number>;
  not_before: Date;
  leased_until: Date | null;
  sent_by: Generated<'reply' | 'push' | null>;
  last_error: Generated<string | null>;
  created_at: Date;
  sent_at: Generated<Date | null>;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    outbox: OutboxTable;
  }
}

export type Queued = QueuedMessage;

export interface NewMessage extends Queued {
  readonly at: Date;
}

export const queue = (tx: Tx, accountId: AccountId, message: NewMessage): Promise<void> =>
  write(tx, accountId, newMessages, message);

const newMessages: Write<NewMessage> = {
  name: 'messages.new',
  table: 'outbox',
  save: async (tx, accountId, messages) => {
    const rows = messages.map((message) => ({
      chat_id: message.chatId,
      message_id: message.messageId,
      retry_key: message.retryKey,
      reply_token: message.replyToken,
      reply_until: message.replyUntil,
      body: message.body,
      purpose: message.purpose,
      state: message.leasedUntil ? 'sending' : 'waiting',
      attempts: message.attempts,
      at: message.at,
      leased_until: message.leasedUntil,
    }));
    await sql`
      insert into outbox (account_id, chat_id, message_id, retry_key, reply_token, reply_until, body, purpose, state, attempts,
        not_before, leased_until, created_at)
      select ${accountId}, chat_id, message_id, retry_key, reply_token, reply_until, body, purpose, state, attempts, at,
        leased_until, at
      from json_to_recordset(${jsonRows(rows)}) as r (chat_id uuid, message_id uuid, retry_key uuid, reply_token text,
        reply_until timestamptz, body jsonb, purpose text, state text, attempts integer, at timestamptz,
        leased_until timestamptz)`.execute(tx);
  },
};

/** The last error of a message whose reply may or may not have arrived. */
export const replyOutcomeUnknown = 'reply-outcome-unknown';

/**
 * Takes the oldest due messages for one worker until `leaseUntil`. A message whose lease ran out is taken again: whoever had it
 * told nothing, so its reply may have arrived if the token still lived when it was taken.
 */
export async function lease(
  tx: Tx,
  accountId: AccountId,
  now: Date,
  leaseUntil: Date,
  most: number,
): Promise<Queued[]> {
  const leaseMs = leaseUntil.getTime() - now.getTime();
  const { rows } = await sql<Queued>`
    update outbox o set state = 'sending', leased_until = ${leaseUntil}, attempts = o.attempts + 1,
      last_error = case when o.state = 'sending' and o.reply_token is not null
        and o.reply_until > o.leased_until - ${leaseMs}::integer * interval '1 millisecond'
        then ${replyOutcomeUnknown} else o.last_error end
    from (
      select chat_id, message_id from outbox
      where account_id = ${accountId} and not_before <= ${now}
        and (state = 'waiting' or (state = 'sending' and leased_until < ${now}))
      order by not_before, message_id limit ${most} for update skip locked
    ) due
    where o.account_id = ${accountId} and o.chat_id = due.chat_id and o.message_id = due.message_id
    returning o.chat_id as "chatId", o.message_id as "messageId", o.retry_key as "retryKey",
      o.reply_token as "replyToken", o.reply_until as "replyUntil", o.body, o.purpose, o.attempts,
      o.last_error as "lastError", o.leased_until as "leasedUntil"`.execute(tx);
  return rows.sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
}

export type Fate =
  | { readonly state: 'sent'; readonly by: 'reply' | 'push' }
  | { readonly state: 'waiting'; readonly notBefore: Date; readonly error: string; readonly withoutReply: boolean }
  | { readonly state: 'failed' | 'dropped'; readonly error: string };

/** Writes down what became of a message. What was sent or given up keeps no words. */
export const settle = (
  tx: Tx,
  accountId: AccountId,
  { chatId, messageId }: Pick<Queued, 'chatId' | 'messageId'>,
  fate: Fate,
  now: Date,
): Promise<void> => write(tx, accountId, fates, { chatId, messageId, fate, now });

interface Settled extends Pick<Queued, 'chatId' | 'messageId'> {
  readonly fate: Fate;
  readonly now: Date;
}

const fates: Write<Settled> = {
  name: 'messages.fate',
  table: 'outbox',
  keyOf: ({ messageId }) => messageId,
  save: async (tx, accountId, settled) => {
    const rows = settled.map(({ chatId, messageId, fate, now }) => ({
      chat_id: chatId,
      message_id: messageId,
      state: fate.state,
      waits: fate.state === 'waiting',
      not_before: fate.state === 'waiting' ? fate.notBefore : undefined,
      drops_reply: fate.state !== 'waiting' || fate.withoutReply,
      last_error: fate.state === 'sent' ? undefined : fate.error,
      sent_by: fate.state === 'sent' ? fate.by : undefined,
      sent_at: fate.state === 'sent' ? now : undefined,
    }));
    await sql`
      update outbox o set state = r.state, leased_until = null,
        not_before = coalesce(r.not_before, o.not_before),
        reply_token = case when r.drops_reply then null else o.reply_token end,
        reply_until = case when r.waits and r.drops_reply then null else o.reply_until end,
        body = case when r.waits then o.body else '[]'::jsonb end,
        last_error = coalesce(r.last_error, o.last_error),
        sent_by = r.sent_by, sent_at = r.sent_at
      from json_to_recordset(${jsonRows(rows)}) as r (chat_id uuid, message_id uuid, state text, waits boolean,
        not_before timestamptz, drops_reply boolean, last_error text, sent_by text, sent_at timestamptz)
      where o.account_id = ${accountId} and o.chat_id = r.chat_id and o.message_id = r.message_id
        and o.state <> 'dropped'`.execute(tx);
  },
};

/** When a message lost its lease or will be due; undefined when nothing waits. */
export async function nextDue(tx: Tx, accountId: AccountId): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('outbox')
    .select(sql<Date | null>`min(greatest(not_before, coalesce(leased_until, not_before)))`.as('at'))
    .where('account_id', '=', accountId)
    .where('state', 'in', ['waiting', 'sending'])
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** Drops what still waits for a chat: it was blocked, erased, or took its message back. */
export async function dropWaiting(tx: Tx, accountId: AccountId, chatId: ChatId, why: string): Promise<number> {
  const result = await tx
    .updateTable('outbox')
    .set({ state: 'dropped', body: jsonb([]), reply_token: null, last_error: why })
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Takes away what was said or to be said in a chat, and what came from it and could not be worked on. */
export async function forgetChat(tx: Tx, accountId: AccountId, chatId: ChatId): Promise<void> {
  await tx.deleteFrom('outbox').where('account_id', '=', accountId).where('chat_id', '=', chatId).execute();
  await tx.deleteFrom('dead_letter').where('account_id', '=', accountId).where('chat_id', '=', chatId).execute();
}
