import { z } from 'zod';
import { deadLetterOf, settleLetter, takeDeadLetter } from '../../features/messages/index.ts';
import type { Actor, InScope } from '../../platform/scope.ts';
import type { AccountKit } from '../account-kit.ts';
import { type ReceiveParts, receiveEvents } from './receive-webhook.ts';
import type { EventKind, LineEvent } from './webhook-event.ts';

/** An event as it was sealed: JSON of a LineEvent. What of it is not understood is worked on as any unknown event is. */
const sealedEvent = z.object({
  at: z.coerce.date(),
  userId: z.string(),
  messageId: z.string().optional(),
  what: z.looseObject({ kind: z.string() }),
});

export type Replayed =
  | { readonly outcome: 'done' }
  /** It was set aside anew; that letter is the one to look at now. */
  | { readonly outcome: 'failed-again'; readonly letterId: string; readonly reason: string };

/**
 * Lets an event that was set aside in by the door that it came through. It comes under an id made of its letter's, so that
 * however often, and by how many at once, it is replayed, it is worked on once; without its reply token, which is long spent.
 */
export async function replayEvent(
  parts: ReceiveParts & { readonly inScope: InScope },
  kit: AccountKit,
  actor: Actor,
  letterId: string,
): Promise<Replayed> {
  const { letter, event } = await parts.inScope(kit, actor, (scope) => takeDeadLetter(scope, letterId));
  const { what, ...sealed } = sealedEvent.parse(event);
  const again: LineEvent = {
    ...sealed,
    id: `retry:${letter.id}`,
    messageId: sealed.messageId,
    replyToken: undefined,
    isRedelivery: true,
    what: what as unknown as EventKind,
  };
  await receiveEvents(parts, kit, [again]);
  return parts.inScope(kit, actor, async (scope) => {
    const anew = await deadLetterOf(scope, again.id);
    await settleLetter(scope, letter);
    return anew ? { outcome: 'failed-again', letterId: anew.id, reason: anew.reason } : { outcome: 'done' };
  });
}
