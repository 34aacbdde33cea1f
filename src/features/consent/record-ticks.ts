import type { Id, ResidentId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../platform/scope.ts';
import type { ConsentItem, ConsentRecord } from './model.ts';
import * as store from './store.ts';

export const ticksMissing = {
  code: 'consent.ticks-missing',
  status: 422,
  title: 'These must be ticked before any question: {items}.',
} as const;
export const consentRequired = {
  code: 'consent.required',
  status: 403,
  title: 'No answer is taken before the required ticks: open the start page.',
} as const;

/** One tick as the account's documents define it: what is shown is what is stored. */
export interface AskedTick {
  readonly item: ConsentItem;
  readonly meaning: ConsentRecord['meaning'];
  readonly required: boolean;
  readonly document: { readonly id: string; readonly version: string; readonly hash: string };
  /** Versions of the document whose tick still holds: a change that does not touch a sensitive purpose asks no one again. */
  readonly holdsFrom: (version: string) => boolean;
}

/**
 * Writes every tick down, given or not. Nothing is written while a required one is missing.
 * @throws Problem `consent.ticks-missing`
 */
export async function recordTicks(
  scope: Scope,
  residentId: ResidentId,
  asked: readonly AskedTick[],
  given: ReadonlySet<ConsentItem>,
  how: Pick<ConsentRecord, 'channel' | 'givenBy'>,
): Promise<void> {
  const missing = asked.filter((tick) => tick.required && !given.has(tick.item));
  if (missing.length > 0) throw new Problem(ticksMissing, { items: missing.map((tick) => tick.item).join(', ') });
  for (const tick of asked) await write(scope, residentId, tick, given.has(tick.item), how);
  await scope.audit('consent.recorded', residentId, {
    given: asked.map((tick) => tick.item).filter((i) => given.has(i)),
  });
}

/** Changes one tick later: withdrawn, or given after all. */
export async function changeTick(
  scope: Scope,
  residentId: ResidentId,
  tick: AskedTick,
  given: boolean,
  how: Pick<ConsentRecord, 'channel' | 'givenBy'>,
): Promise<void> {
  await write(scope, residentId, tick, given, how);
  await scope.audit(given ? 'consent.given' : 'consent.withdrawn', residentId, { item: tick.item });
}

async function write(
  scope: Scope,
  residentId: ResidentId,
  { item, meaning, document }: AskedTick,
  given: boolean,
  how: Pick<ConsentRecord, 'channel' | 'givenBy'>,
): Promise<void> {
  await store.add(scope.tx, scope.account.id, residentId, scope.newId<Id<'consent'>>(), {
    item,
    documentId: document.id,
    version: document.version,
    documentHash: document.hash,
    given,
    meaning,
    at: scope.now,
    ...how,
  });
}
