import type { Scope } from '../../platform/scope.ts';
import { removeConsentOf } from '../consent/index.ts';
import { endExpired, sessionHours } from '../entry/index.ts';
import { forgetDeadLettersBefore, forgetEventsBefore, forgetSettledBefore } from '../messages/index.ts';
import { erasedBefore, removeTombstones } from '../residents/index.ts';
import {
  formHours,
  removeCallbacksBefore,
  removeFormsBefore,
  removeTypedBefore,
  typedDays,
} from '../responses/index.ts';
import { erase, eraseWholeChat } from './erase-everything.ts';
import { abandonedChats, emptyChats, silentPeople } from './over-store.ts';
import type { Promised } from './promised.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** LINE sends an event again within hours; a week is far beyond. */
const eventDays = 7;
/** That a message was sent, and when, is told for as long as somebody may ask after it. */
export const deliveryDays = 90;

/** As many at a time as one transaction takes without keeping others waiting. */
const atOnce = 100;

/**
 * Keeps the promises of the policy: removes whatever has been held for as long as it says, and what is of no more use.
 * Returns whether there is more to do.
 */
export async function purge(scope: Scope, promised: Promised): Promise<boolean> {
  const { tx, account, now } = scope;
  const ago = (days: number): Date => new Date(now.getTime() - days * dayMs);
  // What never ends lies before no instant.
  const before = (days: number): Date => (Number.isFinite(days) ? ago(days) : new Date(0));

  await endExpired(tx, account.id, now);
  await removeFormsBefore(tx, account.id, new Date(now.getTime() - formHours * hourMs));
  await removeTypedBefore(tx, account.id, ago(typedDays));
  await removeCallbacksBefore(tx, account.id, before(promised.callbackDays));
  await forgetDeadLettersBefore(tx, account.id, before(promised.failedDays));
  await forgetSettledBefore(tx, account.id, ago(Math.min(deliveryDays, promised.answerDays)));
  await forgetEventsBefore(tx, account.id, ago(eventDays));
  const people = await purgePeople(scope, before(promised.answerDays));
  const abandoned = await purgeAbandoned(scope);
  const proofs = await purgeProofs(scope, before(promised.proofDays));
  return Math.max(people, abandoned, proofs) === atOnce;
}

/** People who have not answered for as long as the policy says; then the chats in which nobody is left. */
async function purgePeople(scope: Scope, before: Date): Promise<number> {
  const { tx, account, now } = scope;
  const silent = await silentPeople(tx, account.id, before, atOnce);
  for (const residentId of silent) await erase(scope, residentId);
  const empty = await emptyChats(tx, account.id, before, now, atOnce);
  for (const chatId of empty) await eraseWholeChat(scope, chatId);
  return Math.max(silent.length, empty.length);
}

/** Of browsers that came, agreed to nothing and went, nothing is left, for there is nothing to prove. */
async function purgeAbandoned(scope: Scope): Promise<number> {
  const { tx, account, now } = scope;
  const before = new Date(now.getTime() - sessionHours * hourMs);
  const abandoned = await abandonedChats(tx, account.id, before, now, atOnce);
  for (const chatId of abandoned) {
    const people = await eraseWholeChat(scope, chatId);
    await removeTombstones(tx, account.id, [chatId, ...people]);
  }
  return abandoned.length;
}

/** What shows that somebody agreed, and was erased, once that need not be shown any more. */
async function purgeProofs(scope: Scope, before: Date): Promise<number> {
  const { tx, account } = scope;
  const over = await erasedBefore(tx, account.id, before, atOnce);
  await removeConsentOf(tx, account.id, over);
  await removeTombstones(tx, account.id, over);
  return over.length;
}
