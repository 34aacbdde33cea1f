import type { Generated } from 'kysely';
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
