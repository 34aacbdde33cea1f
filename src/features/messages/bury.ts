import type { ChatId, Id } from '../../base/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import { addDeadLetter } from './dead-letter-store.ts';

/**
 * Keeps an event that could not be worked on, with a reason that names no one: sealed with the key of the chat that it came
 * from, so that it goes with the chat. An event of nobody's chat is sealed with the account's key, and may hold nobody's words.
 */
export async function bury(
  scope: Scope,
  letter: { source: 'line' | 'outbox' | 'job'; chatId?: ChatId; eventId?: string; event?: unknown; reason: string },
): Promise<void> {
  const { tx, account, vault } = scope;
  const sealed = (text: string) =>
    letter.chatId ? vault.seal(tx, account.id, letter.chatId, text) : vault.sealForAccount(tx, account.id, text);
  await addDeadLetter(tx, account.id, {
    id: scope.newId<Id<'dead-letter'>>(),
    source: letter.source,
    eventId: letter.eventId ?? null,
    chatId: letter.chatId ?? null,
    sealed: letter.event === undefined ? null : await sealed(JSON.stringify(letter.event)),
    reason: letter.reason,
    at: scope.now,
  });
  await scope.audit('messages.dead-lettered', letter.eventId, { source: letter.source });
}
