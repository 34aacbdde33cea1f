import { sql } from 'kysely';
import type { AccountId, Id, ResidentId } from '../../base/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Read, read, type Write, write } from '../../platform/db/gather.ts';
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

interface NewConsent extends ConsentRecord {
  readonly residentId: ResidentId;
  readonly consentId: Id<'consent'>;
}

export const add = (
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  consentId: Id<'consent'>,
  record: ConsentRecord,
): Promise<void> => write(tx, accountId, records, { residentId, consentId, ...record });

const records: Write<NewConsent> = {
  name: 'consent.records',
  table: 'consent',
  save: async (tx, accountId, rows) => {
    await tx
      .insertInto('consent')
      .values(
        rows.map((row) => ({
          account_id: accountId,
          resident_id: row.residentId,
          consent_id: row.consentId,
          item: row.item,
          document_id: row.documentId,
          version: row.version,
          document_hash: row.documentHash,
          given: row.given,
          meaning: row.meaning,
          channel: row.channel,
          given_by: row.givenBy,
          at: row.at,
        })),
      )
      .execute();
  },
};

/** The newest record of each item. */
export const newest = async (tx: Tx, accountId: AccountId, residentId: ResidentId): Promise<ConsentRecord[]> =>
  (await read(tx, accountId, newestRecords, residentId)) ?? [];

const newestRecords: Read<ResidentId, ConsentRecord[]> = {
  name: 'consent.newest',
  of: ['consent'],
  keyOf: (id) => id,
  load: async (tx, accountId, ids) => {
    const rows = await tx
      .selectFrom('consent')
      .distinctOn(['resident_id', 'item'])
      .selectAll()
      .where('account_id', '=', accountId)
      .where('resident_id', '=', sql<string>`any(${ids}::uuid[])`)
      .orderBy('resident_id')
      .orderBy('item')
      .orderBy('consent_id', 'desc')
      .execute();
    const found = new Map<string, ConsentRecord[]>();
    for (const row of rows) {
      const known = found.get(row.resident_id);
      if (known) known.push(recordOf(row));
      else found.set(row.resident_id, [recordOf(row)]);
    }
    return found;
  },
};

const recordOf = (row: ConsentTable): ConsentRecord => ({
  item: row.item,
  documentId: row.document_id,
  version: row.version,
  documentHash: row.document_hash,
  given: row.given,
  meaning: row.meaning,
  channel: row.channel,
  givenBy: row.given_by,
  at: row.at,
});

/** Removes the proof of what people agreed to who were erased so long ago that it need not be shown any more. */
export async function removeConsentOf(tx: Tx, accountId: AccountId, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom('consent').where('account_id', '=', accountId).where('resident_id', 'in', ids).execute();
}
