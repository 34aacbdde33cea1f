import { type Outcome, rowOf, severityOf } from '../guidance/index.ts';
import { hourMs, minuteMs, type QuietHours } from './clock.ts';
import type { Plan, Programme } from './plan.ts';

/** A plan with its times in milliseconds and its steps where they are looked for: by the number of misses. */
export interface CompiledPlan {
  readonly plan: Plan;
  readonly id: string;
  /** Of its mildest outcome. */
  readonly leastSeverity: number;
  readonly everyDays: number;
  /** Since midnight in Japan, in order; empty for a plan that asks once, so many minutes after it began. */
  readonly atMs: readonly number[];
  /** Undefined: the rhythm's first check-in is so many days after the last answer. */
  readonly restMs: number | undefined;
  readonly once: { readonly afterMs?: number; readonly afterDays?: number } | undefined;
  /** At this many misses in a row. */
  readonly actions: ReadonlyArray<
    { readonly do: 'remind' | 'board' | 'end'; readonly afterMs: number | undefined; readonly nth: number } | undefined
  >;
  /** From this many misses on, so many days apart. */
  readonly slowFrom: number;
  readonly slowEveryDays: number;
}

/** A pack's plans, ready for use. */
export interface FollowUp {
  readonly programme: Programme;
  readonly plans: ReadonlyMap<string, CompiledPlan>;
  readonly quiet: QuietHours;
  readonly windowMs: number;
  readonly spreadMs: number;
  readonly lateMs: number;
  readonly tellAtMs: number;
  /** The account's last instant; infinite while none is set. */
  readonly endsAtMs: number;
  planOf(outcome: Outcome): CompiledPlan | undefined;
  /** The plan of those whom staff enrolled. */
  readonly enrolled: CompiledPlan | undefined;
  /** 0 goes first when not all messages can go. */
  priorityOf(outcome: Outcome): number;
}

/** @param endsAt when the account's programme is over; from then on nobody is asked any more */
export function compileFollowUp(programme: Programme, plans: readonly Plan[], endsAt?: Date): FollowUp {
  const compiled = plans.map(compilePlan);
  const byRow: (CompiledPlan | undefined)[] = [];
  for (const one of compiled) for (const outcome of one.plan.outcomes) byRow[rowOf(outcome)] = one;
  return {
    programme,
    plans: new Map(compiled.map((one) => [one.id, one])),
    quiet: { fromMs: programme.quietHours.from * minuteMs, untilMs: programme.quietHours.until * minuteMs },
    windowMs: programme.windowMinutes * minuteMs,
    spreadMs: programme.spreadMinutes * minuteMs,
    lateMs: programme.lateHours * hourMs,
    tellAtMs: programme.tellAt * minuteMs,
    endsAtMs: endsAt ? endsAt.getTime() : Number.POSITIVE_INFINITY,
    planOf: (outcome) => byRow[rowOf(outcome)],
    enrolled: compiled.find(({ plan }) => plan.forEnrolled),
    priorityOf: (outcome) => programme.priority.indexOf(outcome),
  };
}

function compilePlan(plan: Plan): CompiledPlan {
  const { rhythm } = plan;
  const once = 'once' in rhythm ? rhythm.once : undefined;
  const slow = plan.withoutAnswer.find((step) => step.do === 'slow');
  const actions: CompiledPlan['actions'][number][] = [];
  let reminders = 0;
  for (const step of plan.withoutAnswer) {
    if (step.do === 'slow') continue;
    if (step.do === 'remind') reminders += 1;
    const hours = 'afterHours' in step ? step.afterHours : undefined;
    const afterMs = hours === undefined ? undefined : hours * hourMs;
    actions[step.misses] = { do: step.do, afterMs, nth: reminders };
  }
  return {
    plan,
    id: plan.id,
    leastSeverity: Math.min(...plan.outcomes.map(severityOf)),
    everyDays: 'everyDays' in rhythm ? rhythm.everyDays : 1,
    atMs: timesOf(rhythm).map((minute) => minute * minuteMs),
    restMs: 'everyDays' in rhythm && rhythm.restHours !== undefined ? rhythm.restHours * hourMs : undefined,
    once: once && ('afterMinutes' in once ? { afterMs: once.afterMinutes * minuteMs } : { afterDays: once.afterDays }),
    actions,
    slowFrom: slow?.misses ?? Number.POSITIVE_INFINITY,
    slowEveryDays: slow?.everyDays ?? 1,
  };
}

/** The times of day at which a plan asks. */
export function timesOf(rhythm: Plan['rhythm']): readonly number[] {
  if ('everyDays' in rhythm) return rhythm.at;
  return 'at' in rhythm.once ? [rhythm.once.at] : [];
}
