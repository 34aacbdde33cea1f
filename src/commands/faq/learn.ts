import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { learn, measureNames } from '../../engines/faq-search/index.ts';
import { print, table } from '../print.ts';
import { readCorpus, readQueries } from './judged-files.ts';
import { judgedIndex } from './judged-index.ts';

const shippedFile = join(import.meta.dirname, '../../engines/faq-search/weights.json');

/** Learns the weights anew, writes them, and tells how well they did on queries that were left out. */
export async function faqLearnCommand(options: { corpus: string; queries: string; out?: string }): Promise<void> {
  const [entries, queries] = await Promise.all([readCorpus(options.corpus), readQueries(options.queries)]);
  const { index } = await judgedIndex(entries);
  const weights = learn(index, queries);
  const file = options.out ?? shippedFile;
  await writeFile(file, `${JSON.stringify(weights, null, 2)}\n`);
  const rows = Object.entries(weights.learnedFrom.measures).map(([run, measures]) => [
    run,
    ...measureNames.map((name) => measures[name]!.toFixed(3)),
  ]);
  print(table([['left out while learning', ...measureNames], ...rows], 1));
  print(`answers at once from a likelihood of ${weights.answerFrom}; written to ${file}`);
}
