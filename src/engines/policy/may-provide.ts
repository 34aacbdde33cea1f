import type { OnDate } from '../../base/jst.ts';
import type { Ground, Policy, TickId } from './policy.ts';
import { itemsForPurpose } from './policy-faults.ts';

export interface ProvisionRequest {
  readonly recipient: string;
  readonly purpose: string;
  /** The items that would be passed on. */
  readonly items: readonly string[];
  readonly on: OnDate;
  /** The ticks that the person has given and not withdrawn. */
  readonly ticks: ReadonlySet<TickId>;
}

export type ProvisionAnswer =
  | { readonly allowed: true; readonly ground: Ground }
  | {
      readonly allowed: false;
      readonly because:
        | 'recipient-unknown'
        | 'recipient-not-named'
        | 'purpose-not-recipients'
        | 'item-not-covered'
        | 'tick-missing';
    };

/**
 * Whether the policy lets one person's items go to a recipient for a purpose, and on which ground. A tick that means consent
 * or an opt-out promise must stand; one that means "I have read" decides nothing.
 */
export function mayProvide(policy: Policy, request: ProvisionRequest): ProvisionAnswer {
  const recipient = policy.recipients.find(({ id }) => id === request.recipient);
  if (!recipient) return { allowed: false, because: 'recipient-unknown' };
  if (recipient.kind === 'university' && !(recipient.namedFrom !== undefined && recipient.namedFrom <= request.on))
    return { allowed: false, because: 'recipient-not-named' };
  if (!recipient.purposes.includes(request.purpose)) return { allowed: false, because: 'purpose-not-recipients' };
  const usable = itemsForPurpose(policy, request.purpose);
  if (request.items.some((id) => !recipient.items.includes(id) || !usable.includes(id)))
    return { allowed: false, because: 'item-not-covered' };
  const decisive = (Object.keys(policy.ticks) as TickId[]).filter((id) => {
    const tick = policy.ticks[id];
    return tick.meaning !== 'acknowledged' && tick.recipients?.includes(recipient.id);
  });
  if (decisive.some((id) => !request.ticks.has(id))) return { allowed: false, because: 'tick-missing' };
  return { allowed: true, ground: recipient.ground };
}
