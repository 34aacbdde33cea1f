/** What FEEL could not be read, and where: `at` counts characters from 0. */
export class FeelSyntaxError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.name = 'FeelSyntaxError';
    this.at = at;
  }
}

const space = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const numberLiteral = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const stringLiteral = /"(?:[^"\\]|\\.)*"/y;
const word = /[\p{L}_?][\p{L}\p{N}\p{M}_?']*/uy;
const namePart = /[\p{L}\p{N}\p{M}_?']/u;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Reads the words of FEEL from a text, always past leading space and comments. Names with spaces need the list of names. */
export class FeelScanner {
  readonly #text: string;
  position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  fail(message: string, at = this.position): never {
    throw new FeelSyntaxError(message, at);
  }

  skipSpace(): number {
    space.lastIndex = this.position;
    space.exec(this.#text);
    this.position = space.lastIndex;
    return this.position;
  }

  atEnd(): boolean {
    return this.skipSpace() === this.#text.length;
  }

  expectEnd(): void {
    if (!this.atEnd()) this.fail(`did not expect '${this.#excerpt()}'`);
  }

  wholeRest(text: string): boolean {
    if (this.#text.slice(this.skipSpace()).trim() !== text) return false;
    this.position = this.#text.length;
    return true;
  }

  sees(sign: string): boolean {
    return this.#text.startsWith(sign, this.skipSpace());
  }

  take(sign: string): boolean {
    if (!this.sees(sign)) return false;
    this.position += sign.length;
    return true;
  }

  takeAny(signs: readonly string[]): string {
    return signs.find((sign) => this.take(sign)) ?? this.fail(`expected ${signs.join(' or ')}${this.#insteadOf()}`);
  }

  expect(sign: string): void {
    if (!this.take(sign)) this.fail(`expected ${sign}${this.#insteadOf()}`);
  }

  keyword(text: string): boolean {
    if (!this.sees(text) || namePart.test(this.#text[this.position + text.length] ?? '')) return false;
    this.position += text.length;
    return true;
  }

  expectKeyword(text: string): void {
    if (!this.keyword(text)) this.fail(`expected the word ${text}${this.#insteadOf()}`);
  }

  number(): number | undefined {
    const text = this.#match(numberLiteral);
    return text === undefined ? undefined : Number(text);
  }

  string(): string | undefined {
    const text = this.#match(stringLiteral);
    if (text === undefined) return this.sees('"') ? this.fail('this string has no closing quote') : undefined;
    return text
      .slice(1, -1)
      .replace(
        /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{6})|(.))/gs,
        (whole, short?: string, long?: string, sign?: string) => {
          if (sign !== undefined) return escapes[sign] ?? ('"\\\''.includes(sign) ? sign : whole);
          return String.fromCodePoint(Number.parseInt(short ?? long ?? '', 16));
        },
      );
  }

  /** The longest of the known names that stands here; a run of spaces in the text counts as one. */
  knownName(names: readonly string[]): string | undefined {
    const start = this.skipSpace();
    let found: { name: string; end: number } | undefined;
    for (const name of names) {
      const end = this.#endOfName(name, start);
      if (end !== undefined && end > (found?.end ?? start)) found = { name, end };
    }
    if (found) this.position = found.end;
    return found?.name;
  }

  plainName(): string {
    return (
      this.#match(word) ??
      this.fail(this.atEnd() ? 'something is missing at the end' : `did not expect '${this.#excerpt()}'`)
    );
  }

  /** A name that is being introduced, up to the word that follows it. */
  newName(before: string): string {
    const words: string[] = [];
    while (!this.keyword(before)) words.push(this.plainName());
    return words.join(' ') || this.fail(`expected a name before ${before}`);
  }

  /** A name of one or more words with a sign after it, which is taken too; undefined where no such thing stands here. */
  nameBefore(sign: string): string | undefined {
    const words: string[] = [];
    for (let text = this.#match(word); text !== undefined; text = this.#match(word)) words.push(text);
    return words.length > 0 && this.take(sign) ? words.join(' ') : undefined;
  }

  /** Whether `..` follows before the bracket or the list item that starts here ends. */
  rangeAhead(): boolean {
    let depth = 0;
    for (let at = this.position; at < this.#text.length; at += 1) {
      const sign = this.#text[at]!;
      if (sign === '"') {
        stringLiteral.lastIndex = at;
        if (!stringLiteral.exec(this.#text)) return false;
        at = stringLiteral.lastIndex - 1;
      } else if (depth === 0 && this.#text.startsWith('..', at)) return true;
      else if ('([{'.includes(sign)) depth += 1;
      else if (')]}'.includes(sign)) depth -= 1;
      if (depth < 0 || (depth === 0 && sign === ',')) return false;
    }
    return false;
  }

  #endOfName(name: string, start: number): number | undefined {
    let at = start;
    for (const part of name.split(' ')) {
      if (at > start) {
        space.lastIndex = at;
        space.exec(this.#text);
        if (space.lastIndex === at) return undefined;
        at = space.lastIndex;
      }
      if (!this.#text.startsWith(part, at)) return undefined;
      at += part.length;
    }
    const cutsWord = namePart.test(name.at(-1) ?? '') && namePart.test(this.#text[at] ?? '');
    return cutsWord ? undefined : at;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.skipSpace();
    const match = pattern.exec(this.#text);
    if (match) this.position = pattern.lastIndex;
    return match?.[0];
  }

  #excerpt(): string {
    return this.#text.slice(this.position, this.position + 20);
  }

  #insteadOf(): string {
    return this.atEnd() ? ' at the end' : ` instead of '${this.#excerpt()}'`;
  }
}
