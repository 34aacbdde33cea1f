import type { AccountId } from '../../base/ids.ts';
import type { Tx } from '../db/database.ts';
import { entryHash } from './entry-hash.ts';
import { entriesAfter, lanes, type StoredEntry } from './store.ts';

export interface ChainReport {
  readonly chains: number;
  readonly entries: number;
  /** The first entry that does not fit; null when all do. */
  readonly brokenAt: { readonly chainId: string; readonly seq: number; readonly reason: BrokenReason } | null;
}
export type BrokenReason = 'altered' | 'missing' | 'unlinked' | 'cut-off';

/** Reads every chain of an account from its beginning and recomputes every hash, 2,000 entries at a time. */
export async function verifyChains(tx: Tx, accountId: AccountId): Promise<ChainReport> {
  const heads = new Map((await lanes(tx, accountId)).map((lane) => [lane.chainId, lane]));
  const reached = new Map<string, StoredEntry>();
  let entries = 0;
  let after: StoredEntry | undefined;
  for (;;) {
    const batch = await entriesAfter(tx, accountId, after, 2000);
    if (batch.length === 0) break;
    for (const entry of batch) {
      const reason = faultOf(entry, reached.get(entry.chainId));
      if (reason) return { chains: heads.size, entries, brokenAt: { chainId: entry.chainId, seq: entry.seq, reason } };
      reached.set(entry.chainId, entry);
      entries += 1;
    }
    after = batch.at(-1);
  }
  for (const [chainId, head] of heads) {
    const last = reached.get(chainId);
    if (head.lastSeq === (last?.seq ?? 0) && head.lastHash.equals(last?.hash ?? Buffer.alloc(0))) continue;
    return { chains: heads.size, entries, brokenAt: { chainId, seq: (last?.seq ?? 0) + 1, reason: 'cut-off' } };
  }
  return { chains: heads.size, entries, brokenAt: null };
}

function faultOf(entry: StoredEntry, before: StoredEntry | undefined): BrokenReason | undefined {
  if (entry.seq !== (before?.seq ?? 0) + 1) return 'missing';
  if (!entry.previousHash.equals(before?.hash ?? Buffer.alloc(0))) return 'unlinked';
  if (!entry.hash.equals(entryHash(entry))) return 'altered';
  return undefined;
}
