import type { AccountId, ChatId } from '../../base/ids.ts';
import type { Tx } from '../../platform/db/database.ts';

/** What is buried of a chat, sealed with its key. */
export async function lettersOf(
  tx: Tx,
  accountId: AccountId,
  chatId: ChatId,
): Promise<{ letterId: string; sealed: Buffer }[]> {
  const rows = await tx
    .selectFrom('dead_letter')
    .select(['dead_letter_id', 'event_sealed'])
    .where('account_id', '=', accountId)
    .where('chat_id', '=', chatId)
    .where('event_sealed', 'is not', null)
    .execute();
  return rows.map((row) => ({ letterId: row.dead_letter_id, sealed: row.event_sealed! }));
}

export async function emptyLetter(tx: Tx, accountId: AccountId, letterId: string): Promise<void> {
  await tx
    .updateTable('dead_letter')
    .set({ event_sealed: null })
    .where('account_id', '=', accountId)
    .where('dead_letter_id', '=', letterId)
    .execute();
}

/** Messages that were sent or given up, and when: told for as long as somebody may ask after them. */
export async function forgetSettledBefore(tx: Tx, accountId: AccountId, before: Date): Promise<number> {
  const result = await tx
    .deleteFrom('outbox')
    .where('account_id', '=', accountId)
    .where('state', 'in', ['sent', 'failed', 'dropped'])
    .where('created_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
