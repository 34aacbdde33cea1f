import { Interrupted } from './interrupted.ts';

/**
 * Runs work that Ctrl-C or a stop signal may end: the signal tells it to stop, and it ends by throwing `Interrupted` once what
 * it had open is closed. A second signal meets no listener and ends the process.
 */
export async function interruptible<T>(work: (stopping: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Interrupted());
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    return await work(stopping.signal);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

/** Waits for work that does not listen to the signal itself, and goes on without it when told to stop. */
export const orInterrupted = <T>(work: Promise<T>, stopping: AbortSignal): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) =>
      stopping.addEventListener('abort', () => reject(stopping.reason), { once: true }),
    ),
  ]);
