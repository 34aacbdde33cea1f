import { bury, dropWaiting, rememberEvents } from '../../features/messages/index.ts';
import { findLineUser, markBlocked, markFollowed, meetLineUser } from '../../features/residents/index.ts';
import type { Actor, InScope, Scope } from '../../platform/scope.ts';
import type { AccountKit } from '../account-kit.ts';
import { converse } from '../chat/converse.ts';
import type { Heard } from '../chat/heard.ts';
import { lineStoppedMessages } from '../notices.ts';
import type { EventKind, LineEvent } from './webhook-event.ts';

export interface ReceiveParts {
  readonly inScope: InScope;
  /** The channel is stopped: whoever writes is told where to go, nothing else happens in the chat. */
  readonly isStopped: (scope: Scope) => Promise<boolean>;
}

const intake: Actor = { kind: 'system', job: 'line.receive' };
/** A reply token lives for one minute; in a redelivered event for 20. A few seconds are left for sending. */
const replyMs = 55_000;
const redeliveredReplyMs = 19 * 60_000;

/**
 * Takes in all events of one webhook in one transaction, acknowledged after commit. If one of them cannot be worked on, the
 * others are taken one by one and the poisonous one is set aside with its reason: it never fails its neighbours.
 */
export async function receiveEvents(parts: ReceiveParts, kit: AccountKit, events: readonly LineEvent[]): Promise<void> {
  const inOrder = [...events].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  try {
    await takeIn(parts, kit, inOrder);
  } catch (error) {
    if (inOrder.length === 1) return setAside(parts, kit, inOrder[0]!, error);
    for (const event of inOrder) {
      await takeIn(parts, kit, [event]).catch((fault) => setAside(parts, kit, event, fault));
    }
  }
}

async function takeIn(parts: ReceiveParts, kit: AccountKit, events: readonly LineEvent[]): Promise<void> {
  if (events.length === 0) return;
  await parts.inScope(kit, intake, async (scope) => {
    const ids = events.map((event) => event.id);
    const fresh = await rememberEvents(scope.tx, scope.account.id, ids, scope.now);
    const stopped = await parts.isStopped(scope);
    for (const event of events) {
      // Each id once, also when one webhook holds it twice.
      if (fresh.delete(event.id)) await work(scope, kit, event, stopped);
    }
  });
}

async function work(scope: Scope, kit: AccountKit, event: LineEvent, stopped: boolean): Promise<void> {
  const { userId, what } = event;
  if (!userId || what.kind === 'other') return;
  if (what.kind === 'unfollow' || what.kind === 'unsend') {
    const known = await findLineUser(scope, userId);
    if (!known) return;
    await dropWaiting(scope.tx, scope.account.id, known.chatId, what.kind);
    // Words of a chat are not kept, so taking one back leaves nothing but what was to be said about it.
    if (what.kind === 'unfollow') await markBlocked(scope, known.chatId);
    else await scope.audit('messages.unsent', known.chatId);
    return;
  }
  const chat = await meetLineUser(scope, userId, 'ja');
  if (what.kind === 'follow') await markFollowed(scope, chat.chatId);
  const heard = heardOf(what);
  if (!heard) return;
  const messages = stopped ? lineStoppedMessages(kit, chat.language) : await converse(scope, kit, chat, heard);
  if (messages.length === 0) return;
  await scope.enqueue({ chatId: chat.chatId, messages, purpose: 'conversation.reply', ...replyWay(event, scope.now) });
}

function replyWay(event: LineEvent, now: Date): { reply?: { token: string; until: Date } } {
  if (!event.replyToken) return {};
  const lives = event.isRedelivery ? redeliveredReplyMs : replyMs;
  return { reply: { token: event.replyToken, until: new Date(now.getTime() + lives) } };
}

function heardOf(what: EventKind): Heard | undefined {
  switch (what.kind) {
    case 'follow':
      return { kind: 'follow' };
    case 'text':
      return { kind: 'text', text: what.text };
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

/** @throws when the database is away: then nothing is acknowledged, and LINE sends the event again. */
async function setAside(parts: ReceiveParts, kit: AccountKit, event: LineEvent, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.name : 'unknown';
  await parts.inScope(kit, intake, async (scope) => {
    const fresh = await rememberEvents(scope.tx, scope.account.id, [event.id], scope.now);
    if (fresh.size > 0) await bury(scope, { source: 'line', eventId: event.id, event, reason });
  });
}
