import type { ChatMessage } from '../base/chat-message.ts';
import type { Language } from '../base/language.ts';
import { rubyPlain } from '../base/ruby.ts';
import type { AccountKit } from './account-kit.ts';

/** Notices that are pushed carry no health content: a lock screen that others see betrays nothing. */

/** "Your answers have arrived", with the way to the guidance. */
export function answeredNotice(kit: AccountKit, language: Language): ChatMessage[] {
  const say = kit.words(language);
  return [
    {
      kind: 'card',
      title: rubyPlain(say('chat.answered_title')),
      text: rubyPlain(say('chat.answered_text')),
      buttons: [
        { label: rubyPlain(say('chat.answered_button')), action: { do: 'open', url: kit.urls.inChat('guidance') } },
      ],
    },
  ];
}

/** The LINE channel is stopped: the web goes on, and whoever writes is told where. */
export function lineStoppedMessages(kit: AccountKit, language: Language): ChatMessage[] {
  const say = kit.words(language);
  return [
    {
      kind: 'card',
      title: rubyPlain(say('chat.stopped_title')),
      text: rubyPlain(say('chat.stopped_text')),
      buttons: [{ label: rubyPlain(say('chat.stopped_button')), action: { do: 'open', url: kit.urls.page('') } }],
    },
  ];
}
