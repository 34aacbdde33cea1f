import type { ChatMessage } from '../../base/chat-message.ts';
import { isUuid } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../platform/scope.ts';
import * as letters from './dead-letter-store.ts';
import { maskIdentifiers } from './mask-identifiers.ts';
import { replyOutcomeUnknown } from './store.ts';

const noSuchLetter = {
  code: 'messages.no-such-dead-letter',
  status: 404,
  title: 'There is no dead letter {id} in this account; `mimamori dead-letters list` names those there are.',
} as const;
const settledAlready = {
  code: 'messages.dead-letter-settled',
  status: 409,
  title: 'The dead letter {id} was settled at {at}: there is nothing left to do.',
} as const;
const nothingToReplay = {
  code: 'messages.dead-letter-without-event',
  status: 409,
  title:
    'The dead letter {id} cannot be replayed: {why}. It goes by itself when its time is over; see docs/how-to/dead-letters.md.',
} as const;
const mayHaveArrived = {
  code: 'messages.dead-letter-may-have-arrived',
  status: 409,
  title:
    'The message of the dead letter {id} may have arrived, and would arrive twice: look into the chat first, then add --even-if-it-arrived.',
} as const;

/** A message that could not be delivered, as it is sealed in its letter. */
export interface UndeliveredMessage {
  readonly purpose: string;
  readonly messages: readonly ChatMessage[];
}

/** What could not be worked on, the oldest first; `settledToo` adds what is settled. */
export function listDeadLetters(
  { tx, account }: Scope,
  { settledToo, limit }: { settledToo: boolean; limit: number },
): Promise<letters.DeadLetter[]> {
  return letters.deadLetters(tx, account.id, { settledToo, limit });
}

/** One letter, without opening it. */
export async function readDeadLetter(scope: Scope, id: string): Promise<letters.DeadLetter> {
  const { sealed: _, ...letter } = await lockLetter(scope, id);
  return letter;
}

/**
 * The event of a letter with what names anybody made unreadable. That it was opened, and by whom, is on record.
 * @throws Problem when nothing was kept, or the master key is another
 */
export async function openDeadLetter(scope: Scope, id: string): Promise<unknown> {
  scope.require('messages.read-dead-letters');
  const letter = await lockLetter(scope, id);
  const event = await eventOf(scope, letter);
  await scope.audit('messages.dead-letter-opened', letter.id, { source: letter.source });
  return maskIdentifiers(event);
}

/** The event of an unsettled letter as it was, for replaying it. Nothing of it is to be shown. */
export async function takeDeadLetter(
  scope: Scope,
  id: string,
): Promise<{ readonly letter: letters.DeadLetter; readonly event: unknown }> {
  scope.require('messages.retry-dead-letters');
  const { sealed, ...letter } = await lockLetter(scope, id);
  if (letter.settledAt) throw new Problem(settledAlready, { id: letter.id, at: letter.settledAt.toISOString() });
  if (!letter.chatId)
    throw new Problem(nothingToReplay, { id: letter.id, why: 'whose chat it was is not known, so nothing was kept' });
  return { letter, event: await eventOf(scope, { ...letter, sealed }) };
}

/** Puts an undelivered message into the outbox again, with a retry key of its own, and settles its letter. */
export async function queueAgain(
  scope: Scope,
  letter: letters.DeadLetter,
  message: UndeliveredMessage,
  { evenIfItArrived }: { evenIfItArrived: boolean },
): Promise<void> {
  if (letter.reason.endsWith(replyOutcomeUnknown) && !evenIfItArrived)
    throw new Problem(mayHaveArrived, { id: letter.id });
  await scope.enqueue({ chatId: letter.chatId!, messages: message.messages, purpose: message.purpose });
  await settleLetter(scope, letter);
}

/** Writes down that a letter needs nothing more. */
export async function settleLetter(scope: Scope, letter: letters.DeadLetter): Promise<void> {
  await letters.settleDeadLetter(scope.tx, scope.account.id, letter.id, scope.now);
  await scope.audit('messages.dead-letter-retried', letter.id, { source: letter.source });
}

/** The letter that an event came to, if it was set aside. */
export const deadLetterOf = ({ tx, account }: Scope, eventId: string): Promise<letters.DeadLetter | undefined> =>
  letters.deadLetterOfEvent(tx, account.id, eventId);

type Locked = NonNullable<Awaited<ReturnType<typeof letters.lockDeadLetter>>>;

async function lockLetter({ tx, account }: Scope, id: string): Promise<Locked> {
  const letter = isUuid(id) ? await letters.lockDeadLetter(tx, account.id, id as letters.DeadLetterId) : undefined;
  if (!letter) throw new Problem(noSuchLetter, { id });
  return letter;
}

async function eventOf({ tx, account, vault }: Scope, { id, chatId, sealed }: Locked): Promise<unknown> {
  if (!sealed) throw new Problem(nothingToReplay, { id, why: 'nothing was kept but the reason' });
  const text = chatId
    ? await vault.unseal(tx, account.id, chatId, sealed)
    : await vault.unsealForAccount(tx, account.id, sealed);
  return JSON.parse(text) as unknown;
}
