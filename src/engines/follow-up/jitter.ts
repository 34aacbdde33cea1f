/**
 * Where in the window someone's messages leave: always the same for the same key, evenly spread over all keys. With it a
 * million check-ins of nine o'clock leave over 25 minutes, and nobody's comes at another minute every day. 32 bits of FNV-1a
 * with the finaliser of MurmurHash3, which mixes ids that differ in their last digits only.
 * @param key the chat's id, so that the people of one chat are asked about together
 * @param spreadMs how much of the window is used, from its beginning
 * @returns milliseconds, 0 ≤ jitter < spreadMs
 */
export function jitterOf(key: string, spreadMs: number): number {
  return Math.floor((hash32(key) / 2 ** 32) * spreadMs);
}

/** A share of people, the same people every time: whoever is within 0.3 is within 0.4. */
export const isWithinShare = (key: string, share: number): boolean => hash32(`share ${key}`) / 2 ** 32 < share;

function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
