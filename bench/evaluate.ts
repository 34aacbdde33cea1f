import { jstDate } from '../src/base/jst.ts';
import { rawOf } from '../src/channels/web/form-fields.ts';
import { type Interview, readForm } from '../src/engines/questionnaire/index.ts';
import { readContent } from '../src/features/content/index.ts';
import { adviseAgain } from '../src/features/responses/index.ts';
import type { Options } from './run.ts';
import { loadAverage } from './support/cpu.ts';
import { round } from './support/http-load.ts';
import { answerBody } from './support/people.ts';

/** Reading, validating and deciding on one complete answer: microseconds of processor time, without HTTP and database. */
export async function run(options: Options): Promise<Record<string, unknown>> {
  const answers = Number(options.get('answers') ?? 200_000);
  const now = new Date();
  const today = jstDate(now);
  const { content } = await readContent('content', today);
  const account = content!.accounts.get('miyagi')!;
  const interview: Interview = {
    questionnaire: account.pack.questionnaires.get('ps-initial')!,
    places: content!.places,
  };
  const bodies = Array.from({ length: 1000 }, (_, n) => fields(answerBody(n)));
  const context = {
    questionnaire: 'ps-initial',
    episode: null,
    exposure: null,
    profile: {},
    enrolledKnownPositive: false,
    lastAntipyretic: false,
  } as const;
  const read = (n: number) =>
    readForm(
      interview,
      { raw: (question) => rawOf(question, bodies[n % 1000]!), known: {} },
      { today, places: content!.places },
    );
  const measure = (work: (n: number) => void, count: number): number => {
    const began = process.cpuUsage();
    for (let n = 0; n < count; n += 1) work(n);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / count;
  };
  let decided = 0;
  const both = (n: number): void => {
    const reading = read(n);
    if (!reading.ok) throw new Error('the sample answer is refused');
    decided += adviseAgain(account.guidance, reading.answers, context, now).row;
  };
  measure(both, 20_000);
  const reading = measure(read, answers);
  const all = measure(both, answers);
  return {
    microsecondsPerAnswer: round(all, 1),
    readingMicroseconds: round(reading, 1),
    decidingMicroseconds: round(all - reading, 1),
    answers,
    meanRow: round(decided / (answers + 20_000), 2),
    load: loadAverage(),
  };
}

function fields(body: string): Record<string, string | string[]> {
  const all: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    const known = all[name];
    all[name] = known === undefined ? value : [known, value].flat();
  }
  return all;
}
