import { sql } from 'kysely';
import type { AccountId } from '../../base/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Read, read } from '../../platform/db/gather.ts';

interface LineEventTable {
  account_id: string;
  webhook_event_id: string;
  received_at: Date;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    line_event: LineEventTable;
  }
}

/** Remembers event ids; returns those that are new. Sorted, so that simultaneous deliveries do not deadlock. */
export async function rememberEvents(
  tx: Tx,
  accountId: AccountId,
  eventIds: readonly string[],
  at: Date,
): Promise<Set<string>> {
  const ids = [...new Set(eventIds)];
  const answers = await Promise.all(ids.map((id) => read(tx, accountId, newEvents, { id, at })));
  return new Set(ids.filter((_, index) => answers[index]));
}

const newEvents: Read<{ readonly id: string; readonly at: Date }, true> = {
  name: 'messages.new-event',
  of: ['line_event'],
  changes: true,
  keyOf: ({ id }) => id,
  load: async (tx, accountId, events) => {
    const rows = await tx
      .insertInto('line_event')
      .values(
        events
          .map(({ id, at }) => ({ account_id: accountId, webhook_event_id: id, received_at: at }))
          .sort((a, b) => (a.webhook_event_id < b.webhook_event_id ? -1 : 1)),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('webhook_event_id')
      .execute();
    return new Map(rows.map((row) => [row.webhook_event_id, true]));
  },
};

/** Which of these ids are remembered. */
export async function knownEvents(tx: Tx, accountId: AccountId, eventIds: readonly string[]): Promise<Set<string>> {
  const answers = await Promise.all(eventIds.map((id) => read(tx, accountId, oldEvents, id)));
  return new Set(eventIds.filter((_, index) => answers[index]));
}

const oldEvents: Read<string, true> = {
  name: 'messages.old-event',
  of: ['line_event'],
  keyOf: (id) => id,
  load: async (tx, accountId, ids) => {
    const rows = await tx
      .selectFrom('line_event')
      .select('webhook_event_id')
      .where('account_id', '=', accountId)
      .where('webhook_event_id', '=', sql<string>`any(${ids}::text[])`)
      .execute();
    return new Map(rows.map((row) => [row.webhook_event_id, true]));
  },
};

export async function forgetEventsBefore(tx: Tx, accountId: AccountId, before: Date): Promise<number> {
  const result = await tx
    .deleteFrom('line_event')
    .where('account_id', '=', accountId)
    .where('received_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
