import { randomUUID } from 'node:crypto';
import type { OutgoingMessage, Scope } from '../../platform/scope.ts';
import { type MessageId, queue } from './store.ts';

/** Stores a message with the retry key that every attempt will carry. LINE takes five messages at a time. */
export async function queueMessage(scope: Scope, message: OutgoingMessage): Promise<void> {
  for (let from = 0; from < message.messages.length; from += 5) {
    const first = from === 0;
    await queue(scope.tx, scope.account.id, {
      chatId: message.chatId,
      messageId: scope.newId<MessageId>(),
      retryKey: randomUUID(),
      // A reply token is good once: what does not fit into the reply is pushed.
      replyToken: (first && message.reply?.token) || null,
      replyUntil: (first && message.reply?.until) || null,
      body: message.messages.slice(from, from + 5),
      purpose: message.purpose,
      at: scope.now,
    });
  }
}
