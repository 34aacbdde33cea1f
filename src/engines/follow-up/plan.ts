import { z } from 'zod';
import type { Finding } from '../../base/finding.ts';
import type { Localized } from '../../base/language.ts';
import { isOutcome, type Outcome } from '../guidance/index.ts';

/** A time of day in Japan, in minutes since midnight. Content writes "09:00". */
export type MinuteOfDay = number;

/** When a plan asks. */
export type Rhythm =
  /** So many days after the last answer, then every so many days. */
  | {
      readonly everyDays: number;
      readonly at: readonly MinuteOfDay[];
      /** Several times a day: the next of them after an answer and so many hours of rest, on the same day too. */
      readonly restHours?: number | undefined;
    }
  /** One question, so long after the plan began; what follows says the plan's `followedBy`. */
  | { readonly once: { readonly afterMinutes: number } }
  | { readonly once: { readonly afterDays: number; readonly at: MinuteOfDay } };

/** What happens when a number of messages in a row found no answer. Without hours: when the next check-in is due. */
export type UnansweredStep =
  | { readonly misses: number; readonly do: 'remind' | 'board'; readonly afterHours?: number | undefined }
  | { readonly misses: number; readonly do: 'slow'; readonly everyDays: number }
  | { readonly misses: number; readonly do: 'end' };

export interface PlanEnds {
  /** Days in a row whose answers tell of no symptom. */
  readonly cleanDays?: number | undefined;
  /** The last day after the plan began on which it asks. */
  readonly afterDays?: number | undefined;
  /** The last day after the contact or the return on which it asks; a clean answer of that day ends the plan. */
  readonly exposureDays?: number | undefined;
  /** Only staff end it before its time: an answer without symptoms does not. */
  readonly byRelease?: boolean | undefined;
}

/** How people of some outcomes are followed: `content/packs/<pack>/follow-up/<id>.yaml`. */
export interface Plan {
  readonly id: string;
  readonly version: string;
  /** As staff and residents read it; says nothing about health. */
  readonly title: Localized;
  /** Where the rhythm comes from. */
  readonly sources: readonly string[];
  readonly outcomes: readonly Outcome[];
  /** For those whom staff enrolled too. */
  readonly forEnrolled: boolean;
  readonly rhythm: Rhythm;
  /** Days of symptoms on which somebody is asked whatever the rhythm says: guidance may change on that day. */
  readonly thresholdDays: readonly number[];
  readonly withoutAnswer: readonly UnansweredStep[];
  readonly ends: PlanEnds;
  /** A milder outcome: changes the plan at once, or only when this plan has ended. */
  readonly milder: 'at-once' | 'when-ended';
  /** The plan that follows the one question or the end of the time, where it is not that of the last outcome. */
  readonly followedBy?: { readonly atRisk: string; readonly otherwise: string } | undefined;
  /** Who cannot be reached over LINE: staff are told, or the plan waits. */
  readonly unreachable: 'board' | 'pause';
  /** Whoever answers worse than before: staff are told, or the guidance alone answers. */
  readonly worse: 'board' | 'guidance';
  /** Whose outcome is looked at again when the rules change. */
  readonly onRulesChange: 'tell' | 'keep';
}

const minutes = z.string().transform((text, context): MinuteOfDay => {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (!match) context.addIssue(`'${text}' is no time; write it in quotes, as "09:00"`);
  return match ? Number(match[1]) * 60 + Number(match[2]) : 0;
});
const words = z.string().trim().min(1);
const count = z.int().min(1).max(366);
const hours = z.int().min(1).max(72);
const outcome = z.string().transform((text, context): Outcome => {
  if (!isOutcome(text)) context.addIssue(`there is no outcome '${text}'`);
  return text as Outcome;
});
const localized = z.strictObject({ ja: words, easy: words, en: words });

const planSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: words,
  title: localized,
  sources: z.array(words).min(1),
  outcomes: z.array(outcome).min(1),
  forEnrolled: z.boolean().default(false),
  rhythm: z.union([
    z.strictObject({ everyDays: count, at: z.array(minutes).min(1), restHours: hours.optional() }),
    z.strictObject({ once: z.strictObject({ afterMinutes: z.int().min(1).max(1440) }) }),
    z.strictObject({ once: z.strictObject({ afterDays: count, at: minutes }) }),
  ]),
  thresholdDays: z.array(z.int().min(2).max(30)).default([]),
  withoutAnswer: z
    .array(
      z.union([
        z.strictObject({ misses: count, do: z.enum(['remind', 'board']), afterHours: hours.optional() }),
        z.strictObject({ misses: count, do: z.literal('slow'), everyDays: count }),
        z.strictObject({ misses: count, do: z.literal('end') }),
      ]),
    )
    .default([]),
  ends: z
    .strictObject({
      cleanDays: count.optional(),
      afterDays: count.optional(),
      exposureDays: count.optional(),
      byRelease: z.boolean().optional(),
    })
    .default({}),
  milder: z.enum(['at-once', 'when-ended']),
  followedBy: z
    .union([
      words.transform((plan) => ({ atRisk: plan, otherwise: plan })),
      z.strictObject({ atRisk: words, otherwise: words }),
    ])
    .optional(),
  unreachable: z.enum(['board', 'pause']),
  worse: z.enum(['board', 'guidance']).default('guidance'),
  onRulesChange: z.enum(['tell', 'keep']).default('keep'),
});

/** What all plans of a pack share: `content/packs/<pack>/follow-up/programme.yaml`. */
export interface Programme {
  readonly id: string;
  readonly version: string;
  /** No message between these times in Japan. */
  readonly quietHours: { readonly from: MinuteOfDay; readonly until: MinuteOfDay };
  /** A time is a promise of a window that begins there. */
  readonly windowMinutes: number;
  /** The part of the window over which messages leave; the rest is for what takes longer. */
  readonly spreadMinutes: number;
  /** How long after its time a message may still be sent, after an outage. Later it is left out. */
  readonly lateHours: number;
  /** When people are told that other rules hold for them. */
  readonly tellAt: MinuteOfDay;
  /** Whose messages are sent when the month's quota runs short, first to last. */
  readonly priority: readonly Outcome[];
  /** Outcomes that nobody follows, and why. */
  readonly withoutPlan: Readonly<Partial<Record<Outcome, string>>>;
}

const programmeSchema = z.strictObject({
  id: words,
  version: words,
  quietHours: z.strictObject({ from: minutes, until: minutes }),
  windowMinutes: z.int().min(5).max(120),
  spreadMinutes: z.int().min(1).max(120),
  lateHours: z.int().min(1).max(12),
  tellAt: minutes,
  priority: z.array(outcome),
  withoutPlan: z.record(words, words).default({}),
});

/** Reads a plan from parsed YAML; none when its shape is wrong. `check.ts` says whether plans fit together. */
export function readPlan(object: unknown, where: string): { plan?: Plan; findings: readonly Finding[] } {
  const read = planSchema.safeParse(object, { error: missing });
  return read.success ? { plan: read.data, findings: [] } : { findings: shapeFaults(read.error, where) };
}

export function readProgramme(object: unknown, where: string): { programme?: Programme; findings: readonly Finding[] } {
  const read = programmeSchema.safeParse(object, { error: missing });
  if (!read.success) return { findings: shapeFaults(read.error, where) };
  const unknown = Object.keys(read.data.withoutPlan).filter((name) => !isOutcome(name));
  if (unknown.length === 0) return { programme: read.data as Programme, findings: [] };
  return { findings: unknown.map((name) => shapeFault(`${where}: withoutPlan`, `there is no outcome '${name}'`)) };
}

const missing = ({ input }: { readonly input?: unknown }): string | undefined =>
  input === undefined ? 'This is missing; add it.' : undefined;

const shapeFault = (where: string, message: string): Finding => ({
  severity: 'error',
  code: 'follow-up.shape',
  where,
  message,
});

const shapeFaults = (error: z.ZodError, where: string): Finding[] =>
  plainIssues(error.issues).map(({ path, message }) =>
    shapeFault(path.length > 0 ? `${where}: ${path.join('.')}` : where, `${message}; mend the entry`),
  );

/** Of the forms that an entry may have, the faults of the one that it comes nearest to. */
function plainIssues(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
    const nearest = issue.errors.reduce((best, each) => (each.length < best.length ? each : best));
    return plainIssues(nearest).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
  });
}
