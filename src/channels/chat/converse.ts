import type { ChatMessage } from '../../base/chat-message.ts';
import type { Language } from '../../base/language.ts';
import { consentState } from '../../features/consent/index.ts';
import {
  addPerson,
  type Chat,
  chatSession,
  chooseLanguage,
  keepChatSession,
  type Person,
  peopleOf,
} from '../../features/residents/index.ts';
import { questionnaireUnderWay, responsesOf, takeBackTyped } from '../../features/responses/index.ts';
import type { Scope } from '../../platform/scope.ts';
import type { AccountKit, EntryTarget } from '../account-kit.ts';
import { askInChat } from './ask-question.ts';
import { type ChatSession, readChatSession } from './chat-session.ts';
import { askTick, takeTick } from './consent-in-chat.ts';
import { contactWords, placeOfAddress } from './contact-words.ts';
import { codeText, type Heard, readCode } from './heard.ts';
import { answerInChat, beginInChat } from './questionnaire-in-chat.ts';
import { type Speech, speechOf } from './speech.ts';
import { tellGuidance } from './tell-guidance.ts';

/** One turn of a conversation, while it is worked on. */
export interface Turn {
  readonly scope: Scope;
  readonly kit: AccountKit;
  readonly chat: Chat;
  readonly speech: Speech;
  readonly session: ChatSession;
  /** Asks in the chat itself. Otherwise answers go to the page on the prefecture's own host. */
  readonly inChat: boolean;
}

export interface Said {
  readonly messages: readonly ChatMessage[];
  /** Where the chat stands afterwards; left out when nothing changed. */
  readonly session?: ChatSession;
}

/**
 * Hears one thing and says what follows, in the caller's transaction. The chat is locked, so that one person's turns come one
 * after the other. `inChat` defaults to the account's answer mode.
 */
export async function converse(
  scope: Scope,
  kit: AccountKit,
  chat: Chat,
  heard: Heard,
  inChat = kit.content.account.answerMode === 'chat',
): Promise<readonly ChatMessage[]> {
  const session = readChatSession(await chatSession(scope, chat.chatId));
  const turn: Turn = { scope, kit, chat, speech: speechOf(kit, chat.language), session, inChat };
  const said = await hear(turn, heard);
  if (said.session) await keepChatSession(scope, chat.chatId, said.session);
  return said.messages;
}

/** What is said when a message is taken back: the question again that it had answered, if questions are being asked. */
export async function takeBack(
  scope: Scope,
  kit: AccountKit,
  chat: Chat,
  messageId: string,
): Promise<readonly ChatMessage[]> {
  const session = readChatSession(await chatSession(scope, chat.chatId));
  const taken = await takeBackTyped(scope, kit.initial, chat.chatId, messageId);
  if (!taken?.form || !session.asking || session.resident !== taken.residentId) return [];
  const speech = speechOf(kit, chat.language);
  return [speech.text('chat.taken_back'), ...askInChat(kit, speech, kit.initial, taken.form.session)];
}

const typedIn = ({ text, messageId }: Heard & { kind: 'text' }) => ({
  typed: text,
  ...(messageId === undefined ? {} : { messageId }),
});

async function hear(turn: Turn, heard: Heard): Promise<Said> {
  switch (heard.kind) {
    case 'follow':
      return { messages: greet(turn), session: {} };
    case 'code':
      return pressed(turn, heard.code);
    case 'text':
      // In a question, typed words may be its answer (an age, a postal code); elsewhere nobody reads them.
      return turn.inChat && turn.session.asking ? answerInChat(turn, typedIn(heard)) : unread(turn);
    case 'media':
      return unread(turn);
    case 'location':
      return { messages: await located(turn, heard.address) };
  }
}

async function pressed(turn: Turn, text: string): Promise<Said> {
  const code = readCode(text);
  switch (code?.kind) {
    case 'language':
      return speakIn(turn, code.language);
    case 'menu':
      return open(turn, code.target);
    case 'person':
      return chosePerson(turn, code.idEnd);
    case 'tick':
      return takeTick(turn, code.index, code.given);
    default:
      return turn.inChat ? answerInChat(turn, { token: text }) : open(turn, 'start');
  }
}

/** Greeting, then the policy in short, with the way to begin. */
export function greet({ kit, speech, inChat }: Turn): ChatMessage[] {
  const organisation = speech.plain(kit.words(speech.language)(`prefecture.p${kit.content.account.prefectureCode}`));
  const begin = inChat ? speech.send(speech.say('chat.begin'), 'm.report') : speech.open('chat.begin', 'start');
  return [
    speech.text('chat.greeting', { organisation }),
    {
      kind: 'card',
      title: speech.say('chat.before_title'),
      pairs: [
        [speech.say('chat.before_asked_label'), speech.say('chat.before_asked')],
        [speech.say('chat.before_use_label'), speech.say('chat.before_use')],
        [speech.say('chat.before_kept_label'), speech.say('chat.before_kept')],
        [speech.say('chat.before_time_label'), speech.say('chat.before_time')],
      ],
      buttons: [begin, speech.open('chat.read_policy', 'privacy')],
      choices: speech.languageChoices(),
    },
  ];
}

async function speakIn(turn: Turn, language: Language): Promise<Said> {
  await chooseLanguage(turn.scope, turn.chat.chatId, language);
  const speech = speechOf(turn.kit, language);
  const next = { ...turn, chat: { ...turn.chat, language }, speech };
  if (turn.session.asking) return answerInChat(next, {});
  return { messages: [speech.text('chat.language_changed'), ...greet(next).slice(1)] };
}

async function open(turn: Turn, target: EntryTarget): Promise<Said> {
  const { speech, inChat } = turn;
  if (inChat && (target === 'report' || target === 'start')) return report(turn);
  if (inChat && target === 'guidance') return guidanceAgain(turn);
  if (target === 'language') return { messages: [speech.text('chat.choose_language', {}, speech.languageChoices())] };
  const key = target === 'start' ? 'report' : target;
  return {
    messages: [
      {
        kind: 'card',
        title: speech.say(`chat.open_${key.replaceAll('-', '_')}`),
        buttons: [speech.open('chat.open', target)],
      },
    ],
  };
}

/** Whom is it about? Then the ticks, where they are missing; then the questions. */
async function report(turn: Turn): Promise<Said> {
  const people = await peopleOf(turn.scope, turn.chat.chatId);
  if (people.length > 1) {
    const choices = people.map((person) =>
      turn.speech.send(
        person.label ?? turn.speech.say('chat.myself'),
        codeText({ kind: 'person', idEnd: person.residentId.slice(-12) }),
      ),
    );
    return { messages: [turn.speech.text('chat.for_whom', {}, choices)] };
  }
  return reportFor(turn, people[0]);
}

async function chosePerson(turn: Turn, idEnd: string): Promise<Said> {
  const people = await peopleOf(turn.scope, turn.chat.chatId);
  const person = people.find(({ residentId }) => residentId.endsWith(idEnd));
  return person ? reportFor(turn, person) : report(turn);
}

async function reportFor(turn: Turn, person: Person | undefined): Promise<Said> {
  const { scope, chat, kit } = turn;
  const resident =
    person?.residentId ?? (await addPerson(scope, chat.chatId, { relation: 'self', answeredBy: 'self' }));
  const consent = await consentState(scope, resident, kit.ticks);
  if (!consent.mayAnswer) return askTick(turn, resident, []);
  return beginInChat(turn, resident);
}

async function guidanceAgain(turn: Turn): Promise<Said> {
  const { scope, kit, speech, chat } = turn;
  const people = await peopleOf(scope, chat.chatId);
  const person = people.find(({ residentId }) => residentId === turn.session.resident) ?? people[0];
  const [response] = person ? await responsesOf(scope, person.residentId, 1) : [];
  if (!person || !response) return report(turn);
  const points = await kit.contactPoints(scope);
  return { messages: tellGuidance(kit, speech, response, points, person.place, scope.now) };
}

/** Pictures, voices, stickers, free words: said kindly, with 119 and the number that answers now. */
async function unread(turn: Turn): Promise<Said> {
  const { kit, scope, speech, inChat, chat } = turn;
  const [person] = await peopleOf(scope, chat.chatId);
  const contact = contactWords(kit, speech, await kit.contactPoints(scope), person?.place ?? null, scope.now);
  const underWay = person ? await questionnaireUnderWay(scope, person.residentId) : undefined;
  const way = inChat
    ? speech.send(speech.say(underWay ? 'chat.go_on' : 'chat.report'), 'm.report')
    : speech.open(underWay ? 'chat.go_on' : 'chat.report', 'start');
  return {
    messages: [
      {
        kind: 'card',
        title: speech.say('chat.not_read_title'),
        text: speech.say('chat.not_read', { centre: contact.name, phone: contact.phone }),
        buttons: [
          way,
          { label: speech.say('chat.call', { phone: contact.phone }), action: { do: 'call', phone: contact.phone } },
        ],
      },
    ],
  };
}

async function located({ kit, scope, speech }: Turn, address: string): Promise<ChatMessage[]> {
  const place = placeOfAddress(kit, address);
  const points = await kit.contactPoints(scope);
  const contact = contactWords(kit, speech, points, place ?? null, scope.now);
  return [
    {
      kind: 'card',
      title: place ? speech.say('chat.located', { place: place.name }) : speech.say('chat.not_located'),
      text: speech.say('chat.location_not_kept'),
      pairs: [[contact.name, contact.phone]],
      buttons: [
        { label: speech.say('chat.call', { phone: contact.phone }), action: { do: 'call', phone: contact.phone } },
        speech.open('chat.other_numbers', 'contact-points'),
      ],
    },
  ];
}
