import { spawn } from 'node:child_process';
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Sees the output as it comes, and may write to the command or signal it. */
  readonly during?: (child: ReturnType<typeof spawn>, stdout: string) => void;
}

const main = resolve('src/main.ts');

/** Runs the real `mimamori` in a process of its own, as npm would: with this Node and nothing of this process's settings. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<Ended> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      PATH,
      HOME,
      ...(TMPDIR ? { TMPDIR } : {}),
      MIMAMORI_DATA: join(tmpdir(), 'mimamori-no-data'),
      ...options.env,
    },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
    options.during?.(child, output.stdout);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  // A command that refuses its options does not wait for its input.
  child.stdin.on('error', () => {});
  if (!options.during) child.stdin.end(options.input ?? '');
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => done({ code, signal, ...output }));
  });
}

export interface Workplace {
  readonly folder: string;
  /** The shipped content, to be changed freely. */
  readonly content: string;
  /** Where commands keep their database. */
  readonly data: string;
  readonly env: Readonly<Record<string, string>>;
  run(args: readonly string[], options?: CliOptions): Promise<Ended>;
  leave(): Promise<void>;
}

/** A folder of the test's own with a copy of the content. As root, PostgreSQL runs as another user, who must be let through. */
export async function workplace(): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'mimamori-cli-'));
  await chmod(folder, 0o755);
  const content = join(folder, 'content');
  await cp('content', content, { recursive: true });
  const env = { TMPDIR: folder, MIMAMORI_CONTENT: content, MIMAMORI_DATA: join(folder, 'data') };
  return {
    folder,
    content,
    data: env.MIMAMORI_DATA,
    env,
    run: (args, options = {}) => runCli(args, { ...options, env: { ...env, ...options.env } }),
    leave: () => rm(folder, { recursive: true, force: true }),
  };
}
