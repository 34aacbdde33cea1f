import type { ChatId, ResidentId } from '../../base/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import * as chats from './chat-store.ts';
import * as store from './store.ts';

/** Takes away what this feature holds of a person, and the key to all that was sealed. Leaves a tombstone. */
export async function erasePerson(scope: Scope, residentId: ResidentId): Promise<void> {
  await store.eraseResident(scope.tx, scope.account.id, residentId, scope.now);
  await scope.vault.forget(scope.tx, scope.account.id, residentId);
}

/** Takes away the chat: LINE's id can no longer be read or found, so nothing can be sent to it. */
export async function eraseChat(scope: Scope, chatId: ChatId): Promise<void> {
  await chats.eraseChat(scope.tx, scope.account.id, chatId, scope.now);
  await scope.vault.forget(scope.tx, scope.account.id, chatId);
}
