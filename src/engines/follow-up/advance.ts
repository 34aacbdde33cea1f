import type { OnDate } from '../../base/jst.ts';
import { type Outcome, severityOf } from '../guidance/index.ts';
import { dateOfDay, dayOf, dayOfDate, startOfDay } from './clock.ts';
import type { CompiledPlan, FollowUp } from './compile.ts';
import { type Due, isMessage, planIn, successorOf } from './next-due.ts';
import type { EndReason, FollowUpState, Reach } from './state.ts';

/** What an answer comes to, as far as follow-up needs it. */
export interface Answered {
  readonly atMs: number;
  readonly outcome: Outcome;
  readonly anySymptom: boolean;
  /** First day of the illness, when one is running. */
  readonly onsetOn?: OnDate | undefined;
  readonly exposedOn?: OnDate | undefined;
  /** For whom the stricter rules hold: by age, conditions, pregnancy. */
  readonly atRisk?: boolean | undefined;
}

/** What happens to somebody who is followed, or who begins to be. */
export type FollowUpEvent =
  | ({ readonly kind: 'answered' } & Answered)
  /** By staff, until they release the person. */
  | { readonly kind: 'enrolled' | 'released'; readonly atMs: number }
  /** "Stop these messages", and wanting them again. */
  | { readonly kind: 'stopped' | 'resumed'; readonly atMs: number }
  | { readonly kind: 'reach-changed'; readonly atMs: number; readonly reach: Reach }
  /** Other rules are in force, and this is what the last answers come to under them. */
  | { readonly kind: 'rules-changed'; readonly atMs: number; readonly outcome: Outcome }
  /** What was due was done: sent, put before staff, ended. */
  | { readonly kind: 'done'; readonly atMs: number; readonly due: Due }
  /** A message was left out, because the month's quota has to last for others. */
  | { readonly kind: 'held-back'; readonly atMs: number; readonly due: Due };

/**
 * Where somebody stands after something happened. A pure function; an event that changes nothing gives the same state back.
 * @param state undefined for somebody whom nobody followed until now
 */
export function advanceFollowUp(
  followUp: FollowUp,
  state: FollowUpState | undefined,
  event: FollowUpEvent,
): FollowUpState | undefined {
  if (!state) return event.kind === 'answered' ? firstAnswer(followUp, event) : undefined;
  switch (event.kind) {
    case 'answered':
      return answered(followUp, state, event);
    case 'enrolled':
      return enrolled(followUp, state, event.atMs);
    case 'released':
      return released(followUp, state, event.atMs);
    case 'stopped':
      return state.ended?.reason === 'stopped' ? state : ended(state, event.atMs, 'stopped', 'stopped');
    case 'resumed':
      return resumed(followUp, state, event.atMs);
    case 'reach-changed':
      return reachChanged(followUp, state, event.reach, event.atMs);
    case 'rules-changed':
      return rulesChanged(followUp, state, event.outcome, event.atMs);
    case 'done':
      return done(followUp, state, event.due, event.atMs);
    case 'held-back':
      return heldBack(followUp, state, event.due, event.atMs);
  }
}

/** Somebody whom staff enrol before any answer, such as by a call. */
export function beginEnrolled(followUp: FollowUp, atMs: number, reach: Reach): FollowUpState | undefined {
  const plan = followUp.enrolled;
  return plan && { ...begin(plan, atMs, { ...nobody, outcome: plan.plan.outcomes[0]!, reach }), underCare: true };
}

const nobody = {
  outcome: 'NOSX_LOW' as Outcome,
  cleanDays: 0,
  lastCleanOn: null,
  lastIllOn: null,
  answeredAtMs: null,
  onsetOn: null,
  exposedOn: null,
  atRisk: false,
  underCare: false,
  reach: 'line' as Reach,
} satisfies Partial<FollowUpState>;

type Known = Pick<FollowUpState, keyof typeof nobody>;

/** A plan's first moment: what is known of the person stays, what was asked before is over. */
function begin(plan: CompiledPlan, atMs: number, known: Known): FollowUpState {
  const { outcome, lastCleanOn, lastIllOn, answeredAtMs, onsetOn, exposedOn, atRisk, underCare, reach } = known;
  return {
    plan: plan.id,
    version: plan.plan.version,
    outcome,
    startedAtMs: atMs,
    anchorMs: atMs,
    lastSlotMs: null,
    askedMs: null,
    unanswered: 0,
    boarded: [],
    cleanDays: 0,
    lastCleanOn,
    lastIllOn,
    answeredAtMs,
    onsetOn,
    exposedOn,
    atRisk,
    underCare,
    reach,
    tellAtMs: null,
    ended: null,
  };
}

/** Over, and everything that was asked with it. */
const ended = (state: FollowUpState, atMs: number, reason: EndReason, rule: string): FollowUpState => ({
  ...state,
  tellAtMs: null,
  askedMs: null,
  unanswered: 0,
  underCare: reason === 'stopped' ? state.underCare : false,
  ended: { atMs, reason, rule },
});

/** The plan for an outcome. Whoever is under care stays in that plan, whatever they answer, but for an emergency. */
function planFor(followUp: FollowUp, outcome: Outcome, underCare: boolean): CompiledPlan | undefined {
  return underCare && outcome !== 'EMERGENCY'
    ? (followUp.enrolled ?? followUp.planOf(outcome))
    : followUp.planOf(outcome);
}

const isCareOutcome = (followUp: FollowUp, outcome: Outcome): boolean =>
  followUp.enrolled?.plan.outcomes.includes(outcome) ?? false;

function firstAnswer(followUp: FollowUp, answer: Answered): FollowUpState | undefined {
  const known = withAnswer(followUp, nobody, answer);
  const plan = planFor(followUp, answer.outcome, known.underCare);
  return plan && begin(plan, answer.atMs, known);
}

/** What is known of the person after an answer. */
function withAnswer(followUp: FollowUp, before: Known, answer: Answered): Known {
  const on = dateOfDay(dayOf(answer.atMs));
  const isClean = !answer.anySymptom && before.lastIllOn !== on;
  const isNewDay = isClean && before.lastCleanOn !== on;
  return {
    outcome: answer.outcome,
    cleanDays: answer.anySymptom ? 0 : before.cleanDays + (isNewDay ? 1 : 0),
    lastCleanOn: isClean ? on : before.lastCleanOn,
    lastIllOn: answer.anySymptom ? on : before.lastIllOn,
    answeredAtMs: answer.atMs,
    onsetOn: answer.onsetOn ?? null,
    exposedOn: answer.exposedOn ?? before.exposedOn,
    atRisk: answer.atRisk ?? before.atRisk,
    underCare: before.underCare || isCareOutcome(followUp, answer.outcome),
    reach: before.reach,
  };
}

function answered(followUp: FollowUp, state: FollowUpState, answer: Answered): FollowUpState {
  // An answer that arrives out of order tells how somebody was, not how they are.
  if (state.answeredAtMs !== null && answer.atMs < state.answeredAtMs) return state;
  const known = withAnswer(followUp, state, answer);
  if (state.ended?.reason === 'stopped') return { ...state, ...known };
  const target = planFor(followUp, answer.outcome, known.underCare);
  if (!target) return ended({ ...state, ...known }, answer.atMs, 'no_plan', 'no-plan');
  const plan = state.ended ? undefined : planIn(followUp, state);
  const hasRisen = severityOf(answer.outcome) > severityOf(state.outcome);
  if (!plan || plan.plan.followedBy !== undefined)
    return begin(afterOnce(followUp, plan, target, known, hasRisen), answer.atMs, known);
  if (target !== plan) {
    const takesOver = hasRisen || known.underCare !== state.underCare || answer.outcome === 'EMERGENCY';
    if (takesOver || plan.plan.milder === 'at-once') return begin(target, answer.atMs, known);
  }
  const stayed: FollowUpState = {
    ...state,
    ...known,
    // A worse outcome in the same plan begins its time anew.
    startedAtMs: target === plan && hasRisen ? answer.atMs : state.startedAtMs,
    anchorMs: answer.atMs,
    askedMs: null,
    unanswered: 0,
    boarded: [],
    tellAtMs: null,
  };
  const rule = wellBy(plan, stayed);
  return rule === undefined ? stayed : endedOr(followUp, plan, stayed, answer.atMs, 'well', rule);
}

/** After the one question of a plan that names what follows: that, or what the answer asks for. */
function afterOnce(
  followUp: FollowUp,
  plan: CompiledPlan | undefined,
  target: CompiledPlan,
  known: Known,
  hasRisen: boolean,
): CompiledPlan {
  if (!plan || hasRisen || target === plan || plan.plan.milder === 'at-once') return target;
  if (known.underCare) return target;
  const { followedBy } = plan.plan;
  return followUp.plans.get(known.atRisk ? followedBy!.atRisk : followedBy!.otherwise) ?? target;
}

/** The rule by which an answer ends a plan, if one does. */
function wellBy({ plan }: CompiledPlan, state: FollowUpState): string | undefined {
  const { cleanDays, exposureDays, byRelease } = plan.ends;
  const day = dayOf(state.anchorMs);
  if (byRelease || state.lastIllOn === dateOfDay(day)) return undefined;
  if (cleanDays !== undefined && state.cleanDays >= cleanDays) return 'ends.clean-days';
  if (exposureDays === undefined) return undefined;
  const from = state.exposedOn === null ? dayOf(state.startedAtMs) : dayOfDate(state.exposedOn);
  return day >= from + exposureDays ? 'ends.exposure' : undefined;
}

/** The plan is over: the next one begins, or none. */
function endedOr(
  followUp: FollowUp,
  plan: CompiledPlan,
  state: FollowUpState,
  atMs: number,
  reason: EndReason,
  rule: string,
): FollowUpState {
  const next = successorOf(followUp, plan, state);
  const successor = next === null ? undefined : followUp.plans.get(next);
  return successor ? begin(successor, atMs, { ...state, underCare: false }) : ended(state, atMs, reason, rule);
}

function enrolled(followUp: FollowUp, state: FollowUpState, atMs: number): FollowUpState {
  const plan = followUp.enrolled;
  if (!plan || (state.underCare && !state.ended)) return state;
  const known = { ...state, underCare: true };
  // Whoever stopped the messages is known to staff now, and still gets none.
  if (state.ended?.reason === 'stopped') return known;
  return !state.ended && state.outcome === 'EMERGENCY' ? known : begin(plan, atMs, known);
}

function released(followUp: FollowUp, state: FollowUpState, atMs: number): FollowUpState {
  if (!state.underCare) return state;
  const known = { ...state, underCare: false };
  if (state.ended || planIn(followUp, state) !== followUp.enrolled) return known;
  return ended(known, atMs, 'released', 'ends.release');
}

function resumed(followUp: FollowUp, state: FollowUpState, atMs: number): FollowUpState {
  if (state.ended?.reason !== 'stopped') return state;
  const plan = planFor(followUp, state.outcome, state.underCare);
  return plan ? begin(plan, atMs, state) : state;
}

function reachChanged(followUp: FollowUp, state: FollowUpState, reach: Reach, atMs: number): FollowUpState {
  if (state.reach === reach) return state;
  const changed = { ...state, reach };
  if (reach !== 'line' || state.ended) return changed;
  // Back again: asked at the next time from now on, not for what went by. One question is still that one.
  const lastSlotMs = planIn(followUp, state).once ? state.lastSlotMs : Math.max(atMs, state.lastSlotMs ?? 0);
  return { ...changed, boarded: [], askedMs: null, unanswered: 0, lastSlotMs };
}

/** Other rules: those whose outcome rises are told, and followed by the plan of the new one. All others stay as they are. */
function rulesChanged(followUp: FollowUp, state: FollowUpState, outcome: Outcome, atMs: number): FollowUpState {
  if (state.ended || planIn(followUp, state).plan.onRulesChange === 'keep') return state;
  if (severityOf(outcome) <= severityOf(state.outcome)) return state;
  const target = planFor(followUp, outcome, state.underCare);
  if (!target) return state;
  const today = startOfDay(dayOf(atMs)) + followUp.tellAtMs;
  const tellAtMs = atMs <= today ? today : startOfDay(dayOf(atMs) + 1) + followUp.tellAtMs;
  // The plan begins when they are told of it: nobody gets two messages at once.
  return { ...begin(target, tellAtMs, { ...state, outcome }), tellAtMs };
}

function done(followUp: FollowUp, state: FollowUpState, due: Due, atMs: number): FollowUpState {
  if (state.ended || due.why.plan !== state.plan || due.kind === 'nothing') return state;
  if (due.kind === 'end') return endOf(followUp, state, due, atMs);
  if (due.kind === 'board') {
    const isCheckIn = due.entry === 'phone_check_in';
    if (isCheckIn ? due.atMs <= (state.lastSlotMs ?? 0) : state.boarded.includes(due.entry)) return state;
    if (isCheckIn) return afterQuestion(followUp, { ...state, lastSlotMs: due.atMs }, due.atMs);
    const told = { ...state, boarded: [...state.boarded, due.entry] };
    return due.entry === 'unreachable' ? afterQuestion(followUp, told, due.atMs) : told;
  }
  if (due.kind === 'guidance-changed') return state.tellAtMs === null ? state : { ...state, tellAtMs: null };
  if (wasSettled(state, due.slotMs)) return state;
  const isLate = atMs > due.windowEndsMs;
  const asked = {
    ...state,
    lastSlotMs: due.slotMs,
    askedMs: isLate ? atMs : due.slotMs,
    unanswered: state.unanswered + 1,
  };
  return afterQuestion(followUp, asked, due.slotMs);
}

/** A plan that asks once and names no time to wait for the answer goes over to the next with its question, asked or not. */
function afterQuestion(followUp: FollowUp, state: FollowUpState, slotMs: number): FollowUpState {
  const plan = planIn(followUp, state);
  if (!plan.once || plan.plan.ends.afterDays !== undefined) return state;
  const next = state.underCare ? followUp.enrolled?.id : successorOf(followUp, plan, state);
  const successor = next ? followUp.plans.get(next) : undefined;
  return successor ? { ...begin(successor, slotMs, state), boarded: state.boarded } : state;
}

function endOf(
  followUp: FollowUp,
  state: FollowUpState,
  due: Extract<Due, { kind: 'end' }>,
  atMs: number,
): FollowUpState {
  const successor = due.next === null ? undefined : followUp.plans.get(due.next);
  return successor
    ? begin(successor, Math.max(atMs, due.atMs), { ...state, underCare: false })
    : ended(state, Math.max(atMs, due.atMs), due.reason, due.why.rule);
}

/** Nothing was asked, so nothing was missed; a reminder that is left out still lets the next step come. */
function heldBack(followUp: FollowUp, state: FollowUpState, due: Due, atMs: number): FollowUpState {
  if (!isMessage(due) || state.ended || due.why.plan !== state.plan) return state;
  if (due.kind !== 'check-in') return done(followUp, state, due, atMs);
  if (wasSettled(state, due.slotMs)) return state;
  return afterQuestion(followUp, { ...state, lastSlotMs: due.slotMs }, due.slotMs);
}

/** Done before, or answered meanwhile: a message that crossed with an answer is not waiting for one. */
const wasSettled = (state: FollowUpState, slotMs: number): boolean =>
  slotMs <= Math.max(state.lastSlotMs ?? 0, state.anchorMs);
