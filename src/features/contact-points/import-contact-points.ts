import { createHash } from 'node:crypto';
import type { Id } from '../../base/ids.ts';
import type { ContactPoint } from '../../engines/contact-points/index.ts';
import { actorId, type Scope } from '../../platform/scope.ts';
import { addSet, newestSet, wasImported } from './store.ts';

/**
 * Puts a whole set of contact points in force, in one step. The set before stays on record. An unchanged set is not imported
 * again. The caller has parsed and checked the points.
 */
export async function importContactPoints(
  scope: Scope,
  set: {
    readonly source: string;
    readonly points: readonly ContactPoint[];
    /** Leave alone what is in force if this very set was imported before: staff may have changed it since. */
    readonly onlyIfNew?: boolean;
  },
): Promise<{ imported: boolean; count: number }> {
  scope.require('contact-points.import');
  const hash = createHash('sha256').update(JSON.stringify(set.points)).digest('hex');
  const inForce = await newestSet(scope.tx, scope.account.id);
  const known = set.onlyIfNew ? await wasImported(scope.tx, scope.account.id, hash) : inForce?.hash === hash;
  if (known) return { imported: false, count: set.points.length };
  await addSet(scope.tx, scope.account.id, {
    setId: scope.newId<Id<'contact-point-set'>>(),
    source: set.source,
    hash,
    points: set.points,
    at: scope.now,
    by: actorId(scope.actor),
  });
  await scope.audit('contact-points.imported', undefined, { source: set.source, count: set.points.length, hash });
  return { imported: true, count: set.points.length };
}
