import { jstDate } from '../base/jst.ts';
import { Problem } from '../base/problem.ts';
import { type Adviser, createAdviser } from './advise/adviser.ts';
import { type AskedLine, readAskedLine } from './advise/asked-line.ts';
import { linesOf } from './advise/lines.ts';
import { commandConfig } from './command-config.ts';
import { accountIn, soundContent } from './content-at.ts';
import { counted } from './print.ts';
import { instantOption } from './time-options.ts';

const badLines = {
  code: 'cli.bad-lines',
  status: 400,
  title: '{lines} cannot be advised on, as told above; nothing was written. Mend the input and run it again.',
} as const;

/** As many faults as a person reads; the rest are counted. */
const mostTold = 100;
/** Lines that are joined into one piece of output. */
const chunkLines = 2000;

/**
 * JSON lines of answers in, JSON lines of guidance out. All of the input is read and checked before anything is written: half
 * a result would pass for a whole one.
 */
export async function adviseCommand(options: { readonly account: string; readonly at?: string }): Promise<void> {
  const at = options.at === undefined ? new Date() : instantOption('--at', options.at);
  const folder = commandConfig().MIMAMORI_CONTENT;
  const content = await soundContent(folder);
  const adviser = createAdviser(content, accountIn(content, options.account, folder), at);
  if (process.stdin.isTTY) process.stderr.write('Type JSON lines of answers; Ctrl-D ends them.\n');
  for (const chunk of await adviseAll(process.stdin, adviser, at)) process.stdout.write(chunk);
}

/** The output in a few large pieces. @throws Problem after telling every fault on standard error */
async function adviseAll(input: AsyncIterable<Uint8Array>, adviser: Adviser, at: Date): Promise<string[]> {
  const today = jstDate(at);
  const faults = new FaultyLines();
  const chunks: string[] = [];
  let chunk: string[] = [];
  let number = 0;
  for await (const text of linesOf(input)) {
    number += 1;
    if (text.trim() === '') continue;
    const line = readAskedLine(text, adviser.questionnaire, today);
    if (!line.ok) faults.tell(number, line);
    else if (faults.lines === 0) chunk.push(`${JSON.stringify({ id: line.id, ...adviser.advise(line.answers) })}\n`);
    if (chunk.length === chunkLines) {
      chunks.push(chunk.join(''));
      chunk = [];
    }
  }
  faults.refuse();
  return [...chunks, chunk.join('')];
}

class FaultyLines {
  lines = 0;
  #faults = 0;

  tell(number: number, { id, faults }: Extract<AskedLine, { ok: false }>): void {
    this.lines += 1;
    const who = id === undefined ? '' : ` (id ${JSON.stringify(id).slice(0, 80)})`;
    for (const fault of faults) {
      this.#faults += 1;
      if (this.#faults <= mostTold) process.stderr.write(`line ${number}${who}: ${fault}\n`);
    }
  }

  refuse(): void {
    if (this.#faults > mostTold) process.stderr.write(`… and ${counted(this.#faults - mostTold, 'fault')} more\n`);
    if (this.lines > 0) throw new Problem(badLines, { lines: counted(this.lines, 'line') });
  }
}
