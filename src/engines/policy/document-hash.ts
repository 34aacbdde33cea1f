import { createHash } from 'node:crypto';
import type { Policy } from './policy.ts';
import type { PolicyItems } from './policy-items.ts';

/**
 * The fingerprint of what a person was shown: SHA-256 (hex) over the content with its keys sorted, so that comments, order
 * and line breaks of the file do not matter and every word does. The consent ledger keeps it beside id and version.
 */
export const documentHash = (document: unknown): string =>
  createHash('sha256').update(canonical(document)).digest('hex');

/** The fingerprint of a policy together with the words of the items and labels that it is shown with. */
export const policyHash = (policy: Policy, items: PolicyItems): string => documentHash({ policy, items });

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}
