import type { AccountId, NewId } from '../../base/ids.ts';
import type { Db } from '../../platform/db/database.ts';
import type { InScope } from '../../platform/scope.ts';
import { importContactPoints } from '../contact-points/index.ts';
import type { AccountContent, Content } from '../content/index.ts';
import * as store from './store.ts';

export interface OpenAccount {
  readonly id: AccountId;
  readonly slug: string;
  readonly content: AccountContent;
}

interface OpenParts {
  readonly db: Db;
  readonly inScope: InScope;
  readonly newId: NewId;
  readonly now: () => Date;
}

/**
 * Makes the database know every account of the content: its row, its key, and its contact points where the content brought
 * new ones. What staff imported since stays in force. Safe to run in several processes at once.
 */
export async function openAccounts(parts: OpenParts, content: Content): Promise<OpenAccount[]> {
  const known = new Map((await store.allAccounts(parts.db)).map((account) => [account.slug, account]));
  for (const { account } of content.accounts.values()) {
    if (known.has(account.slug)) continue;
    const id = parts.newId<AccountId>();
    await store.addAccount(parts.db, {
      id,
      slug: account.slug,
      prefectureCode: account.prefectureCode,
      at: parts.now(),
    });
  }
  const open: OpenAccount[] = [];
  for (const row of await store.allAccounts(parts.db)) {
    const account = content.accounts.get(row.slug);
    if (!account) continue;
    await parts.inScope(row, { kind: 'system', job: 'accounts.open' }, async (scope) => {
      await scope.vault.openAccount(scope.tx, row.id, scope.now);
      await importContactPoints(scope, { source: `content ${row.slug}`, points: account.points, onlyIfNew: true });
    });
    open.push({ id: row.id, slug: row.slug, content: account });
  }
  return open;
}
