import type { ChatId } from '../../base/ids.ts';
import type { Language } from '../../base/language.ts';
import type { Scope } from '../../platform/scope.ts';
import * as store from './chat-store.ts';
import type { Chat } from './model.ts';

/**
 * The chat of a LINE user, made on first contact and locked until the transaction ends. LINE's user id is kept only as a
 * keyed hash, to find the chat, and sealed, to write to it.
 */
export async function meetLineUser(scope: Scope, lineUserId: string, language: Language): Promise<Chat> {
  const { tx, account, vault, now } = scope;
  const userHash = await vault.lookupHash(tx, account.id, lineUserId);
  const known = await store.lockChatByUser(tx, account.id, userHash);
  if (known) return known;
  const chatId = scope.newId<ChatId>();
  if (await store.addChat(tx, account.id, { chatId, channel: 'line', userHash, language, at: now })) {
    const userSealed = await vault.seal(tx, account.id, chatId, lineUserId);
    await store.changeChat(tx, account.id, chatId, { userSealed });
    await scope.audit('residents.chat-opened', chatId, { channel: 'line' });
    // Nobody else sees it before this transaction ends.
    return { chatId, channel: 'line', language, followedAt: null, blockedAt: null };
  }
  const met = await store.lockChatByUser(tx, account.id, userHash);
  if (!met) throw new Error('a chat that was just added is not there');
  return met;
}

/** Finds the chat of a LINE user without making one. */
export async function findLineUser(scope: Scope, lineUserId: string): Promise<Chat | undefined> {
  const userHash = await scope.vault.lookupHash(scope.tx, scope.account.id, lineUserId);
  return store.lockChatByUser(scope.tx, scope.account.id, userHash);
}

/** A chat for someone without LINE, who starts at the account's public page. */
export async function openWebChat(scope: Scope, language: Language): Promise<Chat> {
  const chatId = scope.newId<ChatId>();
  await store.addChat(scope.tx, scope.account.id, { chatId, channel: 'web', userHash: null, language, at: scope.now });
  await scope.audit('residents.chat-opened', chatId, { channel: 'web' });
  return { chatId, channel: 'web', language, followedAt: null, blockedAt: null };
}

/** A chat by its id, unless it was erased. */
export const chatOf = (scope: Scope, chatId: ChatId): Promise<Chat | undefined> =>
  store.chatById(scope.tx, scope.account.id, chatId);

/** `at` is when it happened: what happened before but is heard of later must not undo it. */
export async function markFollowed(scope: Scope, chatId: ChatId, at: Date): Promise<void> {
  await store.changeChat(scope.tx, scope.account.id, chatId, { followedAt: at, blockedAt: null });
  await scope.audit('residents.followed', chatId);
}

export async function markBlocked(scope: Scope, chatId: ChatId, at: Date): Promise<void> {
  await store.changeChat(scope.tx, scope.account.id, chatId, { blockedAt: at });
  await scope.audit('residents.blocked', chatId);
}

export async function chooseLanguage(scope: Scope, chatId: ChatId, language: Language): Promise<void> {
  await store.changeChat(scope.tx, scope.account.id, chatId, { language });
}

/** LINE's id of the chat, for sending; undefined once the chat was erased or for the web. */
export async function lineUserOf(scope: Scope, chatId: ChatId): Promise<string | undefined> {
  const sealed = await store.sealedUser(scope.tx, scope.account.id, chatId);
  return sealed ? scope.vault.unseal(scope.tx, scope.account.id, chatId, sealed) : undefined;
}

/** Where the conversation stood after the last turn: JSON that the channel reads. */
export const chatSession = (scope: Scope, chatId: ChatId): Promise<unknown> =>
  store.chatSession(scope.tx, scope.account.id, chatId);

export const keepChatSession = (scope: Scope, chatId: ChatId, session: unknown): Promise<void> =>
  store.keepChatSession(scope.tx, scope.account.id, chatId, session);
