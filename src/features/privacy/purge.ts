import type { Scope } from '../../platform/scope.ts';
import { endExpired } from '../entry/index.ts';
import { forgetDeadLettersBefore, forgetEventsBefore } from '../messages/index.ts';
import { formHours, removeFormsBefore } from '../responses/index.ts';

const dayMs = 24 * 3_600_000;
/** LINE sends an event again within hours; a week is far beyond. */
const eventDays = 7;
/** Events that failed: as long as policies say of them (docs/reference/retention.md). */
export const deadLetterDays = 90;

/** Removes what is of no more use: answers that were never sent, ended sessions and links, what failed long ago, ids of old events. */
export async function purge(scope: Scope): Promise<void> {
  const { tx, account, now } = scope;
  await removeFormsBefore(tx, account.id, new Date(now.getTime() - formHours * 3_600_000));
  await endExpired(tx, account.id, now);
  await forgetDeadLettersBefore(tx, account.id, new Date(now.getTime() - deadLetterDays * dayMs));
  await forgetEventsBefore(tx, account.id, new Date(now.getTime() - eventDays * dayMs));
}
