import { z } from 'zod';
import type { ChatMessage, Choice } from '../../base/chat-message.ts';
import { languages } from '../../base/language.ts';
import type { Heard } from '../../channels/chat/heard.ts';

/**
 * A conversation as a test case: what was heard and what was said, turn by turn. Opaque codes are left out, since they differ
 * from one conversation to the next: a button is known by its words.
 */
const did = z.union([
  z.strictObject({ follow: z.literal(true) }),
  z.strictObject({ press: z.string() }),
  z.strictObject({ type: z.string() }),
  z.strictObject({ send: z.enum(['image', 'video', 'audio', 'file', 'sticker']) }),
  z.strictObject({ location: z.string() }),
]);
const turn = z.strictObject({ heard: did, said: z.array(z.unknown()) });
export const talkCaseShape = z.strictObject({
  account: z.string(),
  language: z.enum(languages),
  /** When the conversation began; every turn takes `turnMs`. */
  at: z.iso.datetime(),
  turns: z.array(turn),
});
export type TalkCase = z.infer<typeof talkCaseShape>;
export type Did = z.infer<typeof did>;

/** So that what happens one after the other also has one time after the other, in every replay alike. */
export const turnMs = 10_000;

/** What can be pressed: the buttons of all cards just said, then the choices below the newest message. */
export const pressable = (messages: readonly ChatMessage[]): readonly Choice[] => [
  ...messages.flatMap((message) => (message.kind === 'card' ? message.buttons : [])),
  ...(messages.at(-1)?.choices ?? []),
];

/** What the account hears of it; undefined for a button that is not there, or that sends nothing. */
export function heardOf(what: Did, messages: readonly ChatMessage[]): Heard | undefined {
  if ('follow' in what) return { kind: 'follow' };
  if ('type' in what) return { kind: 'text', text: what.type };
  if ('send' in what) return { kind: 'media', media: what.send };
  if ('location' in what) return { kind: 'location', address: what.location };
  const choice = pressable(messages).find(({ label, action }) => label === what.press && action.do === 'send');
  return choice?.action.do === 'send' ? { kind: 'code', code: choice.action.code } : undefined;
}

/** What was said, as a case keeps it. */
export const saidOf = (messages: readonly ChatMessage[]): unknown[] =>
  messages.map((message) => ({
    ...(message.kind === 'card' ? { title: message.title } : {}),
    ...(message.text === undefined ? {} : { text: message.text }),
    ...(message.kind === 'card' && message.pairs ? { pairs: message.pairs } : {}),
    ...(message.kind === 'card' ? { buttons: message.buttons.map(choiceOf) } : {}),
    ...(message.choices ? { choices: message.choices.map(choiceOf) } : {}),
  }));

/** A button's words; with where it leads, if that is not the chat. The host is another on every machine. */
function choiceOf({ label, action }: Choice): unknown {
  if (action.do === 'call') return { label, calls: action.phone };
  if (action.do === 'open') return { label, opens: new URL(action.url).pathname };
  return label;
}
