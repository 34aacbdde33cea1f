import type { ResidentId } from '../../base/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import type { StoredResponse } from './model.ts';
import * as store from './store.ts';

/** A person's answers, newest first; what they wrote in their own words stays sealed. */
export async function responsesOf(scope: Scope, residentId: ResidentId, most = 100): Promise<StoredResponse[]> {
  const rows = await store.responsesOf(scope.tx, scope.account.id, residentId, most);
  return rows.map(({ textSealed: _, ...response }) => response);
}
