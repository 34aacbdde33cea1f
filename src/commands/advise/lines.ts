import { Problem } from '../../base/problem.ts';

const notUtf8 = {
  code: 'cli.not-utf8',
  status: 400,
  title: 'Line {line} of the input is not UTF-8; nothing was written. Save the file as UTF-8 and run it again.',
} as const;
const tooLong = {
  code: 'cli.line-too-long',
  status: 400,
  title: 'Line {line} of the input is longer than a megabyte; nothing was written. Write one object a line.',
} as const;

const longestLine = 1_000_000;
const lineFeed = 0x0a;

/**
 * The lines of a stream of UTF-8, with or without a BOM, ended by LF or CRLF. (readline would also split at U+2028, which may
 * stand inside a JSON string.)
 * @throws Problem that names the line which is not UTF-8, or is no line
 */
export async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 0;
  const decoded = (bytes: Uint8Array): string => {
    line += 1;
    try {
      return decoder.decode(bytes).replace(/\r$/, '');
    } catch {
      throw new Problem(notUtf8, { line });
    }
  };
  let rest = Buffer.alloc(0);
  for await (const bytes of input) {
    const buffer = Buffer.concat([rest, bytes]);
    let from = 0;
    for (let end = buffer.indexOf(lineFeed); end >= 0; end = buffer.indexOf(lineFeed, from)) {
      yield decoded(buffer.subarray(from, end));
      from = end + 1;
    }
    rest = buffer.subarray(from);
    if (rest.length > longestLine) throw new Problem(tooLong, { line: line + 1 });
  }
  if (rest.length > 0) yield decoded(rest);
}
