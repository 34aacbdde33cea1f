import { isProblem } from '../../base/problem.ts';
import { bury, rememberEvents } from '../../features/messages/index.ts';
import { findLineUser, meetLineUser, peopleOf } from '../../features/residents/index.ts';
import { busy, isOfDatabase, type TakeIn } from '../../platform/intake/intake.ts';
import type { Actor, Scope } from '../../platform/scope.ts';
import type { AccountKit } from '../account-kit.ts';
import { notTakenIn } from '../chat/not-taken-in.ts';
import { lineStoppedMessages } from '../notices.ts';
import type { LineEvent } from './webhook-event.ts';

interface SetAsideParts {
  readonly takeIn: TakeIn;
  readonly isStopped: (scope: Scope) => Promise<boolean>;
}
type ReplyWay = { readonly reply?: { readonly token: string; readonly until: Date } };

export interface Failed {
  readonly actor: Actor;
  /** After what else of the same person it is worked on. */
  readonly key: string;
  readonly event: LineEvent;
  readonly error: unknown;
  /** How it may be answered, as of an instant. */
  readonly replyAt: (now: Date) => ReplyWay;
}

/**
 * Keeps an event that could not be worked on, and tells its sender so. What cannot be worked on may be the reply token, or
 * what is stored of the person: so it is tried with both, then with neither, and at last the event is kept without a word.
 * @throws when the database cannot work
 */
export async function setAside(parts: SetAsideParts, kit: AccountKit, failed: Failed): Promise<void> {
  const ways = awaitsAnswer(failed.event) ? (['fully', 'simply', 'silently'] as const) : (['silently'] as const);
  for (const way of ways) {
    try {
      return await parts.takeIn(kit, failed.key, failed.actor, async (scope) => {
        if (await keep(scope, failed, way)) await tell(scope, parts, kit, failed, way);
      });
    } catch (fault) {
      const passes = isOfDatabase(fault) || (isProblem(fault) && fault.code === busy.code);
      if (passes || way === 'silently') throw fault;
    }
  }
}

type Way = 'fully' | 'simply' | 'silently';

/** Whoever blocked the account or took a message back awaits no word. */
const awaitsAnswer = ({ userId, what }: LineEvent): boolean =>
  userId !== undefined && !['unfollow', 'unsend', 'other'].includes(what.kind);

/** Whether it is new: an event that comes again is kept once. */
async function keep(scope: Scope, { event, error }: Failed, way: Way): Promise<boolean> {
  const fresh = await rememberEvents(scope.tx, scope.account.id, [event.id], scope.now);
  if (fresh.size === 0) return false;
  const { userId } = event;
  const meet = way === 'silently' ? findLineUser : meetLineUser;
  const chat = userId === undefined ? undefined : await meet(scope, userId, 'ja');
  // Of people whose chat is not known nothing is kept but what kind of event it was: nobody could erase it for them.
  const kept = chat ? { chatId: chat.chatId, event } : { event: { id: event.id, what: { kind: event.what.kind } } };
  const reason = error instanceof Error ? error.name : 'unknown';
  await bury(scope, { source: 'line', eventId: event.id, reason, ...kept });
  return true;
}

async function tell(
  scope: Scope,
  { isStopped }: SetAsideParts,
  kit: AccountKit,
  { event, replyAt }: Failed,
  way: Way,
): Promise<void> {
  const chat = way === 'silently' || event.userId === undefined ? undefined : await findLineUser(scope, event.userId);
  if (!chat || event.userId === undefined) return;
  const [person] = way === 'fully' ? await peopleOf(scope, chat.chatId) : [];
  const messages = (await isStopped(scope))
    ? lineStoppedMessages(kit, chat.language)
    : await notTakenIn(scope, kit, chat, person?.place ?? null);
  const reply = way === 'fully' ? replyAt(scope.now) : {};
  await scope.enqueue({
    chatId: chat.chatId,
    messages,
    purpose: 'conversation.not-taken-in',
    lineUser: event.userId,
    ...reply,
  });
}
