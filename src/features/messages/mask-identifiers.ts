/** Fields whose value is an identifier or a place, whatever it looks like. */
const named = new Set(['userId', 'replyToken', 'messageId', 'address', 'quoteToken', 'groupId', 'roomId']);

/** Numbers by which somebody is called or found, addresses of e-mail, LINE's user ids: in any writing of digits. */
const patterns: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bU[0-9a-f]{32}\b/gi, '[LINE user]'],
  [/[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+/g, '[e-mail]'],
  [/[0-9０-９][0-9０-９\-‐－ー–()（） ]{5,}[0-9０-９]/g, '[number]'],
];

/** The same value with what names somebody replaced by what it was; the words around stay, or nothing could be found out. */
export function maskIdentifiers(value: unknown): unknown {
  if (typeof value === 'string') return patterns.reduce((text, [pattern, name]) => text.replace(pattern, name), value);
  if (Array.isArray(value)) return value.map(maskIdentifiers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      named.has(name) && typeof inner === 'string' ? `[${name}]` : isTime(name) ? inner : maskIdentifiers(inner),
    ]),
  );
}

/** When it was is no number of anybody's. */
const isTime = (name: string): boolean => name === 'at' || name === 'timestamp';
