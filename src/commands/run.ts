import { CommanderError } from 'commander';
import { isProblem } from '../base/problem.ts';
import { exitCodes } from './exit-codes.ts';
import { Interrupted } from './interrupted.ts';
import { mimamoriProgram } from './program.ts';

/**
 * Runs one command line and says how it ended. A refusal is one clear sentence on standard error; an error that nobody foresaw
 * shows its name and nothing of what it was about, for that may be a person's answer.
 */
export async function run(args: readonly string[]): Promise<number> {
  endQuietlyWithReader();
  try {
    await mimamoriProgram().parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? exitCodes.fine);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.refused;
    if (error instanceof Interrupted) return exitCodes.interrupted;
    if (isProblem(error)) {
      process.stderr.write(`mimamori: ${error.message}\n`);
      return exitCodes.refused;
    }
    process.stderr.write(`${unforeseen(error)}\n`);
    return exitCodes.unforeseen;
  }
}

/** The name, and the code that the system or the database gave; where it happened only on request. */
function unforeseen(error: unknown): string {
  if (!(error instanceof Error)) return 'mimamori: unexpected error of no known kind.';
  const { code } = error as { code?: unknown };
  const named = typeof code === 'string' && /^\w{1,40}$/.test(code) ? `${error.name} ${code}` : error.name;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return process.env.LOG_LEVEL === 'debug'
    ? [`mimamori: unexpected error: ${named}`, ...frames].join('\n')
    : `mimamori: unexpected error: ${named}. With LOG_LEVEL=debug it says where; please report that.`;
}

/** `mimamori … | head` ends when the reader has read enough: no fault of ours. */
function endQuietlyWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(exitCodes.fine);
  });
}
