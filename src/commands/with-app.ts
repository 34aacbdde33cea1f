import { userInfo } from 'node:os';
import { type App, type AppOverrides, openApp } from '../app.ts';
import { Problem } from '../base/problem.ts';
import type { AccountKit } from '../channels/account-kit.ts';
import type { Config } from '../platform/config/config.ts';
import type { Actor } from '../platform/scope.ts';
import { commandConfig, commandLog } from './command-config.ts';
import { interruptible, orInterrupted } from './interruptible.ts';

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
  return interruptible(async (stopping) => {
    const app = await openApp(config, commandLog(config), overrides);
    try {
      stopping.throwIfAborted();
      return await orInterrupted(work(app, stopping), stopping);
    } finally {
      await app.close();
    }
  });
}

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
