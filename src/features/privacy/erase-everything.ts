import type { ChatId, ResidentId } from '../../base/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import { endSessionsOf, lookAwayFrom } from '../entry/index.ts';
import { dropWaiting, forgetChat } from '../messages/index.ts';
import { eraseChat, erasePerson, lockChat, lockResident, peopleOf, personOf } from '../residents/index.ts';
import { eraseAnswers } from '../responses/index.ts';

/**
 * Erases one person: answers, profile, forms, callback number and the key to what was sealed. Counts stay, for they hold no
 * person; the consent ledger stays as proof of what was agreed, closed to view (see docs/reference/retention.md).
 */
export async function eraseOnePerson(scope: Scope, chatId: ChatId, residentId: string): Promise<void> {
  const person = await personOf(scope, chatId, residentId);
  // What waits to be said in the chat may speak of them.
  await dropWaiting(scope.tx, scope.account.id, chatId, 'erased');
  await erase(scope, person.residentId);
}

/** Erases everyone in a chat, and the chat itself. Returns who they were. */
export async function eraseWholeChat(scope: Scope, chatId: ChatId): Promise<ResidentId[]> {
  // The chat before its people, as everywhere: whoever speaks in it just now is waited for, and nobody is added to it after.
  await lockChat(scope.tx, scope.account.id, chatId);
  const people = await peopleOf(scope, chatId);
  for (const person of people) await erase(scope, person.residentId);
  await forgetChat(scope.tx, scope.account.id, chatId);
  await endSessionsOf(scope.tx, scope.account.id, chatId);
  await eraseChat(scope, chatId);
  await scope.audit('privacy.chat-erased', chatId);
  return people.map(({ residentId }) => residentId);
}

/** The same for one whose time is over, whoever asks: the caller knows that they may. */
export async function erase(scope: Scope, residentId: ResidentId): Promise<void> {
  // An answer that is being stored just now is waited for: it would outlive what cannot see it yet.
  await lockResident(scope.tx, scope.account.id, residentId);
  const answers = await eraseAnswers(scope, residentId);
  await lookAwayFrom(scope.tx, scope.account.id, residentId);
  await erasePerson(scope, residentId);
  await scope.audit('privacy.person-erased', residentId, { answers });
}
