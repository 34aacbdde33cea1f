import type { AccountId, Id } from '../../base/ids.ts';
import { type ContactPoint, reviveContactPoint } from '../../engines/contact-points/index.ts';
import { jsonb, type Tx } from '../../platform/db/database.ts';
import { type Read, read } from '../../platform/db/gather.ts';

interface ContactPointSetTable {
  account_id: string;
  set_id: string;
  source: string;
  hash: string;
  points: readonly ContactPoint[];
  imported_at: Date;
  imported_by: string;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    contact_point_set: ContactPointSetTable;
  }
}

export interface ContactPointSet {
  readonly setId: string;
  readonly source: string;
  readonly hash: string;
  readonly importedAt: Date;
  readonly points: readonly ContactPoint[];
}

/** What the newest set is, without its points: enough to know whether a kept copy is still right. */
export const newestSetId = (tx: Tx, accountId: AccountId): Promise<string | undefined> =>
  read(tx, accountId, newestId, 'newest');

const newestId: Read<'newest', string> = {
  name: 'contact-points.newest-id',
  of: ['contact_point_set'],
  keyOf: (key) => key,
  load: async (tx, accountId) => {
    const row = await tx
      .selectFrom('contact_point_set')
      .select('set_id')
      .where('account_id', '=', accountId)
      .orderBy('set_id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return new Map(row ? [['newest', row.set_id]] : []);
  },
};

export async function newestSet(tx: Tx, accountId: AccountId): Promise<ContactPointSet | undefined> {
  const row = await tx
    .selectFrom('contact_point_set')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('set_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      setId: row.set_id,
      source: row.source,
      hash: row.hash,
      importedAt: row.imported_at,
      points: row.points.map(reviveContactPoint),
    }
  );
}

export async function addSet(
  tx: Tx,
  accountId: AccountId,
  set: {
    setId: Id<'contact-point-set'>;
    source: string;
    hash: string;
    points: readonly ContactPoint[];
    at: Date;
    by: string;
  },
): Promise<void> {
  await tx
    .insertInto('contact_point_set')
    .values({
      account_id: accountId,
      set_id: set.setId,
      source: set.source,
      hash: set.hash,
      points: jsonb(set.points),
      imported_at: set.at,
      imported_by: set.by,
    })
    .execute();
}

export async function wasImported(tx: Tx, accountId: AccountId, hash: string): Promise<boolean> {
  const row = await tx
    .selectFrom('contact_point_set')
    .select('set_id')
    .where('account_id', '=', accountId)
    .where('hash', '=', hash)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
