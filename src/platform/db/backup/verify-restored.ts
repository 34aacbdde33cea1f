import { sql } from 'kysely';
import type pg from 'pg';
import type { AccountId } from '../../../base/ids.ts';
import { isUuid } from '../../../base/ids.ts';
import { type ChainReport, verifyChains } from '../../audit/verify-chains.ts';
import { openDatabase } from '../database.ts';
import type { OpenAccount } from './tables.ts';

export interface VerifiedAccount {
  readonly slug: string;
  readonly report: ChainReport;
}

/** Recomputes the audit chains of every account, as `audit verify` does for one; needs neither content nor keys. */
export async function verifyAllChains(
  owner: pg.ClientConfig,
  accounts: readonly OpenAccount[],
): Promise<VerifiedAccount[]> {
  const db = openDatabase({ connection: owner, maxConnections: 1, onIdleError: () => {} });
  try {
    const verified: VerifiedAccount[] = [];
    for (const { id, slug } of accounts) {
      if (!isUuid(id)) throw new TypeError('account id is not a UUID');
      const report = await db.transaction().execute(async (tx) => {
        await sql.raw(`set local search_path = mimamori; set local app.account = '${id}'`).execute(tx);
        return verifyChains(tx, id as AccountId);
      });
      verified.push({ slug, report });
    }
    return verified;
  } finally {
    await db.destroy();
  }
}
