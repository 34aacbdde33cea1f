import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../platform/log/log.ts';

const firstWaitMs = 5_000;
const longestWaitMs = 600_000;

/**
 * Lays out the menu of each account, and tries again with growing waits what LINE did not take, until all are done or `signal`
 * says stop. `layOut` tells whether an account's is done; it may throw.
 */
export async function layOutMenus(
  accounts: readonly string[],
  layOut: (account: string) => Promise<boolean>,
  log: Log,
  signal: AbortSignal,
  wait: (ms: number) => Promise<unknown> = (ms) => sleep(ms, undefined, { signal }),
): Promise<void> {
  let left = accounts;
  for (let failures = 0; left.length > 0 && !signal.aborted; failures += 1) {
    if (failures > 0) await wait(Math.min(firstWaitMs * 2 ** (failures - 1), longestWaitMs)).catch(() => {});
    if (signal.aborted) return;
    const undone: string[] = [];
    for (const account of left) {
      const done = await layOut(account).catch((error: unknown) => {
        log.warn({ err: error, account, failures: failures + 1 }, 'menu not laid out; it is tried again');
        return false;
      });
      if (done) log.info({ account }, 'menu laid out');
      else undone.push(account);
    }
    left = undone;
  }
}
