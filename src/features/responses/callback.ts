import type { Id, ResidentId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../platform/scope.ts';
import { lockResident, notYours } from '../residents/index.ts';
import { addCallback, callbackOf, removeCallbacks } from './store.ts';

export const badNumber = {
  code: 'responses.bad-callback-number',
  status: 422,
  title: 'A telephone number in Japan has 10 or 11 digits and starts with 0.',
} as const;

/** A telephone number as people type it: full-width digits, hyphens, spaces, +81. Undefined when it cannot be one. */
export function readPhoneNumber(typed: string): string | undefined {
  const digits = typed
    .slice(0, 60)
    .normalize('NFKC')
    .replace(/[\s()\-‐‑–—―ー−.]/g, '')
    .replace(/^\+81\(?0?\)?/, '0');
  return /^0\d{9,10}$/.test(digits) ? digits : undefined;
}

/** Keeps one number to be called back on, sealed; a new one takes the place of the old. */
export async function offerCallback(
  scope: Scope,
  residentId: ResidentId,
  responseId: string,
  typed: string,
): Promise<void> {
  const number = readPhoneNumber(typed);
  if (!number) throw new Problem(badNumber);
  const { tx, account, vault } = scope;
  // Sent twice at once, one number is kept; sent while the person is erased, none.
  if (!(await lockResident(tx, account.id, residentId))) throw new Problem(notYours);
  await removeCallbacks(tx, account.id, residentId);
  await addCallback(tx, account.id, residentId, {
    callbackId: scope.newId<Id<'callback'>>(),
    responseId,
    numberSealed: await vault.seal(tx, account.id, residentId, number),
    at: scope.now,
  });
  await scope.audit('responses.callback-offered', residentId);
}

export async function withdrawCallback(scope: Scope, residentId: ResidentId): Promise<void> {
  await removeCallbacks(scope.tx, scope.account.id, residentId);
  await scope.audit('responses.callback-withdrawn', residentId);
}

export async function callbackNumber(
  scope: Scope,
  residentId: ResidentId,
): Promise<{ number: string; givenAt: Date } | undefined> {
  const row = await callbackOf(scope.tx, scope.account.id, residentId);
  if (!row) return undefined;
  const number = await scope.vault.unseal(scope.tx, scope.account.id, residentId, row.numberSealed);
  return { number, givenAt: row.givenAt };
}
