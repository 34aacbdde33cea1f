import type { Scope } from '../../platform/scope.ts';
import * as store from './store.ts';

const deltasAtOnce = 5000;

/**
 * The job `situation.merge-deltas`: moves what was counted since the last run into the counters. To be run every second or
 * two for each account; readers add what still waits, so a late run costs them time, not truth. Several processes may run it
 * at once: one works, the others return at once.
 * @returns how many answers were merged; run again at once when it is not 0 and many wait
 */
export async function mergeDeltas(scope: Scope): Promise<number> {
  if (!(await store.mayMerge(scope.tx, scope.account.id))) return 0;
  return store.mergeDeltas(scope.tx, scope.account.id, deltasAtOnce);
}
