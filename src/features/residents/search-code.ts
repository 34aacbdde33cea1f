/**
 * The short code by which staff speak of a person: `M-7K3F9Q`. It shows the last 30 bits of the resident's id, which are
 * random, in Crockford's base 32 (no I, L, O, U: what is read out is written down right). Among a million residents some
 * codes stand for two people, so a search by code may find two; a code alone identifies nobody for certain.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** @example shortCode('01719a55-b380-71f5-b293-2501e77df3ba') // 'M-KQVWXT' */
export function shortCode(residentId: string): string {
  const bits = Number.parseInt(residentId.slice(-8), 16) % 2 ** 30;
  const letters = Array.from({ length: 6 }, (_, at) => alphabet[Math.floor(bits / 32 ** (5 - at)) % 32]);
  return `M-${letters.join('')}`;
}

/** A code as people type it (small letters, full width, O for 0, without the M-); undefined when it cannot be one. */
export function readShortCode(typed: string): string | undefined {
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s‐‑–—ー−]/g, '-');
  const letters = /^(?:M-?)?([0-9A-Z]{6})$/.exec(text)?.[1]?.replace(/O/g, '0').replace(/[IL]/g, '1');
  return letters && [...letters].every((letter) => alphabet.includes(letter)) ? `M-${letters}` : undefined;
}

/** The four endings, of eight hexadecimal digits, that ids with this code can have. */
export function idEndings(code: string): string[] {
  const bits = [...code.slice(2)].reduce((sum, letter) => sum * 32 + alphabet.indexOf(letter), 0);
  return [0, 1, 2, 3].map((top) => (top * 2 ** 30 + bits).toString(16).padStart(8, '0'));
}
