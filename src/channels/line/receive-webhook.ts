import type { Language } from '../../base/language.ts';
import { isProblem } from '../../base/problem.ts';
import { dropWaiting, knownEvents, rememberEvents, unbury } from '../../features/messages/index.ts';
import { findLineUser, markBlocked, markFollowed, meetLineUser } from '../../features/residents/index.ts';
import { busy, isOfDatabase, type TakeIn } from '../../platform/intake/intake.ts';
import type { Actor, Scope } from '../../platform/scope.ts';
import type { AccountKit } from '../account-kit.ts';
import { converse, takeBack } from '../chat/converse.ts';
import { type Heard, readCode } from '../chat/heard.ts';
import { lineStoppedMessages } from '../notices.ts';
import { setAside } from './set-aside.ts';
import type { EventKind, LineEvent } from './webhook-event.ts';

export interface ReceiveParts {
  readonly takeIn: TakeIn;
  /** The channel is stopped: whoever writes is told where to go, nothing else happens in the chat. */
  readonly isStopped: (scope: Scope) => Promise<boolean>;
  /** Told after commit: this resident chose a language, so their menu is to speak it too. */
  readonly onLanguage?: (kit: AccountKit, userId: string, language: Language) => void;
}

const intake: Actor = { kind: 'system', job: 'line.receive' };
/** A reply token lives for one minute from its coming; in a redelivered event for 20 from the event. Some time is left for sending. */
const replyMs = 55_000;
const redeliveredReplyMs = 19 * 60_000;

/**
 * Takes in the events of one webhook, together with whatever else arrives; each is acknowledged after commit. A poisonous one is
 * set aside with its reason: it never fails its neighbours.
 * @throws when the database cannot work or too much waits: LINE sends the events again, and what was stored is known by its id.
 */
export async function receiveEvents(parts: ReceiveParts, kit: AccountKit, events: readonly LineEvent[]): Promise<void> {
  const inOrder = [...events].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  await Promise.all(inOrder.map((event) => receive(parts, kit, event)));
}

/** One person's events are worked on one after the other; events of nobody go side by side. */
const keyOf = (event: LineEvent): string => `line ${event.userId ?? event.id}`;

async function receive(parts: ReceiveParts, kit: AccountKit, event: LineEvent): Promise<void> {
  try {
    const language = await parts.takeIn(kit, keyOf(event), intake, (scope) => takeIn(parts, kit, scope, event));
    if (language && event.userId) parts.onLanguage?.(kit, event.userId, language);
  } catch (error) {
    if (isOfDatabase(error) || (isProblem(error) && error.code === busy.code)) throw error;
    const replyAt = (now: Date) => replyWay(event, now);
    await setAside(parts, kit, { actor: intake, key: keyOf(event), event, error, replyAt });
  }
}

/** Gives back the language that the event chose. */
async function takeIn(
  parts: ReceiveParts,
  kit: AccountKit,
  scope: Scope,
  event: LineEvent,
): Promise<Language | undefined> {
  const { tx, account } = scope;
  const { messageId } = event;
  const [fresh, takenBack, stopped] = await Promise.all([
    rememberEvents(tx, account.id, [event.id, ...takingBack(event)], scope.now),
    // A message may be delivered again after it was taken back.
    messageId ? knownEvents(tx, account.id, [takenBackMark(messageId)]) : new Set<string>(),
    parts.isStopped(scope),
  ]);
  if (!fresh.has(event.id) || takenBack.size > 0) return undefined;
  await work(scope, kit, event, stopped);
  return stopped ? undefined : languageChosen(event.what);
}

function languageChosen(what: EventKind): Language | undefined {
  const code = what.kind === 'postback' ? readCode(what.data) : undefined;
  return code?.kind === 'language' ? code.language : undefined;
}

/** Remembered among the ids of events. */
const takenBackMark = (messageId: string): string => `unsent:${messageId}`;
const takingBack = ({ what }: LineEvent): string[] =>
  what.kind === 'unsend' && what.messageId ? [takenBackMark(what.messageId)] : [];

async function work(scope: Scope, kit: AccountKit, event: LineEvent, stopped: boolean): Promise<void> {
  const { userId, what } = event;
  if (!userId || what.kind === 'other') return;
  if (what.kind === 'unfollow' || what.kind === 'unsend') {
    const known = await findLineUser(scope, userId);
    if (!known) return;
    // Heard of late: they have come back since.
    if (what.kind === 'unfollow' && known.followedAt && known.followedAt > event.at) return;
    await dropWaiting(scope.tx, scope.account.id, known.chatId, what.kind);
    if (what.kind === 'unfollow') return markBlocked(scope, known.chatId, event.at);
    await scope.audit('messages.unsent', known.chatId);
    const { messageId } = what;
    if (messageId === undefined) return;
    // Words of a chat are not kept, but for the answer that they may have been, and where they could not be worked on.
    await unbury(scope, known.chatId, (letter) => (letter as Partial<LineEvent>).messageId === messageId);
    const messages = await takeBack(scope, kit, known, messageId);
    if (messages.length === 0 || stopped) return;
    return scope.enqueue({ chatId: known.chatId, messages, purpose: 'conversation.taken-back' });
  }
  const chat = await meetLineUser(scope, userId, 'ja');
  if (what.kind === 'follow') {
    // Heard of late: they have blocked the account since.
    if (chat.blockedAt && chat.blockedAt > event.at) return;
    await markFollowed(scope, chat.chatId, event.at);
  }
  const heard = heardOf(event);
  if (!heard) return;
  const messages = stopped ? lineStoppedMessages(kit, chat.language) : await converse(scope, kit, chat, heard);
  if (messages.length === 0) return;
  await scope.enqueue({
    chatId: chat.chatId,
    messages,
    purpose: 'conversation.reply',
    lineUser: userId,
    ...replyWay(event, scope.now),
  });
}

function replyWay(event: LineEvent, now: Date): { reply?: { token: string; until: Date } } {
  if (!event.replyToken) return {};
  const until = event.isRedelivery ? event.at.getTime() + redeliveredReplyMs : now.getTime() + replyMs;
  return { reply: { token: event.replyToken, until: new Date(until) } };
}

function heardOf({ what, messageId }: LineEvent): Heard | undefined {
  switch (what.kind) {
    case 'follow':
      return { kind: 'follow' };
    case 'text':
      return { kind: 'text', text: what.text, ...(messageId ? { messageId } : {}) };
    case 'media':
      return { kind: 'media', media: what.media };
    case 'location':
      return { kind: 'location', address: what.address };
    case 'postback':
      return { kind: 'code', code: what.data };
    default:
      return undefined;
  }
}
