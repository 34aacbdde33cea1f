import type { Chat, JsonObject, MessageContent, StoredRichMenu } from '../types.ts';
import { isRecord, records } from '../validate/rule.ts';

/** Something that can be pressed, with the words on it. */
export type Pressable = {
  readonly label: string;
  readonly action: JsonObject;
  readonly in: 'message' | 'quick-reply' | 'menu';
};

/**
 * What a resident could press now, newest first: quick replies under the last message, buttons of messages,
 * then the rich menu.
 */
export function pressables(chat: Chat, menu: StoredRichMenu | undefined): Pressable[] {
  const fromAccount = chat.messages.filter((message) => message.from === 'account').reverse();
  const last = chat.messages.at(-1);
  const quick = last?.from === 'account' ? quickReplies(last.content) : [];
  return [
    ...quick,
    ...fromAccount.flatMap((message) => actionsIn(message.content)),
    ...records(menu?.menu.areas).flatMap((area) => pressable(area.action, '', 'menu')),
  ];
}

export function quickReplies(content: MessageContent): Pressable[] {
  const items = isRecord(content.quickReply) ? content.quickReply.items : undefined;
  return records(items).flatMap((item) => pressable(item.action, '', 'quick-reply'));
}

/** Every action inside a message, in reading order; an action without a label takes the words around it. */
function actionsIn(value: unknown): Pressable[] {
  if (Array.isArray(value)) return value.flatMap(actionsIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name === 'quickReply') return [];
    if (name === 'action' || name === 'defaultAction') return pressable(inner, wordsIn(value), 'message');
    if (name === 'actions' && Array.isArray(inner)) return inner.flatMap((one) => pressable(one, '', 'message'));
    return actionsIn(inner);
  });
}

function pressable(action: unknown, around: string, place: Pressable['in']): Pressable[] {
  if (!isRecord(action) || typeof action.type !== 'string') return [];
  return [{ label: actionLabel(action) || around, action: action as JsonObject, in: place }];
}

export function actionLabel(action: Readonly<Record<string, unknown>>): string {
  for (const name of ['label', 'displayText', 'text']) {
    const words = action[name];
    if (typeof words === 'string' && words !== '') return words;
  }
  return '';
}

function wordsIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsIn).filter(Boolean).join(' ');
  if (!isRecord(value)) return '';
  const own = typeof value.text === 'string' ? value.text : '';
  return [own, wordsIn(value.contents)].filter(Boolean).join(' ');
}
