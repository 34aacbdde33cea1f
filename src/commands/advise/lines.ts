import { Problem } from '../../base/problem.ts';

const notUtf8 = {
  code: 'cli.not-utf8',
  status: 400,
  title: 'The input is not UTF-8 (near line {line}); nothing was written. Save it as UTF-8 and run it again.',
} as const;

/**
 * The lines of a stream of UTF-8, with or without a BOM, ended by LF or CRLF. (readline would also split at U+2028, which may
 * stand inside a JSON string.)
 * @throws Problem if a byte sequence is not UTF-8
 */
export async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let line = 1;
  const decoded = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new Problem(notUtf8, { line });
    }
  };
  for await (const bytes of input) {
    const lines = (rest + decoded(bytes)).split('\n');
    rest = lines.pop()!;
    line += lines.length;
    for (const one of lines) yield one.endsWith('\r') ? one.slice(0, -1) : one;
  }
  rest += decoded();
  if (rest !== '') yield rest;
}
