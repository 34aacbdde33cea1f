import type { Id } from '../../base/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import { addDeadLetter } from './store.ts';

/** Keeps an event that could not be worked on, sealed, with a reason that names no one. */
export async function bury(
  scope: Scope,
  letter: { source: 'line' | 'outbox' | 'job'; eventId?: string; event?: unknown; reason: string },
): Promise<void> {
  const { tx, account, vault } = scope;
  await addDeadLetter(tx, account.id, {
    id: scope.newId<Id<'dead-letter'>>(),
    source: letter.source,
    eventId: letter.eventId ?? null,
    sealed:
      letter.event === undefined ? null : await vault.sealForAccount(tx, account.id, JSON.stringify(letter.event)),
    reason: letter.reason,
    at: scope.now,
  });
  await scope.audit('messages.dead-lettered', letter.eventId, { source: letter.source });
}
