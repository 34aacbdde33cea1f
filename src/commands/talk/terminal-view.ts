import type { ChatMessage, Choice } from '../../base/chat-message.ts';
import { type Did, pressable } from './talk-case.ts';

/** What was said, with a number before everything that can be pressed. */
export function shown(messages: readonly ChatMessage[]): string {
  const numbers = pressable(messages).map((choice, at) => `  [${at + 1}] ${labelled(choice)}`);
  return ['', ...messages.flatMap((message) => [framed(message), '']), ...numbers].join('\n');
}

function framed(message: ChatMessage): string {
  const lines = [
    ...(message.kind === 'card' ? [`■ ${message.title}`] : []),
    ...(message.text ?? '').split('\n').filter((line, at, all) => line !== '' || (at > 0 && all.length > 1)),
    ...(message.kind === 'card' ? (message.pairs ?? []).map(([name, value]) => `${name}: ${value}`) : []),
  ];
  return lines.map((line) => `│ ${line}`.trimEnd()).join('\n');
}

function labelled({ label, action }: Choice): string {
  if (action.do === 'open') return `${label} → ${action.url}`;
  return action.do === 'call' ? `${label} (tel. ${action.phone})` : label;
}

/** What someone at the terminal meant by a line. */
export type Meant =
  | { readonly do: 'say'; readonly what: Did }
  | { readonly do: 'tell'; readonly text: string }
  | { readonly do: 'quit' | 'nothing' | 'help' };

export const talkHelp = `A number presses what stands beside it; anything else is typed into the chat. Besides:
  /say TEXT      type TEXT as it is, also if it is a number that could be pressed
  /sticker, /image, /video, /audio, /file
                 send one
  /location ADDRESS
                 send where you are
  /help          show this again
  /quit          end the conversation`;

/** Reads a line, given what was said last. */
export function meant(line: string, messages: readonly ChatMessage[]): Meant {
  const text = line.trim();
  if (text === '') return { do: 'nothing' };
  if (text === '/quit') return { do: 'quit' };
  if (text === '/help') return { do: 'help' };
  const media = (['sticker', 'image', 'video', 'audio', 'file'] as const).find((one) => text === `/${one}`);
  if (media) return { do: 'say', what: { send: media } };
  const [, command, rest] = /^\/(say|location)\s+(.+)$/.exec(text) ?? [];
  if (command === 'say') return { do: 'say', what: { type: rest! } };
  if (command === 'location') return { do: 'say', what: { location: rest! } };
  if (text.startsWith('/')) return { do: 'help' };
  const choice = /^\d{1,2}$/.test(text) ? pressable(messages)[Number(text) - 1] : undefined;
  return choice ? pressed(choice) : { do: 'say', what: { type: text } };
}

function pressed({ label, action }: Choice): Meant {
  if (action.do === 'send') return { do: 'say', what: { press: label } };
  if (action.do === 'call') return { do: 'tell', text: `(On a phone, this calls ${action.phone}.)` };
  return { do: 'tell', text: `(On a phone, this opens ${action.url}.)` };
}
