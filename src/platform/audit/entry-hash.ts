import { hash } from 'node:crypto';
import type { StoredEntry } from './store.ts';

/**
 * The hash of an entry (SHA-256, 32 bytes): over chain, number, time (ISO, microseconds, UTC), actor, verb, subject, detail and the
 * hash before it in hex, one a line.
 */
export function entryHash(entry: Omit<StoredEntry, 'hash'>): Buffer {
  const { chainId, seq, atText, actorKind, actorId, verb, subject, detail, previousHash } = entry;
  const lines = [chainId, seq, atText, actorKind, actorId, verb, subject ?? '', detail, previousHash.toString('hex')];
  return hash('sha256', lines.join('\n'), 'buffer');
}
