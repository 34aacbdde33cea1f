import { hash } from 'node:crypto';
import type { App } from '../../app.ts';
import type { ChatMessage } from '../../base/chat-message.ts';
import type { Language } from '../../base/language.ts';
import type { AccountKit } from '../../channels/account-kit.ts';
import { converse } from '../../channels/chat/converse.ts';
import type { Heard } from '../../channels/chat/heard.ts';
import { markFollowed, meetLineUser } from '../../features/residents/index.ts';
import type { Actor } from '../../platform/scope.ts';

/** Someone who adds the account as a friend and talks with it, turn by turn. */
export interface Conversation {
  /** What the account says to one thing heard, stored as any resident's turn is. */
  hear(heard: Heard): Promise<readonly ChatMessage[]>;
}

const atTheTerminal: Actor = { kind: 'system', job: 'talk.hear' };

/** Asks in the chat itself, whichever way the account has chosen: a terminal has no pages. `name` tells who talks. */
export function openConversation(app: App, kit: AccountKit, language: Language, name = 'someone'): Conversation {
  const user = `U${hash('md5', name)}`;
  return {
    hear: (heard) =>
      app.inScope(kit, atTheTerminal, async (scope) => {
        const chat = await meetLineUser(scope, user, language);
        if (heard.kind === 'follow') await markFollowed(scope, chat.chatId, scope.now);
        return converse(scope, kit, chat, heard, true);
      }),
  };
}
