import { userInfo } from 'node:os';
import { type App, type AppOverrides, openApp } from '../app.ts';
import { Problem } from '../base/problem.ts';
import type { AccountKit } from '../channels/account-kit.ts';
import type { Config } from '../platform/config/config.ts';
import type { Actor } from '../platform/scope.ts';
import { commandConfig, commandLog } from './command-config.ts';
import { Interrupted } from './interrupted.ts';

const noSuchAccount = {
  code: 'cli.account-not-open',
  status: 404,
  title: "There is no account '{slug}'; `mimamori account list` names those there are.",
} as const;

/**
 * Opens the program for one piece of work and closes it whatever happens. Ctrl-C lets go of the database before the process
 * ends; `stopping` tells long work to stop between two transactions.
 */
export async function withApp<T>(
  work: (app: App, stopping: AbortSignal) => Promise<T>,
  { config = commandConfig(), overrides = {} }: { config?: Config; overrides?: AppOverrides } = {},
): Promise<T> {
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Interrupted());
  // A second signal meets no listener and ends the process at once.
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const app = await openApp(config, commandLog(config), overrides);
    try {
      stopping.signal.throwIfAborted();
      return await Promise.race([work(app, stopping.signal), aborted(stopping.signal)]);
    } finally {
      await app.close();
    }
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

/** @throws Problem that says where the accounts are listed */
export function kitOf(app: App, slug: string): AccountKit {
  const kit = app.kits().get(slug);
  if (!kit) throw new Problem(noSuchAccount, { slug });
  return kit;
}

/** Whoever sits at the server's command line, as the audit log names them. */
export function operator(): Extract<Actor, { kind: 'operator' }> {
  try {
    return { kind: 'operator', user: userInfo().username };
  } catch {
    // In containers a user id may have no name.
    return { kind: 'operator', user: `uid ${process.getuid?.() ?? 'unknown'}` };
  }
}
