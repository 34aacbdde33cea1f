import type { ProblemSpec } from '../../base/problem.ts';
import type { Outcome } from '../guidance/index.ts';
import { bandOf, type Desk } from './desk.ts';
import type { BoardReason } from './reasons.ts';
import type { RequestKind } from './requests.ts';

export type CaseStatus = 'open' | 'claimed' | 'snoozed' | 'handed_over' | 'closed';

export interface CaseReason {
  readonly reason: BoardReason;
  readonly sinceMs: number;
  /** The outcome, or the kind of request, that it is about. */
  readonly of?: Outcome | RequestKind | undefined;
}

/** A reason in a case, with the contact that answered it: each has a clock of its own. */
export interface ClockedReason extends CaseReason {
  readonly metAtMs: number | null;
}

/** Somebody who needs a human, and who has them: plain JSON. A person has one case that is not closed. */
export interface Case {
  readonly status: CaseStatus;
  readonly reasons: readonly ClockedReason[];
  readonly openedAtMs: number;
  /** Whose case it is: claimed, or snoozed by them. */
  readonly holder: string | null;
  readonly heldSinceMs: number | null;
  /** To whom it was handed: a person's or an organisation's id. */
  readonly handedTo: string | null;
  readonly snoozedUntilMs: number | null;
  /** The last time that somebody of the desk spoke with the person, or tried to in vain. */
  readonly contactedAtMs: number | null;
  /** Somebody on call has seen the page. */
  readonly acknowledgedAtMs: number | null;
  readonly result: string | null;
  readonly closedAtMs: number | null;
  /** Counts up with each change: who changes an older one is told so (two people never hold a case by accident). */
  readonly revision: number;
}

/** Who acts: a person, the organisation for which they act now, and whether they may take a case from its holder. */
export interface Actor {
  readonly id: string;
  readonly organisation: string;
  readonly isSupervisor: boolean;
}

export type CaseAct =
  | { readonly act: 'claim' | 'release' | 'wake' | 'acknowledge' | 'contact' }
  | { readonly act: 'hand-over'; readonly to: string }
  | { readonly act: 'snooze'; readonly untilMs: number }
  | { readonly act: 'close'; readonly result: string }
  /** "Undo", for a few seconds after closing. */
  | { readonly act: 'reopen' };

const undoMs = 10_000;

export const caseProblems = {
  closed: { code: 'care-desk.closed', status: 409, title: 'The case is closed; a new reason opens a new one.' },
  held: {
    code: 'care-desk.held',
    status: 409,
    title: 'Somebody else has this case since {since}; ask them, or take the next.',
  },
  notHeld: { code: 'care-desk.not-held', status: 409, title: 'Claim the case first: only who has it may do this.' },
  handedElsewhere: {
    code: 'care-desk.handed-elsewhere',
    status: 409,
    title: 'The case was handed to others, who have not taken it yet.',
  },
  handToSelf: { code: 'care-desk.hand-to-self', status: 422, title: 'Hand the case to somebody else, or keep it.' },
  snoozePast: { code: 'care-desk.snooze-past', status: 422, title: 'Put it off to a time that is still to come.' },
  snoozeLong: { code: 'care-desk.snooze-long', status: 422, title: 'Put it off for {hours} hours at most.' },
  snoozeUrgent: {
    code: 'care-desk.snooze-urgent',
    status: 409,
    title: 'The most urgent cases cannot be put off before a first contact; hand them over.',
  },
  notSnoozed: { code: 'care-desk.not-snoozed', status: 409, title: 'The case was not put off; load the page again.' },
  unknownResult: {
    code: 'care-desk.result-unknown',
    status: 422,
    title: "There is no result '{result}'; choose one of the list.",
  },
  notContacted: {
    code: 'care-desk.not-contacted',
    status: 409,
    title: 'Note a contact, or an attempt, before the case is closed.',
  },
  undoOver: {
    code: 'care-desk.undo-over',
    status: 409,
    title: 'It is too late to undo; a new reason opens a new case.',
  },
} as const satisfies Record<string, ProblemSpec>;

export type CaseOutcome =
  | { readonly ok: true; readonly case: Case }
  | { readonly ok: false; readonly problem: ProblemSpec; readonly params: Readonly<Record<string, string | number>> };

export const openCase = (reason: CaseReason): Case => ({
  status: 'open',
  reasons: [{ ...reason, metAtMs: null }],
  openedAtMs: reason.sinceMs,
  holder: null,
  heldSinceMs: null,
  handedTo: null,
  snoozedUntilMs: null,
  contactedAtMs: null,
  acknowledgedAtMs: null,
  result: null,
  closedAtMs: null,
  revision: 1,
});

/**
 * A further reason for somebody whose case is open. The same reason again counts anew only after a contact: its clock has
 * been running. A case that was put off comes back, since what was put off was the reason known then.
 */
export function addReason(one: Case, reason: CaseReason): Case {
  if (one.status === 'closed') return openCase(reason);
  const runs = waitingReasons(one).some((known) => known.reason === reason.reason && known.of === reason.of);
  if (runs) return one;
  const woken = one.status === 'snoozed' ? ({ status: 'claimed', snoozedUntilMs: null } as const) : {};
  const paged = reason.reason === 'emergency' ? { acknowledgedAtMs: null } : {};
  return {
    ...one,
    ...woken,
    ...paged,
    reasons: [...one.reasons, { ...reason, metAtMs: null }],
    revision: one.revision + 1,
  };
}

/** What an act makes of a case, or why it is refused. Nothing is changed in place. */
export function actOnCase(desk: Desk, one: Case, by: Actor, act: CaseAct, nowMs: number): CaseOutcome {
  const refuse = (problem: ProblemSpec, params: Readonly<Record<string, string | number>> = {}): CaseOutcome => ({
    ok: false,
    problem,
    params,
  });
  if (act.act === 'reopen') return reopen(one, by, nowMs, refuse);
  if (one.status === 'closed') return refuse(caseProblems.closed);
  if (act.act === 'claim') return claim(one, by, nowMs, refuse);
  if (act.act === 'acknowledge') return changed(one, { acknowledgedAtMs: one.acknowledgedAtMs ?? nowMs });
  if (one.holder !== by.id) return refuse(caseProblems.notHeld);
  switch (act.act) {
    case 'release':
      return changed(one, { status: 'open', holder: null, heldSinceMs: null, snoozedUntilMs: null });
    case 'wake':
      if (one.status !== 'snoozed') return refuse(caseProblems.notSnoozed);
      return changed(one, { status: 'claimed', snoozedUntilMs: null });
    case 'contact':
      return changed(one, {
        contactedAtMs: nowMs,
        acknowledgedAtMs: one.acknowledgedAtMs ?? nowMs,
        reasons: one.reasons.map((reason) => ({ ...reason, metAtMs: reason.metAtMs ?? nowMs })),
      });
    case 'hand-over':
      if (act.to === by.id) return refuse(caseProblems.handToSelf);
      return changed(one, {
        status: 'handed_over',
        holder: null,
        heldSinceMs: null,
        handedTo: act.to,
        snoozedUntilMs: null,
      });
    case 'snooze':
      return snooze(desk, one, act.untilMs, nowMs, refuse);
    case 'close':
      if (!desk.results.includes(act.result)) return refuse(caseProblems.unknownResult, { result: act.result });
      if (waitingReasons(one).length > 0) return refuse(caseProblems.notContacted);
      return changed(one, { status: 'closed', result: act.result, closedAtMs: nowMs, snoozedUntilMs: null });
  }
}

type Refuse = (problem: ProblemSpec, params?: Readonly<Record<string, string | number>>) => CaseOutcome;

const changed = (one: Case, change: Partial<Case>): CaseOutcome => ({
  ok: true,
  case: { ...one, ...change, revision: one.revision + 1 },
});

function claim(one: Case, by: Actor, nowMs: number, refuse: Refuse): CaseOutcome {
  if (one.status === 'claimed' && one.holder === by.id) return { ok: true, case: one };
  if (one.holder !== null && one.holder !== by.id && !by.isSupervisor)
    return refuse(caseProblems.held, { since: new Date(one.heldSinceMs!).toISOString() });
  const isForThem = one.handedTo === null || one.handedTo === by.id || one.handedTo === by.organisation;
  if (one.status === 'handed_over' && !isForThem && !by.isSupervisor) return refuse(caseProblems.handedElsewhere);
  const seen = { acknowledgedAtMs: one.acknowledgedAtMs ?? nowMs };
  const held = { holder: by.id, heldSinceMs: nowMs, handedTo: null, snoozedUntilMs: null };
  return changed(one, { status: 'claimed', ...held, ...seen });
}

function snooze(desk: Desk, one: Case, untilMs: number, nowMs: number, refuse: Refuse): CaseOutcome {
  const waits = waitingReasons(one).map(({ reason, of }) => bandOf(desk, reason, of));
  if (waits.some((band) => band === desk.bands[0])) return refuse(caseProblems.snoozeUrgent);
  if (untilMs <= nowMs) return refuse(caseProblems.snoozePast);
  if (untilMs > nowMs + desk.longestSnoozeHours * 3_600_000)
    return refuse(caseProblems.snoozeLong, { hours: desk.longestSnoozeHours });
  return changed(one, { status: 'snoozed', snoozedUntilMs: untilMs });
}

function reopen(one: Case, by: Actor, nowMs: number, refuse: Refuse): CaseOutcome {
  if (one.status !== 'closed' || one.holder !== by.id) return refuse(caseProblems.notHeld);
  if (nowMs - one.closedAtMs! > undoMs) return refuse(caseProblems.undoOver);
  return changed(one, { status: 'claimed', result: null, closedAtMs: null });
}

/** Reasons for which nobody has spoken with the person yet. */
export const waitingReasons = ({ reasons }: Case): readonly ClockedReason[] =>
  reasons.filter(({ metAtMs }) => metAtMs === null);
