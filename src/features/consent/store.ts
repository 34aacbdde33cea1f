import type { AccountId, Id, ResidentId } from '../../base/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { ConsentItem, ConsentRecord } from './model.ts';

interface ConsentTable {
  account_id: string;
  resident_id: string;
  consent_id: string;
  item: ConsentItem;
  document_id: string;
  version: string;
  document_hash: string;
  given: boolean;
  meaning: ConsentRecord['meaning'];
  channel: ConsentRecord['channel'];
  given_by: ConsentRecord['givenBy'];
  at: Date;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    consent: ConsentTable;
  }
}

export async function add(
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  consentId: Id<'consent'>,
  record: ConsentRecord,
): Promise<void> {
  await tx
    .insertInto('consent')
    .values({
      account_id: accountId,
      resident_id: residentId,
      consent_id: consentId,
      item: record.item,
      document_id: record.documentId,
      version: record.version,
      document_hash: record.documentHash,
      given: record.given,
      meaning: record.meaning,
      channel: record.channel,
      given_by: record.givenBy,
      at: record.at,
    })
    .execute();
}

/** The newest record of each item. */
export async function newest(tx: Tx, accountId: AccountId, residentId: ResidentId): Promise<ConsentRecord[]> {
  const rows = await tx
    .selectFrom('consent')
    .distinctOn('item')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('resident_id', '=', residentId)
    .orderBy('item')
    .orderBy('consent_id', 'desc')
    .execute();
  return rows.map((row) => ({
    item: row.item,
    documentId: row.document_id,
    version: row.version,
    documentHash: row.document_hash,
    given: row.given,
    meaning: row.meaning,
    channel: row.channel,
    givenBy: row.given_by,
    at: row.at,
  }));
}

/** Removes the proof of what people agreed to who were erased so long ago that it need not be shown any more. */
export async function removeConsentOf(tx: Tx, accountId: AccountId, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom('consent').where('account_id', '=', accountId).where('resident_id', 'in', ids).execute();
}
