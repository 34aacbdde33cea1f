import type { ResidentId } from '../../base/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import { removeForms } from './form-store.ts';
import { eraseResponses, removeCallbacks } from './store.ts';
import { removeTyped } from './typed-answer-store.ts';

/** Takes away every answer of a person, forms under way and the callback number. Returns how many answers there were. */
export async function eraseAnswers(scope: Scope, residentId: ResidentId): Promise<number> {
  const { tx, account } = scope;
  await removeForms(tx, account.id, residentId);
  await removeTyped(tx, account.id, residentId);
  await removeCallbacks(tx, account.id, residentId);
  return eraseResponses(tx, account.id, residentId);
}
