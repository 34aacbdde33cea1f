/** The names in braces in a sentence: `'{n} of {all}'` → `'n' | 'all'`; `{n|person|people}` counts as `n`. */
export type Params<S extends string> = S extends `${string}{${infer P}}${infer Rest}`
  ? (P extends `${infer Name}|${string}` ? Name : P) | Params<Rest>
  : never;

const slot = /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g;

/**
 * Fills a sentence of the catalogue: `{name}` is replaced by its value, `{n|person|people}` by the first word when n is 1,
 * else by the second. A name without a value is a programmer's mistake and throws.
 */
export function fill(sentence: string, values: Readonly<Record<string, string | number>> = {}): string {
  return sentence.replace(slot, (_, name: string, one?: string, many?: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`"${sentence}" wants {${name}}`);
    if (one === undefined) return String(value);
    return Number(value) === 1 ? one : (many ?? one);
  });
}

/** The names that a sentence wants, each once, sorted: for the test that compares the catalogues. */
export const wanted = (sentence: string): string[] =>
  [...new Set([...sentence.matchAll(slot)].map((match) => match[1]!))].sort();
