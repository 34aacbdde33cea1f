import type { Scope } from '../../platform/scope.ts';
import * as store from './dead-letter-store.ts';

export type DeadLetter = store.DeadLetterLine;

/**
 * What was set aside because it could not be worked on, the newest first: when, from where and why, never what it says. For
 * those who keep the program running; what is in a letter stays sealed.
 */
export async function readDeadLetters(
  scope: Scope,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ items: DeadLetter[]; next: string | null; open: number }> {
  scope.require('messages.read-dead-letters');
  const found = await store.deadLetterPage(scope.tx, scope.account.id, { after, limit: limit + 1 });
  const items = found.slice(0, limit);
  const next = found.length > limit ? (items.at(-1)?.deadLetterId ?? null) : null;
  return { items, next, open: await store.openDeadLetters(scope.tx, scope.account.id) };
}
