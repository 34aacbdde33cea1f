import type { Answers } from '../../base/answers.ts';
import type { ResidentId } from '../../base/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import type { StoredResponse } from './model.ts';
import * as store from './store.ts';

/** A person's answers, newest first; what they wrote in their own words stays sealed. */
export async function responsesOf(scope: Scope, residentId: ResidentId, most = 100): Promise<StoredResponse[]> {
  const rows = await store.responsesOf(scope.tx, scope.account.id, residentId, most);
  return rows.map(({ textSealed: _, ...response }) => response);
}

/** The same with those words, for the person who wrote them; for nobody else. */
export async function responsesInFull(scope: Scope, residentId: ResidentId, most = 100): Promise<StoredResponse[]> {
  const { tx, account, vault } = scope;
  const responses: StoredResponse[] = [];
  for (const { textSealed, ...response } of await store.responsesOf(tx, account.id, residentId, most)) {
    const text = textSealed && (JSON.parse(await vault.unseal(tx, account.id, residentId, textSealed)) as Answers);
    responses.push({ ...response, answers: { ...response.answers, ...text } });
  }
  return responses;
}
