import { severityOf } from '../guidance/index.ts';
import { afterQuiet, dayOf, dayOfDate, startOfDay } from './clock.ts';
import type { CompiledPlan, FollowUp } from './compile.ts';
import type { BoardEntry, EndReason, FollowUpState } from './state.ts';

/** Which part of which plan says so. `rule` is `rhythm`, `threshold.4`, `without-answer.2`, `ends.time`, … */
export interface Why {
  readonly plan: string;
  readonly version: string;
  readonly rule: string;
}

export const messageKinds = ['check-in', 'reminder', 'second-reminder', 'guidance-changed'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** What is due next for somebody, and when. One thing at a time: after it is done, ask again. */
export type Due =
  | {
      readonly kind: MessageKind;
      /** When it is to leave: within the window, or at once if that is over. */
      readonly atMs: number;
      /** The promise: the window begins here … */
      readonly slotMs: number;
      /** … and ends here. */
      readonly windowEndsMs: number;
      /** Not to be sent from then on; the next check-in takes its place. */
      readonly notAfterMs: number;
      /** The time that it is for, however late: see `dueKey`. */
      readonly forMs: number;
      readonly why: Why;
    }
  | {
      readonly kind: 'board';
      readonly atMs: number;
      readonly entry: BoardEntry;
      readonly forMs: number;
      readonly why: Why;
    }
  | {
      readonly kind: 'end';
      readonly atMs: number;
      readonly reason: EndReason;
      /** The plan that follows, if any. */
      readonly next: string | null;
      readonly why: Why;
    }
  | { readonly kind: 'nothing'; readonly atMs: number; readonly why: Why };

export type DueMessage = Extract<Due, { readonly slotMs: number }>;

export const isMessage = (due: Due): due is DueMessage => 'slotMs' in due;

/**
 * The same for one due time, however often it is asked for: with the person's id it makes the key under which the outbox takes
 * a message once. A reminder in the place of a check-in has the check-in's key.
 */
export function dueKey(due: Exclude<Due, { readonly kind: 'end' | 'nothing' }>): string {
  const what = due.kind === 'board' ? due.entry : due.kind === 'guidance-changed' ? due.kind : 'asks';
  return `${due.why.plan}/${what}/${due.forMs}`;
}

const never = Number.POSITIVE_INFINITY;

/**
 * What is due next: the earliest of the rhythm's next check-in, a step without an answer, and the end of the plan. A pure
 * function of the state; `nowMs` only leaves out check-ins whose time is long over, so that nobody gets three after an outage.
 * @param jitterMs see jitter.ts; it moves messages within their window, nothing else
 */
export function nextDue(followUp: FollowUp, state: FollowUpState, nowMs: number, jitterMs = 0): Due {
  if (state.ended)
    return { kind: 'nothing', atMs: never, why: { plan: state.plan, version: state.version, rule: state.ended.rule } };
  const plan = planIn(followUp, state);
  const limit = limitOf(followUp, plan, state);
  if (state.tellAtMs !== null && state.tellAtMs < limit && state.reach === 'line') {
    const slot = nowMs < notAfter(followUp, state.tellAtMs) ? state.tellAtMs : lateSlot(followUp, nowMs);
    return message(followUp, plan, state, 'guidance-changed', slot, 'rules-changed', nowMs, jitterMs);
  }
  // What waits for the next check-in waits for its time, not for its being sent.
  const natural = slotFrom(followUp, plan, state, -never);
  const step = plan.actions[state.unanswered];
  if (state.unanswered > 0 && step && step.do !== 'remind') {
    const wait = step.afterMs === undefined ? never : state.askedMs! + step.afterMs;
    const due = finalStep(plan, state, step.do, Math.min(wait, natural, limit));
    if (due) return due;
  }
  const slot = nowMs < notAfter(followUp, natural) ? natural : slotFrom(followUp, plan, state, nowMs);
  if (state.reach !== 'line') return withoutLine(followUp, plan, state, slot, limit);
  if (step?.do === 'remind' && step.afterMs !== undefined && state.unanswered > 0) {
    const at = soon(followUp, state.askedMs! + step.afterMs);
    if (at < Math.min(natural, limit) && nowMs < notAfter(followUp, at)) {
      return message(followUp, plan, state, reminderKind(step.nth), at, stepRule(state), nowMs, jitterMs);
    }
  }
  if (slot >= limit) return endDue(followUp, plan, state, limit);
  if (step?.do === 'remind' && state.unanswered > 0) {
    return message(followUp, plan, state, reminderKind(step.nth), slot, stepRule(state), nowMs, jitterMs);
  }
  return message(followUp, plan, state, 'check-in', slot, rhythmRule(plan, state, slot), nowMs, jitterMs);
}

/** The plan of a state. A plan that content no longer has is a programmer's mistake: it is changed when content is. */
export function planIn(followUp: FollowUp, state: FollowUpState): CompiledPlan {
  const plan = followUp.plans.get(state.plan);
  if (!plan)
    throw new Error(`There is no follow-up plan '${state.plan}'; give the person another when content changes.`);
  return plan;
}

const whyOf = ({ plan }: CompiledPlan, rule: string): Why => ({ plan: plan.id, version: plan.version, rule });

const stepRule = (state: FollowUpState): string => `without-answer.${state.unanswered}`;

const reminderKind = (nth: number): MessageKind => (nth > 1 ? 'second-reminder' : 'reminder');

const soon = (followUp: FollowUp, atMs: number): number => afterQuiet(atMs, followUp.quiet, followUp.windowMs);

/** What could not be sent in its time and is still worth it: in the half hour that runs, or in the morning's first. */
const lateSlot = (followUp: FollowUp, nowMs: number): number =>
  soon(followUp, Math.floor(nowMs / followUp.windowMs) * followUp.windowMs);

/** The end of the day's messages, or so many hours after the time. */
function notAfter(followUp: FollowUp, slot: number): number {
  if (slot === never) return never;
  const quietFrom = startOfDay(dayOf(slot)) + followUp.quiet.fromMs;
  return Math.min(slot + followUp.lateMs, quietFrom);
}

function message(
  followUp: FollowUp,
  plan: CompiledPlan,
  state: FollowUpState,
  kind: MessageKind,
  slotMs: number,
  rule: string,
  nowMs: number,
  jitterMs: number,
): Due {
  // A question that a plan asks once stays one question, however late it comes.
  const forMs = kind === 'guidance-changed' || rule === 'once' ? state.startedAtMs : slotMs;
  return {
    kind,
    atMs: Math.max(slotMs + jitterMs, nowMs),
    slotMs,
    windowEndsMs: slotMs + followUp.windowMs,
    notAfterMs: notAfter(followUp, slotMs),
    forMs,
    why: whyOf(plan, rule),
  };
}

function finalStep(plan: CompiledPlan, state: FollowUpState, action: 'board' | 'end', atMs: number): Due | undefined {
  const why = whyOf(plan, stepRule(state));
  if (action === 'end') return { kind: 'end', atMs, reason: 'no_answer', next: null, why };
  if (state.boarded.includes('no_answer')) return undefined;
  return { kind: 'board', atMs, entry: 'no_answer', forMs: state.askedMs!, why };
}

/** Blocked: staff are told once, when the next message would have gone. By phone: staff ask at each check-in's time. */
function withoutLine(followUp: FollowUp, plan: CompiledPlan, state: FollowUpState, slot: number, limit: number): Due {
  const entry: BoardEntry = state.reach === 'phone' ? 'phone_check_in' : 'unreachable';
  const told = plan.plan.unreachable === 'pause' || (entry === 'unreachable' && state.boarded.includes(entry));
  if (told || slot >= limit) return endDue(followUp, plan, state, limit);
  return { kind: 'board', atMs: slot, entry, forMs: slot, why: whyOf(plan, entry) };
}

function endDue(followUp: FollowUp, plan: CompiledPlan, state: FollowUpState, limit: number): Due {
  if (limit === never) return { kind: 'nothing', atMs: never, why: whyOf(plan, 'paused') };
  if (limit === followUp.endsAtMs)
    return { kind: 'end', atMs: limit, reason: 'programme_over', next: null, why: whyOf(plan, 'ends.programme') };
  const why = whyOf(plan, 'ends.time');
  return { kind: 'end', atMs: limit, reason: 'time_over', next: successorOf(followUp, plan, state), why };
}

/** The plan that takes over when one has ended: what it names, else that of the last outcome if it is a milder one. */
export function successorOf(followUp: FollowUp, plan: CompiledPlan, state: FollowUpState): string | null {
  const { followedBy } = plan.plan;
  if (followedBy) return state.atRisk ? followedBy.atRisk : followedBy.otherwise;
  // Whoever was silent to the end is not asked anew; an answer of theirs begins again.
  if (state.unanswered > 0) return null;
  const next = followUp.planOf(state.outcome);
  return next && severityOf(state.outcome) < plan.leastSeverity ? next.id : null;
}

/** When the plan's time is over: at the first time of the day after the last on which it asks. */
function limitOf(followUp: FollowUp, plan: CompiledPlan, state: FollowUpState): number {
  const { afterDays, exposureDays } = plan.plan.ends;
  let last = never;
  if (afterDays !== undefined) last = dayOf(state.startedAtMs) + afterDays;
  if (exposureDays !== undefined) {
    const from = state.exposedOn === null ? dayOf(state.startedAtMs) : dayOfDate(state.exposedOn);
    last = Math.min(last, Math.max(from + exposureDays, dayOf(state.startedAtMs)));
  }
  if (last === never) return followUp.endsAtMs;
  return Math.min(startOfDay(last + 1) + (plan.atMs[0] ?? followUp.quiet.untilMs), followUp.endsAtMs);
}

/** The next time at which the plan asks, that can still be kept at `nowMs`. */
function slotFrom(followUp: FollowUp, plan: CompiledPlan, state: FollowUpState, nowMs: number): number {
  const last = state.lastSlotMs ?? -never;
  if (plan.once) return last >= state.startedAtMs ? never : onceSlot(followUp, plan, state, nowMs);
  let slot = last > state.anchorMs ? slotAfter(plan, state, last) : firstSlot(plan, state);
  if (nowMs >= notAfter(followUp, slot)) {
    const every = state.unanswered >= plan.slowFrom ? plan.slowEveryDays : plan.everyDays;
    const behind = Math.floor((dayOf(nowMs) - dayOf(slot)) / every) - 1;
    if (behind > 0) slot = startOfDay(dayOf(slot) + behind * every) + plan.atMs[0]!;
    while (nowMs >= notAfter(followUp, slot)) slot = slotAfter(plan, state, slot);
  }
  const threshold = thresholdSlot(followUp, plan, state, nowMs);
  return Math.min(slot, threshold);
}

function onceSlot(followUp: FollowUp, plan: CompiledPlan, state: FollowUpState, nowMs: number): number {
  const { afterMs, afterDays } = plan.once!;
  if (afterMs !== undefined) {
    const slot = soon(followUp, state.startedAtMs + afterMs);
    return nowMs < notAfter(followUp, slot) ? slot : lateSlot(followUp, nowMs);
  }
  const slot = startOfDay(dayOf(state.startedAtMs) + afterDays!) + plan.atMs[0]!;
  if (nowMs < notAfter(followUp, slot)) return slot;
  const today = startOfDay(dayOf(nowMs)) + plan.atMs[0]!;
  return nowMs < notAfter(followUp, today) ? today : startOfDay(dayOf(nowMs) + 1) + plan.atMs[0]!;
}

/** After an answer: so many days later; or, with several times a day, the next of them after some rest. */
function firstSlot(plan: CompiledPlan, state: FollowUpState): number {
  const day = dayOf(state.anchorMs);
  if (plan.restMs === undefined) return startOfDay(day + plan.everyDays) + plan.atMs[0]!;
  const rested = state.anchorMs + plan.restMs;
  const today = plan.atMs.find((time) => startOfDay(day) + time >= rested);
  if (today !== undefined) return startOfDay(day) + today;
  const next = startOfDay(day + plan.everyDays);
  return next + (plan.atMs.find((time) => next + time >= rested) ?? plan.atMs[0]!);
}

/** After a time that had its message: the next one of the day, else so many days later, more after misses. */
function slotAfter(plan: CompiledPlan, state: FollowUpState, last: number): number {
  const day = dayOf(last);
  const isSlow = state.unanswered >= plan.slowFrom;
  const later = isSlow ? undefined : plan.atMs.find((time) => startOfDay(day) + time > last);
  if (later !== undefined && plan.atMs.length > 1) return startOfDay(day) + later;
  return startOfDay(day + (isSlow ? plan.slowEveryDays : plan.everyDays)) + plan.atMs[0]!;
}

/** The next day on which so many days of symptoms are reached, unless somebody answered on it or was asked for it. */
function thresholdSlot(followUp: FollowUp, plan: CompiledPlan, state: FollowUpState, nowMs: number): number {
  if (state.onsetOn === null || plan.plan.thresholdDays.length === 0) return never;
  const onset = dayOfDate(state.onsetOn);
  for (const days of plan.plan.thresholdDays) {
    const slot = startOfDay(onset + days - 1) + plan.atMs[0]!;
    if (dayOf(slot) > dayOf(state.anchorMs) && slot > (state.lastSlotMs ?? -never) && nowMs < notAfter(followUp, slot))
      return slot;
  }
  return never;
}

function rhythmRule(plan: CompiledPlan, state: FollowUpState, slot: number): string {
  if (plan.once) return 'once';
  if (state.onsetOn !== null) {
    const day = dayOf(slot) - dayOfDate(state.onsetOn) + 1;
    if (plan.plan.thresholdDays.includes(day)) return `threshold.${day}`;
  }
  if (state.unanswered >= plan.slowFrom) return `rhythm.slow`;
  return 'rhythm';
}
