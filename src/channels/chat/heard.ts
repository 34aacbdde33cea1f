import { type Language, languages } from '../../base/language.ts';
import { type EntryTarget, isEntryTarget } from '../account-kit.ts';

/** What someone did in a chat, whichever messenger carried it. */
export type Heard =
  | { readonly kind: 'follow' }
  /** `messageId` is the messenger's own, where it lets people take messages back. */
  | { readonly kind: 'text'; readonly text: string; readonly messageId?: string }
  | { readonly kind: 'media'; readonly media: 'image' | 'video' | 'audio' | 'file' | 'sticker' }
  /** Answered with the contact point for there, and not kept. */
  | { readonly kind: 'location'; readonly address: string }
  /** A button: an opaque code. */
  | { readonly kind: 'code'; readonly code: string };

/**
 * The codes of buttons that do not belong to a question (those are the questionnaire engine's, 'q.…'). They name an act,
 * never an answer about health; a consent's tick is named by its place in the list.
 */
export type Code =
  | { readonly kind: 'menu'; readonly target: EntryTarget }
  | { readonly kind: 'language'; readonly language: Language }
  /** Whom it is about: the end of the person's id, for lists of people change while buttons stay in the chat. */
  | { readonly kind: 'person'; readonly idEnd: string }
  | { readonly kind: 'tick'; readonly index: number; readonly given: boolean };

export function codeText(code: Code): string {
  switch (code.kind) {
    case 'menu':
      return `m.${code.target}`;
    case 'language':
      return `l.${languages.indexOf(code.language)}`;
    case 'person':
      return `w.${code.idEnd}`;
    case 'tick':
      return `c.${code.index}.${code.given ? 1 : 0}`;
  }
}

/** Undefined for anything that is not such a code: old buttons and other people's data change nothing. */
export function readCode(text: string): Code | undefined {
  const [kind, value = '', more] = text.slice(0, 60).split('.');
  const index = /^\d{1,2}$/.test(value) ? Number(value) : -1;
  if (kind === 'm' && isEntryTarget(value)) return { kind: 'menu', target: value };
  if (kind === 'l' && languages[index]) return { kind: 'language', language: languages[index] };
  if (kind === 'w' && /^[0-9a-f]{12}$/.test(value)) return { kind: 'person', idEnd: value };
  if (kind === 'c' && index >= 0 && (more === '0' || more === '1')) return { kind: 'tick', index, given: more === '1' };
  return undefined;
}
