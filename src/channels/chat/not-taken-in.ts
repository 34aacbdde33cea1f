import type { ChatMessage } from '../../base/chat-message.ts';
import type { Chat, Place } from '../../features/residents/index.ts';
import type { Scope } from '../../platform/scope.ts';
import type { AccountKit } from '../account-kit.ts';
import { contactWords } from './contact-words.ts';
import { speechOf } from './speech.ts';

/** What somebody sent could not be worked on: said once, with 119 and the number that answers now, never left in silence. */
export async function notTakenIn(
  scope: Scope,
  kit: AccountKit,
  chat: Pick<Chat, 'language'>,
  place: Place | null,
): Promise<ChatMessage[]> {
  const speech = speechOf(kit, chat.language);
  const { name, phone } = contactWords(kit, speech, await kit.contactPoints(scope), place, scope.now);
  return [
    {
      kind: 'card',
      title: speech.say('chat.not_taken_in_title'),
      text: speech.say('chat.not_taken_in', { centre: name, phone }),
      buttons: [
        { label: speech.say('chat.call', { phone }), action: { do: 'call', phone } },
        speech.open('chat.report', 'start'),
      ],
    },
  ];
}
