import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  advanceFollowUp,
  compileFollowUp,
  type FollowUpState,
  isMessage,
  jitterOf,
  nextDue,
  readPlan,
  readProgramme,
} from '../src/engines/follow-up/index.ts';
import { outcomes } from '../src/engines/guidance/index.ts';

const folder = new URL('../content/packs/covid-19/follow-up/', import.meta.url);
const startMs = Date.parse('2020-04-21T10:20:00+09:00');
const dayMs = 86_400_000;

/**
 * What one evaluation of the follow-up engine costs. `people`: how many (200,000). Half of them have just answered, half have
 * missed a message; every outcome occurs equally often, onsets and exposures included.
 */
export async function run(options: ReadonlyMap<string, string>): Promise<Record<string, unknown>> {
  const people = Number(options.get('people') ?? 200_000);
  const followUp = shipped();
  const states = Array.from({ length: people }, (_, at) => someone(followUp, at));
  const jitters = states.map((_, at) => jitterOf(idOf(at), followUp.spreadMs));
  const nowMs = startMs + dayMs;
  const evaluate = () => {
    let messages = 0;
    for (const [at, state] of states.entries()) {
      if (isMessage(nextDue(followUp, state, nowMs, jitters[at]!))) messages += 1;
    }
    return messages;
  };
  evaluate();
  const { result: messages, microseconds: nextDueUs } = timed(evaluate, people);
  const { microseconds: jitterUs } = timed(() => states.map((_, at) => jitterOf(idOf(at), followUp.spreadMs)), people);
  const { microseconds: stepUs } = timed(
    () =>
      states.map((state, at) => {
        const due = nextDue(followUp, state, nowMs, jitters[at]!);
        return advanceFollowUp(followUp, state, { kind: 'done', atMs: nowMs, due });
      }),
    people,
  );
  return { people, messages, nextDueUs, jitterUs, nextDueAndDoneUs: stepUs, promisedUs: 2, kept: nextDueUs <= 2 };
}

function shipped() {
  const read = (name: string): unknown => parse(readFileSync(new URL(name, folder), 'utf8'));
  const plans = readdirSync(folder)
    .filter((name) => name !== 'programme.yaml')
    .map((name) => readPlan(read(name), name).plan!);
  return compileFollowUp(readProgramme(read('programme.yaml'), 'programme.yaml').programme!, plans);
}

const idOf = (at: number): string => `01900000-0000-7000-8000-${String(at).padStart(12, '0')}`;

function someone(followUp: ReturnType<typeof shipped>, at: number): FollowUpState {
  const outcome = outcomes[at % outcomes.length]!;
  const answered = { outcome, anySymptom: at % 3 > 0, onsetOn: '2020-04-20', exposedOn: '2020-04-18' } as const;
  const state = advanceFollowUp(followUp, undefined, { kind: 'answered', atMs: startMs + at, ...answered } as never)!;
  if (Math.floor(at / outcomes.length) % 2 === 0) return state;
  const due = nextDue(followUp, state, startMs);
  return advanceFollowUp(followUp, state, { kind: 'done', atMs: due.atMs, due })!;
}

/** Microseconds of processor time for each, in the best of five runs: other work on the machine counts as little as can be. */
function timed<T>(work: () => T, count: number): { result: T; microseconds: number } {
  let best = Number.POSITIVE_INFINITY;
  let result = work();
  for (let round = 0; round < 5; round += 1) {
    const from = process.cpuUsage();
    result = work();
    const { user, system } = process.cpuUsage(from);
    best = Math.min(best, user + system);
  }
  return { result, microseconds: Math.round((best / count) * 1000) / 1000 };
}
