/**
 * Readings in easy Japanese. Content writes `{熱|ねつ}が ありますか`; pages show ruby, chats show 「熱(ねつ)」.
 * The notation is ours: it survives YAML, JSON and FHIR strings unescaped.
 */
const reading = /\{([^{}|]+)\|([^{}|]+)\}/g;

/** A text cut into plain pieces and pieces with a reading. */
export function rubyParts(text: string): ReadonlyArray<{ readonly text: string; readonly reading?: string }> {
  const parts: { text: string; reading?: string }[] = [];
  let from = 0;
  for (const match of text.matchAll(reading)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: match[1]!, reading: match[2]! });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

/** For places that cannot show ruby: 「熱(ねつ)」. */
export const rubyPlain = (text: string): string => text.replace(reading, '$1($2)');

/** Without the readings: 「熱」. For titles, labels with tight limits, and search. */
export const rubyBare = (text: string): string => text.replace(reading, '$1');

/** Kanji that stand outside `{…|…}`: content in easy Japanese should have none. */
export const kanjiWithoutReading = (text: string): string[] =>
  text.replace(reading, '').match(/\p{Script=Han}/gu) ?? [];
