import {
  type JudgedQuery,
  type Measures,
  meanMeasures,
  measure,
  measureNames,
  type SearchIndex,
  search,
} from '../../engines/faq-search/index.ts';
import type { SplitterKind } from '../../features/faq/index.ts';
import { print, table } from '../print.ts';
import { readCorpus, readQueries } from './judged-files.ts';
import { judgedIndex } from './judged-index.ts';

export interface EvaluateOptions {
  readonly corpus: string;
  readonly queries: string;
  readonly json?: boolean;
  readonly unanswerable?: boolean;
  readonly segmenter?: boolean;
}

export interface Evaluated extends Measures {
  readonly buildMs: number;
  readonly queryP50Ms: number;
  readonly queryP95Ms: number;
  /** Most memory that the process had, with dictionaries. */
  readonly peakRssMb: number;
}

/** Of queries whose right entries are hidden: the share that was answered at once, and how many those were. */
export interface Unanswerable {
  readonly answeredDirectly: number;
  readonly wronglyAnswered: number;
}

/** As many results as MAP looks at. */
const depth = 100;

export async function faqEvaluateCommand(options: EvaluateOptions): Promise<void> {
  const evaluated = await evaluate(options);
  if (options.json) print(JSON.stringify(evaluated));
  else
    print(
      table(
        Object.entries(evaluated).map(([name, value]) => [name, String(value)]),
        1,
      ),
    );
}

export async function evaluate(options: EvaluateOptions): Promise<Evaluated & Partial<Unanswerable>> {
  const [entries, queries] = await Promise.all([readCorpus(options.corpus), readQueries(options.queries)]);
  const splitter: SplitterKind = options.segmenter ? 'segmenter' : 'kuromoji';
  const { index, buildMs } = await judgedIndex(entries, splitter);
  const measured: Measures[] = [];
  const times: number[] = [];
  for (const { text, grades } of queries) {
    const from = performance.now();
    const { found } = search(text, index, depth);
    times.push(performance.now() - from);
    measured.push(
      measure(
        found.map(({ id }) => id),
        grades,
      ),
    );
  }
  times.sort((a, b) => a - b);
  const means = meanMeasures(measured);
  return {
    ...(Object.fromEntries(measureNames.map((name) => [name, round(means[name], 4)])) as unknown as Measures),
    buildMs: Math.round(buildMs),
    queryP50Ms: round(times[Math.floor(times.length * 0.5)] ?? 0, 2),
    queryP95Ms: round(times[Math.floor(times.length * 0.95)] ?? 0, 2),
    ...(options.unanswerable ? unanswerable(index, queries) : {}),
    // Node gives kilobytes.
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

function unanswerable(index: SearchIndex, queries: readonly JudgedQuery[]): Unanswerable {
  const places = new Map(index.entries.map(({ id }, at) => [id, at]));
  const answered = queries.filter(({ text, grades }) => {
    const right = Object.entries(grades).flatMap(([id, grade]) => (grade > 0 ? [places.get(id) ?? -1] : []));
    return search(text, index, 1, { hidden: new Set(right) }).kind === 'answer';
  }).length;
  return { answeredDirectly: round(answered / Math.max(1, queries.length), 4), wronglyAnswered: answered };
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
