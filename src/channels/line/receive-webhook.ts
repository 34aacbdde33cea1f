import type { Language } from '../../base/language.ts';
import { dropWaiting, knownEvents, rememberEvents, unbury } from '../../features/messages/index.ts';
import { findLineUser, markBlocked, markFollowed, meetLineUser } from '../../features/residents/index.ts';
import type { Actor, InScope, Scope } from '../../platform/scope.ts';
import type { AccountKit } from '../account-kit.ts';
import { converse, takeBack } from '../chat/converse.ts';
import { type Heard, readCode } from '../chat/heard.ts';
import { lineStoppedMessages } from '../notices.ts';
import { isOfDatabase, setAside } from './set-aside.ts';
import type { EventKind, LineEvent } from './webhook-event.ts';

export interface ReceiveParts {
  readonly inScope: InScope;
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
 * Takes in all events of one webhook in one transaction, acknowledged after commit. If that fails, each is tried once more by
 * itself, and a poisonous one is set aside with its reason: it never fails its neighbours.
 * @throws when the database cannot work: then nothing is acknowledged, and LINE sends the events again.
 */
export async function receiveEvents(parts: ReceiveParts, kit: AccountKit, events: readonly LineEvent[]): Promise<void> {
  const inOrder = [...events].sort(byPersonAndTime);
  try {
    await takeIn(parts, kit, inOrder);
  } catch {
    for (const event of inOrder) {
      await takeIn(parts, kit, [event]).catch((error) => {
        if (isOfDatabase(error)) throw error;
        return setAside(parts, kit, { actor: intake, event, error, replyAt: (now) => replyWay(event, now) });
      });
    }
  }
}

/** One person's events as they happened. People always in the same order: two webhooks that lock their chats never cross. */
const byPersonAndTime = (a: LineEvent, b: LineEvent): number =>
  compare(a.userId ?? '', b.userId ?? '') || a.at.getTime() - b.at.getTime() || compare(a.id, b.id);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function takeIn(parts: ReceiveParts, kit: AccountKit, events: readonly LineEvent[]): Promise<void> {
  if (events.length === 0) return;
  const chosen = new Map<string, Language>();
  await parts.inScope(kit, intake, async (scope) => {
    const { tx, account } = scope;
    const ids = events.flatMap((event) => [event.id, ...takingBack(event)]);
    const fresh = await rememberEvents(tx, account.id, ids, scope.now);
    // A message may be delivered again after it was taken back.
    const takenBack = await knownEvents(
      tx,
      account.id,
      events.flatMap(({ messageId }) => (messageId ? [takenBackMark(messageId)] : [])),
    );
    const stopped = await parts.isStopped(scope);
    for (const event of events) {
      // Each id once, also when one webhook holds it twice.
      if (!fresh.delete(event.id)) continue;
      if (event.messageId && takenBack.has(takenBackMark(event.messageId))) continue;
      await work(scope, kit, event, stopped);
      const language = languageChosen(event.what);
      if (language && event.userId && !stopped) chosen.set(event.userId, language);
    }
  });
  for (const [userId, language] of chosen) parts.onLanguage?.(kit, userId, language);
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
  await scope.enqueue({ chatId: chat.chatId, messages, purpose: 'conversation.reply', ...replyWay(event, scope.now) });
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
