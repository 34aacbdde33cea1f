import { type Generated, sql } from 'kysely';
import type { ChatMessage } from '../../base/chat-message.ts';
import type { AccountId, ChatId, Id } from '../../base/ids.ts';
import { jsonb, type Tx } from '../../platform/db/database.ts';

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
interface LineEventTable {
  account_id: string;
  webhook_event_id: string;
  received_at: Date;
}
interface DeadLetterTable {
  account_id: string;
  dead_letter_id: string;
  chat_id: string | null;
  source: 'line' | 'outbox' | 'job';
  event_id: string | null;
  event_sealed: Buffer | null;
  reason: string;
  at: Date;
  settled_at: Generated<Date | null>;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    outbox: OutboxTable;
    line_event: LineEventTable;
    dead_letter: DeadLetterTable;
  }
}

export interface Queued {
  readonly chatId: ChatId;
  readonly messageId: MessageId;
  readonly retryKey: string;
  readonly replyToken: string | null;
  readonly replyUntil: Date | null;
  readonly body: readonly ChatMessage[];
  readonly purpose: string;
  readonly attempts: number;
  /** What went wrong at the attempt before this one. */
  readonly lastError: string | null;
}

export async function queue(
  tx: Tx,
  accountId: AccountId,
  message: Omit<Queued, 'attempts' | 'lastError'> & { at: Date },
): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({
      account_id: accountId,
      chat_id: message.chatId,
      message_id: message.messageId,
      retry_key: message.retryKey,
      reply_token: message.replyToken,
      reply_until: message.replyUntil,
      body: jsonb(message.body),
      purpose: message.purpose,
      state: 'waiting',
      not_before: message.at,
      leased_until: null,
      created_at: message.at,
    })
    .execute();
}

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
      o.last_error as "lastError"`.execute(tx);
  return rows.sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
}

export type Fate =
  | { readonly state: 'sent'; readonly by: 'reply' | 'push' }
  | { readonly state: 'waiting'; readonly notBefore: Date; readonly error: string; readonly withoutReply: boolean }
  | { readonly state: 'failed' | 'dropped'; readonly error: string };

/** Writes down what became of a message. What was sent or given up keeps no words. */
export async function settle(
  tx: Tx,
  accountId: AccountId,
  message: Pick<Queued, 'chatId' | 'messageId'>,
  fate: Fate,
  now: Date,
): Promise<void> {
  const change =
    fate.state === 'waiting'
      ? {
          state: fate.state,
          not_before: fate.notBefore,
          leased_until: null,
          last_error: fate.error,
          ...(fate.withoutReply ? { reply_token: null, reply_until: null } : {}),
        }
      : {
          state: fate.state,
          leased_until: null,
          reply_token: null,
          body: jsonb([]),
          ...(fate.state === 'sent' ? { sent_by: fate.by, sent_at: now } : { last_error: fate.error }),
        };
  await tx
    .updateTable('outbox')
    .set(change)
    .where('account_id', '=', accountId)
    .where('chat_id', '=', message.chatId)
    .where('message_id', '=', message.messageId)
    .execute();
}

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

/** Remembers event ids; returns those that are new. Sorted, so that simultaneous deliveries do not deadlock. */
export async function rememberEvents(
  tx: Tx,
  accountId: AccountId,
  eventIds: readonly string[],
  at: Date,
): Promise<Set<string>> {
  if (eventIds.length === 0) return new Set();
  const rows = await tx
    .insertInto('line_event')
    .values(
      [...new Set(eventIds)].sort().map((id) => ({ account_id: accountId, webhook_event_id: id, received_at: at })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('webhook_event_id')
    .execute();
  return new Set(rows.map((row) => row.webhook_event_id));
}

/** Which of these ids are remembered. */
export async function knownEvents(tx: Tx, accountId: AccountId, eventIds: readonly string[]): Promise<Set<string>> {
  if (eventIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom('line_event')
    .select('webhook_event_id')
    .where('account_id', '=', accountId)
    .where('webhook_event_id', 'in', eventIds)
    .execute();
  return new Set(rows.map((row) => row.webhook_event_id));
}

export async function forgetEventsBefore(tx: Tx, accountId: AccountId, before: Date): Promise<number> {
  const result = await tx
    .deleteFrom('line_event')
    .where('account_id', '=', accountId)
    .where('received_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function forgetDeadLettersBefore(tx: Tx, accountId: AccountId, before: Date): Promise<number> {
  const result = await tx
    .deleteFrom('dead_letter')
    .where('account_id', '=', accountId)
    .where('at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function addDeadLetter(
  tx: Tx,
  accountId: AccountId,
  letter: {
    id: string;
    chatId: ChatId | null;
    source: DeadLetterTable['source'];
    eventId: string | null;
    sealed: Buffer | null;
    reason: string;
    at: Date;
  },
): Promise<void> {
  await tx
    .insertInto('dead_letter')
    .values({
      account_id: accountId,
      dead_letter_id: letter.id,
      chat_id: letter.chatId,
      source: letter.source,
      event_id: letter.eventId,
      event_sealed: letter.sealed,
      reason: letter.reason,
      at: letter.at,
    })
    .execute();
}

export interface DeadLetterLine {
  readonly deadLetterId: string;
  readonly at: Date;
  readonly source: DeadLetterTable['source'];
  readonly reason: string;
  readonly settledAt: Date | null;
}

/** The newest first; their ids follow the time. Nothing of what is in them. */
export async function deadLetters(
  tx: Tx,
  accountId: AccountId,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<DeadLetterLine[]> {
  const { rows } = await sql<DeadLetterLine>`
    select dead_letter_id as "deadLetterId", at, source, reason, settled_at as "settledAt"
    from dead_letter where account_id = ${accountId} ${after ? sql`and dead_letter_id < ${after}::uuid` : sql``}
    order by dead_letter_id desc limit ${limit}`.execute(tx);
  return rows;
}

/** How many nobody has dealt with. */
export async function openDeadLetters(tx: Tx, accountId: AccountId): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from dead_letter where account_id = ${accountId} and settled_at is null`.execute(tx);
  return rows[0]!.n;
}
