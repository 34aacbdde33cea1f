import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log/log.ts';

/** A piece of work that is done again and again until it is stopped. */
export interface Loop {
  /** Does the work soon: something is there. */
  wake(): void;
  /** Waits until the run under way has ended; none begins after. */
  stop(): Promise<void>;
}

/**
 * Runs `work` every `everyMs`, one run at a time; at once again while it says that there is more. A failure is logged and
 * tried again with growing waits of up to a minute.
 */
export function startLoop(options: {
  readonly name: string;
  readonly everyMs: number;
  readonly log: Log;
  /** True: there is more to do now. */
  readonly work: () => Promise<boolean>;
}): Loop {
  const { name, everyMs, log, work } = options;
  let stopped = false;
  let failures = 0;
  let waiting = new AbortController();

  const run = async (): Promise<void> => {
    while (!stopped) {
      // Whoever wakes us from now on wants another run, even if this one has looked already.
      waiting = new AbortController();
      let more = false;
      try {
        more = await work();
        failures = 0;
      } catch (error) {
        failures += 1;
        log.error({ err: error, job: name, failures }, 'job failed');
      }
      if (more && failures === 0) continue;
      const waitMs = failures === 0 ? everyMs : Math.min(everyMs * 2 ** failures, 60_000);
      await sleep(waitMs, undefined, { signal: waiting.signal }).catch(() => {});
    }
  };
  const running = run();
  return {
    wake: () => waiting.abort(),
    stop: async () => {
      stopped = true;
      waiting.abort();
      await running;
    },
  };
}
