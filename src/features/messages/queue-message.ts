import { randomUUID } from 'node:crypto';
import type { OutgoingMessage, Scope } from '../../platform/scope.ts';
import { type MessageId, type Queued, queue } from './store.ts';

/** Whoever sends a message has this long for it; then another may take it. */
export const leaseMs = 30_000;

/**
 * Stores a message with the retry key that every attempt will carry. LINE takes five messages at a time.
 * @param sentBy 'this-process': the message is leased from the start to this process, which sends it after commit
 */
export async function queueMessage(
  scope: Scope,
  message: OutgoingMessage,
  sentBy: 'this-process' | 'any',
): Promise<Queued[]> {
  const queued: Queued[] = [];
  for (let from = 0; from < message.messages.length; from += 5) {
    const first = from === 0;
    const one: Queued = {
      chatId: message.chatId,
      messageId: scope.newId<MessageId>(),
      retryKey: randomUUID(),
      // A reply token is good once: what does not fit into the reply is pushed.
      replyToken: (first && message.reply?.token) || null,
      replyUntil: (first && message.reply?.until) || null,
      body: message.messages.slice(from, from + 5),
      purpose: message.purpose,
      attempts: sentBy === 'this-process' ? 1 : 0,
      lastError: null,
      leasedUntil: sentBy === 'this-process' ? new Date(scope.now.getTime() + leaseMs) : null,
      ...(message.lineUser === undefined ? {} : { lineUser: message.lineUser }),
    };
    await queue(scope.tx, scope.account.id, { ...one, at: scope.now });
    queued.push(one);
  }
  return queued;
}
