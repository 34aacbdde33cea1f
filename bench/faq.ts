import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { evaluate } from '../src/commands/faq/evaluate.ts';
import { readCorpus, readQueries } from '../src/commands/faq/judged-files.ts';
import { judgedIndex } from '../src/commands/faq/judged-index.ts';
import { learn, shippedWeights } from '../src/engines/faq-search/index.ts';
import { createFaqSearch } from '../src/features/faq/index.ts';
import type { Options } from './run.ts';

const none = { places: [], terms: [], synonyms: [], groupsOff: [], english: [] } as const;

/**
 * How well and how quickly the FAQ is searched. `--corpus` and `--queries` name judged files (left out: those of the
 * reference), `--learn` learns five times over to give figures for queries that were left out; else those of the weights file.
 */
export async function run(options: Options): Promise<Record<string, unknown>> {
  const folder = join(process.env.MIMAMORI_REFERENCE ?? '../shared/reference', 'faq');
  const corpus = options.get('corpus') ?? join(folder, 'corpus.json');
  const queries = options.get('queries') ?? join(folder, 'dev.json');
  if (!existsSync(corpus) || !existsSync(queries)) throw new Error(`No judged files at ${corpus} and ${queries}`);
  // Of all queries, those that the weights were learned from among them: for speed and memory, not for quality.
  const { buildMs, queryP50Ms, queryP95Ms, peakRssMb, answeredDirectly } = await evaluate({
    corpus,
    queries,
    unanswerable: true,
  });
  const [entries, judged] = await Promise.all([readCorpus(corpus), readQueries(queries)]);
  const leftOut = options.has('learn')
    ? learn((await judgedIndex(entries)).index, judged).learnedFrom.measures
    : shippedWeights.learnedFrom.measures;
  const longestDelayMs = await delayOfBuild(entries);
  return { leftOut, buildMs, queryP50Ms, queryP95Ms, peakRssMb, answeredDirectly, longestDelayMs };
}

/** How long this thread was held up at most while a worker built an index of these entries. */
async function delayOfBuild(entries: Awaited<ReturnType<typeof readCorpus>>): Promise<number> {
  const search = createFaqSearch();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await search.build('bench', { ...none, japanese: entries });
  delay.disable();
  await search.close();
  return Math.round(delay.max / 1e6);
}
