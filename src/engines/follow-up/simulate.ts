import { type AnswerFacts, answerReasons, type BoardReason, type Condition } from '../care-desk/index.ts';
import type { Outcome } from '../guidance/index.ts';
import { advanceFollowUp, beginEnrolled, type FollowUpEvent } from './advance.ts';
import type { FollowUp } from './compile.ts';
import { type Due, isMessage, nextDue, planIn, type Why } from './next-due.ts';
import type { EndReason, FollowUpState } from './state.ts';
import type { Happening, Story } from './stories.ts';

/** One line of what somebody lives through: what they do, what they get, what staff get. */
export interface TimelineEntry {
  readonly atMs: number;
  readonly what:
    | Exclude<Due['kind'], 'nothing' | 'board' | 'end'>
    | 'answers'
    | 'stops'
    | 'resumes'
    | 'is-enrolled'
    | 'is-released'
    | 'changes-reach'
    | 'meets-new-rules'
    | 'board'
    | 'end';
  /** For a message: when its window begins and ends. */
  readonly windowMs?: readonly [number, number];
  readonly outcome?: Outcome;
  readonly board?: BoardReason;
  readonly end?: EndReason;
  /** The plan after it; null: nobody is followed. */
  readonly plan: string | null;
  readonly why?: Why;
}

export interface Simulation {
  readonly timeline: readonly TimelineEntry[];
  readonly state: FollowUpState | undefined;
}

/** So many steps nobody's month has: a plan that goes round in circles is a fault, not a long story. */
const mostSteps = 10_000;

/** Plays a story against the plans, on a clock of its own: every message at its minute, every answer, until `untilMs`. */
export function simulateFollowUp(followUp: FollowUp, story: Story, untilMs: number, jitterMs: number): Simulation {
  const pending = [...story.happenings].sort((a, b) => a.atMs - b.atMs);
  const timeline: TimelineEntry[] = [];
  let state: FollowUpState | undefined;
  let before: Condition | undefined;
  let nowMs = pending[0]?.atMs ?? untilMs;
  let messages = 0;
  for (let step = 0; step < mostSteps; step += 1) {
    const due: Due | undefined = state && nextDue(followUp, state, nowMs, jitterMs);
    const next = pending[0];
    if (next && (!due || next.atMs <= due.atMs)) {
      if (next.atMs > untilMs) return { timeline, state };
      pending.shift();
      nowMs = next.atMs;
      const followedAs = state;
      state = happen(followUp, state, next.what, nowMs);
      timeline.push(lineOf(next, state));
      if (next.what.does !== 'answers') continue;
      const now = { outcome: next.what.outcome, strong: next.what.strong ?? [] };
      timeline.push(...boardLines(followUp, followedAs, { before, now, contacted: next.what.contacted }, nowMs, state));
      before = now;
      continue;
    }
    if (!state || !due || due.kind === 'nothing' || due.atMs > untilMs) return { timeline, state };
    nowMs = Math.max(nowMs, due.atMs);
    state = advanceFollowUp(followUp, state, { kind: 'done', atMs: nowMs, due });
    timeline.push(dueLine(due, nowMs, state));
    if (!isMessage(due)) continue;
    messages += 1;
    const reply = story.reply?.(due, messages);
    if (reply) insert(pending, { atMs: nowMs + reply.afterMinutes * 60_000, what: reply.what });
  }
  throw new Error(`The story ${story.id} has no end: the plan ${state?.plan} goes round in circles.`);
}

function insert<T extends { readonly atMs: number }>(queue: T[], one: T): void {
  const at = queue.findIndex((other) => other.atMs > one.atMs);
  queue.splice(at < 0 ? queue.length : at, 0, one);
}

function happen(followUp: FollowUp, state: FollowUpState | undefined, what: Happening, atMs: number) {
  if (what.does === 'is-enrolled' && !state) return beginEnrolled(followUp, atMs, 'line');
  return advanceFollowUp(followUp, state, eventOf(what, atMs));
}

function eventOf(what: Happening, atMs: number): FollowUpEvent {
  switch (what.does) {
    case 'answers': {
      const { outcome, anySymptom, onsetOn, exposedOn, atRisk } = what;
      return { kind: 'answered', atMs, outcome, anySymptom, onsetOn, exposedOn, atRisk };
    }
    case 'stops':
      return { kind: 'stopped', atMs };
    case 'resumes':
      return { kind: 'resumed', atMs };
    case 'is-enrolled':
      return { kind: 'enrolled', atMs };
    case 'is-released':
      return { kind: 'released', atMs };
    case 'changes-reach':
      return { kind: 'reach-changed', atMs, reach: what.reach };
    case 'meets-new-rules':
      return { kind: 'rules-changed', atMs, outcome: what.outcome };
  }
}

const planOf = (state: FollowUpState | undefined): string | null => (state && !state.ended ? state.plan : null);

function lineOf({ atMs, what }: Story['happenings'][number], state: FollowUpState | undefined): TimelineEntry {
  return { atMs, what: what.does, ...('outcome' in what && { outcome: what.outcome }), plan: planOf(state) };
}

function boardLines(
  followUp: FollowUp,
  followedAs: FollowUpState | undefined,
  facts: Omit<AnswerFacts, 'worseToBoard'>,
  atMs: number,
  state: FollowUpState | undefined,
): TimelineEntry[] {
  const plan = followedAs && !followedAs.ended ? planIn(followUp, followedAs).plan : undefined;
  return answerReasons({ ...facts, worseToBoard: plan?.worse === 'board' }).map((board) => ({
    atMs,
    what: 'board',
    board,
    plan: planOf(state),
    ...(plan && { why: { plan: plan.id, version: plan.version, rule: `answer.${board}` } }),
  }));
}

function dueLine(
  due: Exclude<Due, { kind: 'nothing' }>,
  atMs: number,
  state: FollowUpState | undefined,
): TimelineEntry {
  const base = { atMs, plan: planOf(state), why: due.why };
  if (due.kind === 'board') return { ...base, what: 'board', board: due.entry };
  if (due.kind === 'end') return { ...base, what: 'end', end: due.reason };
  return { ...base, what: due.kind, windowMs: [due.slotMs, due.windowEndsMs] };
}
