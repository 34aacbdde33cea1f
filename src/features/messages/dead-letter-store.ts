import { type Generated, sql } from 'kysely';
import type { AccountId, ChatId, Id } from '../../base/ids.ts';
import type { Tx } from '../../platform/db/database.ts';

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
    dead_letter: DeadLetterTable;
  }
}

export type DeadLetterId = Id<'dead-letter'>;

/** What is told of a dead letter without opening it. */
export interface DeadLetter {
  readonly id: DeadLetterId;
  readonly source: 'line' | 'outbox' | 'job';
  /** LINE's id of the event, or the message's. */
  readonly eventId: string | null;
  /** Null where nobody's chat was known: then nothing was kept that could be replayed. */
  readonly chatId: ChatId | null;
  readonly reason: string;
  readonly at: Date;
  readonly settledAt: Date | null;
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

const facts = [
  'dead_letter_id as id',
  'source',
  'event_id as eventId',
  'chat_id as chatId',
  'reason',
  'at',
  'settled_at as settledAt',
] as const;

/** The oldest first; ids grow with time. */
export async function deadLetters(
  tx: Tx,
  accountId: AccountId,
  { settledToo, limit }: { settledToo: boolean; limit: number },
): Promise<DeadLetter[]> {
  let query = tx.selectFrom('dead_letter').select(facts).where('account_id', '=', accountId);
  if (!settledToo) query = query.where('settled_at', 'is', null);
  return (await query.orderBy('dead_letter_id').limit(limit).execute()) as DeadLetter[];
}

/** Locked, so that it is worked on by one at a time. */
export async function lockDeadLetter(
  tx: Tx,
  accountId: AccountId,
  id: DeadLetterId,
): Promise<(DeadLetter & { readonly sealed: Buffer | null }) | undefined> {
  const row = await tx
    .selectFrom('dead_letter')
    .select([...facts, 'event_sealed as sealed'])
    .where('account_id', '=', accountId)
    .where('dead_letter_id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row as (DeadLetter & { sealed: Buffer | null }) | undefined;
}

/** The letter of an event that was set aside. */
export async function deadLetterOfEvent(
  tx: Tx,
  accountId: AccountId,
  eventId: string,
): Promise<DeadLetter | undefined> {
  const row = await tx
    .selectFrom('dead_letter')
    .select(facts)
    .where('account_id', '=', accountId)
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  return row as DeadLetter | undefined;
}

export async function settleDeadLetter(tx: Tx, accountId: AccountId, id: DeadLetterId, at: Date): Promise<void> {
  await tx
    .updateTable('dead_letter')
    .set({ settled_at: at })
    .where('account_id', '=', accountId)
    .where('dead_letter_id', '=', id)
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
export async function deadLetterPage(
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
