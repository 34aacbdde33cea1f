import type { Policy } from './policy.ts';
import { collectedItems, itemsForPurpose } from './policy-faults.ts';

/** One change that the consent given under the old version does not cover. */
export interface ConsentChange {
  readonly kind: 'purpose-added' | 'purpose-changed' | 'recipient-added' | 'recipient-changed' | 'tick-meaning';
  /** The purpose, recipient or tick. */
  readonly id: string;
}

/**
 * What in the new version asks for consent again: a purpose added or reworded for items that are sensitive (or whose
 * sensitivity the ordinance leaves open), a sensitive item brought under a purpose, a recipient or purpose added to what is
 * provided by consent, a tick that now means consent. Dropping something never asks again.
 * Source: the clause on changes of the policies of 2020 (Miyagi art. 4(2), Fukushima art. 3(2)).
 */
export function consentChanges(before: Policy, after: Policy): readonly ConsentChange[] {
  return [...purposeChanges(before, after), ...recipientChanges(before, after), ...tickChanges(before, after)];
}

/** Whether people who agreed to the old version are asked again before the next question. */
export const needsConsentAgain = (before: Policy, after: Policy): boolean => consentChanges(before, after).length > 0;

/** The collected items that count as sensitive; what the ordinance leaves undefined counts too. */
export function guardedItems(policy: Policy): ReadonlySet<string> {
  const open = policy.collects.filter((clause) => clause.sensitive === false).flatMap(({ items }) => items);
  return new Set(collectedItems(policy).filter((id) => !open.includes(id)));
}

function purposeChanges(before: Policy, after: Policy): ConsentChange[] {
  const guarded = guardedItems(after);
  const purposes = (policy: Policy) => [...policy.purposes, ...policy.researchPurposes];
  const changes: ConsentChange[] = [];
  for (const purpose of purposes(after)) {
    const uses = itemsForPurpose(after, purpose.id).filter((id) => guarded.has(id));
    if (uses.length === 0) continue;
    const old = purposes(before).find(({ id }) => id === purpose.id);
    const oldUses = old ? itemsForPurpose(before, old.id) : [];
    if (!old) changes.push({ kind: 'purpose-added', id: purpose.id });
    else if (old.text.ja !== purpose.text.ja || uses.some((id) => !oldUses.includes(id)))
      changes.push({ kind: 'purpose-changed', id: purpose.id });
  }
  return changes;
}

function recipientChanges(before: Policy, after: Policy): ConsentChange[] {
  const changes: ConsentChange[] = [];
  for (const recipient of after.recipients.filter(({ ground }) => ground === 'consent')) {
    const old = before.recipients.find(({ id }) => id === recipient.id);
    if (!old) changes.push({ kind: 'recipient-added', id: recipient.id });
    else if (
      old.ground !== 'consent' ||
      old.namedFrom !== recipient.namedFrom ||
      old.who.ja !== recipient.who.ja ||
      recipient.purposes.some((id) => !old.purposes.includes(id)) ||
      recipient.items.some((id) => !old.items.includes(id))
    )
      changes.push({ kind: 'recipient-changed', id: recipient.id });
  }
  return changes;
}

const tickChanges = (before: Policy, after: Policy): ConsentChange[] =>
  Object.entries(after.ticks)
    .filter(
      ([id, tick]) => tick.meaning === 'consent' && before.ticks[id as keyof Policy['ticks']].meaning !== 'consent',
    )
    .map(([id]) => ({ kind: 'tick-meaning', id }));
