import { parentPort } from 'node:worker_threads';
import type { SearchResult } from '../../engines/faq-search/index.ts';
import { buildSearchSet, type SearchSet, type SearchSource, searchSet } from './search-set.ts';

/** What a search worker is asked; `id` comes back with the reply. */
export type SearchTask =
  | { readonly id: number; readonly task: 'build'; readonly account: string; readonly source: SearchSource }
  | {
      readonly id: number;
      readonly task: 'search';
      readonly account: string;
      readonly text: string;
      readonly limit: number;
    };

export type SearchReply =
  | { readonly id: number; readonly result?: SearchResult }
  /** The name of an error: its message may hold what somebody asked. */
  | { readonly id: number; readonly failed: string };

const sets = new Map<string, SearchSet>();

parentPort?.on('message', async (task: SearchTask) => {
  const reply = (message: SearchReply) => parentPort!.postMessage(message);
  try {
    if (task.task === 'build') {
      sets.set(task.account, await buildSearchSet(task.source));
      reply({ id: task.id });
    } else {
      const set = sets.get(task.account);
      reply(set ? { id: task.id, result: searchSet(set, task.text, task.limit) } : { id: task.id, failed: 'NoIndex' });
    }
  } catch (error) {
    reply({ id: task.id, failed: error instanceof Error ? error.name : 'Unknown' });
  }
});
