import type { Generated } from 'kysely';
import type { AccountId } from '../../base/ids.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { type Read, read } from '../../platform/db/gather.ts';

interface AccountTable {
  account_id: string;
  slug: string;
  prefecture_code: string;
  line_stopped_at: Generated<Date | null>;
  line_stopped_by: Generated<string | null>;
  created_at: Date;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    account: AccountTable;
  }
}

export interface AccountRow {
  readonly id: AccountId;
  readonly slug: string;
  readonly prefectureCode: string;
  readonly lineStoppedAt: Date | null;
  readonly lineStoppedBy: string | null;
}

const columns = [
  'account_id as id',
  'slug',
  'prefecture_code as prefectureCode',
  'line_stopped_at as lineStoppedAt',
  'line_stopped_by as lineStoppedBy',
] as const;

export async function allAccounts(db: Db | Tx): Promise<AccountRow[]> {
  const rows = await db.selectFrom('account').select(columns).orderBy('slug').execute();
  return rows as AccountRow[];
}

/** Opens the account unless it is there already. */
export async function addAccount(
  db: Db,
  account: { id: AccountId; slug: string; prefectureCode: string; at: Date },
): Promise<void> {
  await db
    .insertInto('account')
    .values({
      account_id: account.id,
      slug: account.slug,
      prefecture_code: account.prefectureCode,
      created_at: account.at,
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute();
}

export async function setLineStopped(tx: Tx, id: AccountId, stopped: { at: Date; by: string } | null): Promise<void> {
  await tx
    .updateTable('account')
    .set({ line_stopped_at: stopped?.at ?? null, line_stopped_by: stopped?.by ?? null })
    .where('account_id', '=', id)
    .execute();
}

export const isLineStopped = async (tx: Tx, id: AccountId): Promise<boolean> =>
  (await read(tx, id, stopped, 'stopped')) === true;

const stopped: Read<'stopped', boolean> = {
  name: 'accounts.stopped',
  of: ['account'],
  keyOf: (key) => key,
  load: async (tx, id) => {
    const row = await tx
      .selectFrom('account')
      .select('line_stopped_at')
      .where('account_id', '=', id)
      .executeTakeFirst();
    return new Map([['stopped', row?.line_stopped_at != null]]);
  },
};
