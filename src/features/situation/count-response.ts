import type { Scope } from '../../platform/scope.ts';
import { countsOf, type ResponseFacts } from './model.ts';
import { addDelta } from './store.ts';

/** Counts an answer, in the transaction that stores it: both happen or neither. One insert; no row that others wait for. */
export async function countResponse(scope: Scope, facts: ResponseFacts): Promise<void> {
  await addDelta(scope.tx, scope.account.id, scope.newId(), countsOf(facts));
}
