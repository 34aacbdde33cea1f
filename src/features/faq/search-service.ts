import { Worker } from 'node:worker_threads';
import { Problem } from '../../base/problem.ts';
import type { SearchResult } from '../../engines/faq-search/index.ts';
import type { SearchSource } from './search-set.ts';
import type { SearchReply, SearchTask } from './search-worker.ts';

const notReady = {
  code: 'faq.search-not-ready',
  status: 503,
  title: 'The search of {account} is not built yet; build it before asking.',
} as const;
const failed = {
  code: 'faq.search-failed',
  status: 500,
  title: 'The search of {account} failed with {error}; the index before it stays in use.',
} as const;

export interface FaqSearch {
  /** Builds an account's indexes beside those in use, and puts them in their place in one step. */
  build(account: string, source: SearchSource): Promise<void>;
  /** @throws Problem before the first build */
  search(account: string, text: string, limit?: number): Promise<SearchResult>;
  /** Whether an account's index is there. */
  isReady(account: string): boolean;
  close(): Promise<void>;
}

/**
 * Search in threads of its own, so that neither loading a dictionary nor building nor ranking holds up a chat. A build runs in a
 * fresh worker while the one before goes on answering; when it is done, questions go to the new one, and the old one ends as
 * soon as it has answered what it was asked.
 */
export function createFaqSearch(): FaqSearch {
  const sources = new Map<string, SearchSource>();
  let serving: Thread | undefined;
  let building: Promise<unknown> = Promise.resolve();
  let built: ReadonlySet<string> = new Set();

  const rebuild = async (): Promise<void> => {
    const next = startThread();
    const wanted = [...sources];
    try {
      for (const [account, source] of wanted) await next.ask({ task: 'build', account, source }, account);
    } catch (error) {
      await next.end();
      throw error;
    }
    const before = serving;
    [serving, built] = [next, new Set(wanted.map(([account]) => account))];
    await before?.end();
  };
  return {
    build(account, source) {
      const earlier = sources.get(account);
      sources.set(account, source);
      const mine = building.then(rebuild).catch((error: unknown) => {
        // What cannot be built must not stand in the way of the next build.
        if (sources.get(account) === source) {
          if (earlier) sources.set(account, earlier);
          else sources.delete(account);
        }
        throw error;
      });
      building = mine.catch(() => undefined);
      return mine;
    },
    async search(account, text, limit = 5) {
      if (!serving || !built.has(account)) throw new Problem(notReady, { account });
      const { result } = await serving.ask({ task: 'search', account, text, limit }, account);
      return result!;
    },
    isReady: (account) => built.has(account),
    async close() {
      await building;
      await serving?.end();
      serving = undefined;
      built = new Set();
    },
  };
}

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

interface Thread {
  ask(task: Unnumbered<SearchTask>, account: string): Promise<{ readonly result?: SearchResult }>;
  /** Ends it after what it was asked. */
  end(): Promise<void>;
}

function startThread(): Thread {
  const worker = new Worker(new URL('./search-worker.ts', import.meta.url));
  worker.unref();
  const waiting = new Map<number, (reply: SearchReply) => void>();
  let asked = 0;
  let drained: (() => void) | undefined;
  const settle = (reply: SearchReply) => {
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
    if (waiting.size === 0) drained?.();
  };
  worker.on('message', settle);
  const lost = (error: unknown) => {
    for (const id of [...waiting.keys()]) settle({ id, failed: error instanceof Error ? error.name : 'WorkerEnded' });
  };
  worker.on('error', lost);
  worker.on('exit', lost);
  return {
    ask(task, account) {
      const id = asked++;
      return new Promise((resolve, reject) => {
        // A waiting question keeps the process alive; an idle worker does not.
        worker.ref();
        waiting.set(id, (reply) => {
          if (waiting.size <= 1) worker.unref();
          if ('failed' in reply) reject(new Problem(failed, { account, error: reply.failed }));
          else resolve(reply);
        });
        worker.postMessage({ ...task, id });
      });
    },
    async end() {
      if (waiting.size > 0)
        await new Promise<void>((resolve) => {
          drained = resolve;
        });
      await worker.terminate();
    },
  };
}
