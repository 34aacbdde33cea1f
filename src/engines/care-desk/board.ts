import { type Case, type CaseReason, waitingReasons } from './case.ts';
import { type Band, bandOf, type Desk } from './desk.ts';

/** Where a case stands on the board, and by which promise. */
export interface Standing {
  readonly band: Band;
  /** The reason that puts it there. */
  readonly reason: CaseReason;
  /** A first contact is promised until then. */
  readonly deadlineMs: number;
  /** The contact that kept or broke the promise; null while somebody waits. */
  readonly metAtMs: number | null;
  readonly isOverdue: boolean;
  /** 1 is the whole promise used up. It stands still at the contact. */
  readonly shareUsed: number;
}

/**
 * A case's standing: of its reasons that still wait the most urgent one, else of those that the last contact answered. Being held by somebody stops no clock:
 * claiming would hide people.
 */
export function standingOf(desk: Desk, one: Case, nowMs: number): Standing {
  const waiting = waitingReasons(one);
  const metLast = one.reasons.filter(({ metAtMs }) => metAtMs === one.contactedAtMs);
  const candidates = (waiting.length > 0 ? waiting : metLast).map((reason) => promiseOf(desk, reason));
  const first = candidates.reduce((best, each) => (isBefore(desk, each, best) ? each : best));
  const metAtMs = waiting.length > 0 ? null : one.contactedAtMs;
  const untilMs = metAtMs ?? nowMs;
  return {
    ...first,
    metAtMs,
    isOverdue: untilMs > first.deadlineMs,
    shareUsed: (untilMs - first.reason.sinceMs) / (first.band.minutes * 60_000),
  };
}

type Promised = Pick<Standing, 'band' | 'reason' | 'deadlineMs'>;

function promiseOf(desk: Desk, reason: CaseReason): Promised {
  const band = bandOf(desk, reason.reason, reason.of);
  return { band, reason, deadlineMs: reason.sinceMs + band.minutes * 60_000 };
}

function isBefore(desk: Desk, a: Promised, b: Promised): boolean {
  if (a.band !== b.band) return desk.bands.indexOf(a.band) < desk.bands.indexOf(b.band);
  if (a.deadlineMs !== b.deadlineMs) return a.deadlineMs < b.deadlineMs;
  return rankOf(desk, a.reason) < rankOf(desk, b.reason);
}

const rankOf = (desk: Desk, { reason }: CaseReason): number => desk.reasons.findIndex((one) => one.reason === reason);

/** On the board now: not closed, and not put off to a later time. */
export const isOnBoard = ({ status, snoozedUntilMs }: Case, nowMs: number): boolean =>
  status !== 'closed' && (status !== 'snoozed' || snoozedUntilMs! <= nowMs);

/**
 * The board, most urgent first: those who wait before those who were spoken with; then the band; then who has used up most of
 * the promise; then the reason's place in the desk's order; then the case that was opened first.
 */
export function orderBoard<T extends { readonly case: Case }>(desk: Desk, entries: readonly T[], nowMs: number): T[] {
  const standings = entries
    .filter((entry) => isOnBoard(entry.case, nowMs))
    .map((entry) => ({ entry, standing: standingOf(desk, entry.case, nowMs) }));
  const key = ({ entry, standing }: (typeof standings)[number]): readonly number[] => [
    desk.bands.indexOf(standing.band),
    standing.metAtMs === null ? 0 : 1,
    -standing.shareUsed,
    rankOf(desk, standing.reason),
    entry.case.openedAtMs,
  ];
  return standings
    .map((one) => ({ entry: one.entry, key: key(one) }))
    .sort((a, b) => firstDifference(a.key, b.key))
    .map(({ entry }) => entry);
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) if (value !== b[at]) return value - b[at]!;
  return 0;
}

/** When staff on call are to be paged next for a case; undefined once somebody has acknowledged, or where nobody is paged. */
export function nextPageMs(desk: Desk, one: Case, lastPagedMs: number | null): number | undefined {
  if (one.acknowledgedAtMs !== null || one.status === 'closed') return undefined;
  const paging = waitingReasons(one)
    .map((reason) => promiseOf(desk, reason))
    .find(({ band }) => band.pageEveryMinutes !== undefined);
  if (!paging) return undefined;
  return lastPagedMs === null ? paging.reason.sinceMs : lastPagedMs + paging.band.pageEveryMinutes! * 60_000;
}
