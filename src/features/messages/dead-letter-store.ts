import { type Generated, sql } from 'kysely';
import type { AccountId, ChatId } from '../../base/ids.ts';
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
