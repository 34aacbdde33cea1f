import type { ChatMessage, Choice } from '../../base/chat-message.ts';
import { type Language, languages } from '../../base/language.ts';
import { rubyPlain } from '../../base/ruby.ts';
import type { WordParams } from '../../base/words.ts';
import type { AccountKit, EntryTarget } from '../account-kit.ts';
import { codeText } from './heard.ts';

/** Speaks to one chat: its words, with readings in brackets, and buttons that lead where they say. */
export interface Speech {
  readonly language: Language;
  say(key: string, params?: WordParams): string;
  /** Words that came from content, made fit for a chat. */
  plain(words: string): string;
  text(key: string, params?: WordParams, choices?: readonly Choice[]): ChatMessage;
  /** Opens a page of the account: inside LINE where it can. */
  open(key: string, target: EntryTarget): Choice;
  send(label: string, code: string): Choice;
  /** One choice for each language but the one spoken, each in its own words. */
  languageChoices(): Choice[];
}

export function speechOf(kit: AccountKit, language: Language): Speech {
  const words = kit.words(language);
  const plain = (text: string) => rubyPlain(text).replaceAll('**', '');
  const say = (key: string, params?: WordParams) => plain(words(key, params));
  const send = (label: string, code: string): Choice => ({ label, action: { do: 'send', code } });
  return {
    language,
    say,
    plain,
    text: (key, params, choices) => ({ kind: 'text', text: say(key, params), ...(choices?.length ? { choices } : {}) }),
    open: (key, target) => ({ label: say(key), action: { do: 'open', url: kit.urls.inChat(target) } }),
    send,
    languageChoices: () =>
      languages
        .filter((one) => one !== language && kit.content.account.languages.includes(one))
        .map((one) =>
          send(rubyPlain(kit.words(one)('chat.language_name')), codeText({ kind: 'language', language: one })),
        ),
  };
}
