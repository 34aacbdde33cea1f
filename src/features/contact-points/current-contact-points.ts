import type { ContactPoint } from '../../engines/contact-points/index.ts';
import type { Scope } from '../../platform/scope.ts';
import { newestSet, newestSetId } from './store.ts';

/**
 * The contact points in force. A process keeps the set it read and asks only whether a newer one exists, so that a number
 * changed anywhere is used everywhere with the next message.
 */
export function createCurrentContactPoints(): (scope: Scope) => Promise<readonly ContactPoint[]> {
  const kept = new Map<string, { setId: string; points: readonly ContactPoint[] }>();
  return async (scope) => {
    const { tx, account } = scope;
    const newest = await newestSetId(tx, account.id);
    const known = kept.get(account.id);
    if (known && known.setId === newest) return known.points;
    const set = await newestSet(tx, account.id);
    if (!set) return [];
    kept.set(account.id, { setId: set.setId, points: set.points });
    return set.points;
  };
}
