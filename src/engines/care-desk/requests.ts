import { jstDate, type OnDate } from '../../base/jst.ts';
import type { ProblemSpec } from '../../base/problem.ts';

/** What somebody may ask the desk for, as on the ship in 2020. */
export const requestKinds = ['medicine', 'counsellor', 'nurse', 'doctor', 'other'] as const;
export type RequestKind = (typeof requestKinds)[number];

export const requestStatuses = ['received', 'assigned', 'in_progress', 'arranged', 'done', 'not_possible'] as const;
export type RequestStatus = (typeof requestStatuses)[number];

/** A request's way so far: plain JSON. */
export interface CareRequest {
  readonly kind: RequestKind;
  readonly status: RequestStatus;
  /** Who works on it; from `assigned` on. */
  readonly assignee: string | null;
  /** Every step with its time; the first is `received`. */
  readonly steps: readonly { readonly status: RequestStatus; readonly atMs: number; readonly by: string | null }[];
  /** Why not, for staff; said to the resident in words of the staff's own. */
  readonly reason: string | null;
}

export const requestProblems = {
  notNext: {
    code: 'care-desk.request-step',
    status: 409,
    title: 'A request that is {from} cannot become {to}; load the page again.',
  },
  noAssignee: {
    code: 'care-desk.request-assignee',
    status: 422,
    title: 'Say who is to work on the request.',
  },
  noReason: {
    code: 'care-desk.request-reason',
    status: 422,
    title: 'Say why it is not possible: the resident is told.',
  },
} as const satisfies Record<string, ProblemSpec>;

/** Forward, skipping what needs no step of its own; back to nobody while nobody has begun; and never out of an end. */
const nextStatuses: Readonly<Record<RequestStatus, readonly RequestStatus[]>> = {
  received: ['assigned', 'in_progress', 'not_possible'],
  assigned: ['received', 'assigned', 'in_progress', 'arranged', 'done', 'not_possible'],
  in_progress: ['assigned', 'arranged', 'done', 'not_possible'],
  arranged: ['in_progress', 'done', 'not_possible'],
  done: [],
  not_possible: [],
};

export type RequestStep = {
  readonly to: RequestStatus;
  readonly atMs: number;
  readonly by: string;
  readonly assignee?: string | undefined;
  readonly reason?: string | undefined;
};

export type RequestOutcome =
  | {
      readonly ok: true;
      readonly request: CareRequest;
      /** The status that the resident is told of; undefined where nothing changed for them. */
      readonly tell: RequestStatus | undefined;
    }
  | {
      readonly ok: false;
      readonly problem: ProblemSpec;
      readonly params: Readonly<Record<string, string>>;
    };

export const receiveRequest = (kind: RequestKind, atMs: number): CareRequest => ({
  kind,
  status: 'received',
  assignee: null,
  steps: [{ status: 'received', atMs, by: null }],
  reason: null,
});

/** Moves a request on, or says why not. */
export function stepRequest(request: CareRequest, step: RequestStep): RequestOutcome {
  const { to, atMs, by } = step;
  const refuse = (problem: ProblemSpec, params = {}): RequestOutcome => ({ ok: false, problem, params });
  if (!nextStatuses[request.status].includes(to)) return refuse(requestProblems.notNext, { from: request.status, to });
  const assignee = to === 'received' ? null : (step.assignee ?? request.assignee ?? (to === 'assigned' ? null : by));
  if (to === 'assigned' && step.assignee === undefined) return refuse(requestProblems.noAssignee);
  if (to === 'not_possible' && !step.reason?.trim()) return refuse(requestProblems.noReason);
  const moved = { ...request, status: to, assignee, reason: step.reason?.trim() ?? null };
  return {
    ok: true,
    request: { ...moved, steps: [...request.steps, { status: to, atMs, by }] },
    // Who works on it is no news to the resident; that it goes back to nobody neither.
    tell: to === request.status || to === 'received' ? undefined : to,
  };
}

export const isOpenRequest = ({ status }: CareRequest): boolean => status !== 'done' && status !== 'not_possible';

export interface RequestCount {
  readonly on: OnDate;
  readonly kind: RequestKind;
  readonly received: number;
  readonly done: number;
}

/** Requests by the day in Japan on which they came, and their kind: the table of the source. In order; no empty rows. */
export function countRequests(requests: readonly CareRequest[]): RequestCount[] {
  const counts = new Map<string, RequestCount>();
  for (const { kind, status, steps } of requests) {
    const on = jstDate(new Date(steps[0]!.atMs));
    const before = counts.get(`${on} ${kind}`) ?? { on, kind, received: 0, done: 0 };
    const done = before.done + (status === 'done' ? 1 : 0);
    counts.set(`${on} ${kind}`, { ...before, received: before.received + 1, done });
  }
  return [...counts.values()].sort(
    (a, b) => a.on.localeCompare(b.on) || requestKinds.indexOf(a.kind) - requestKinds.indexOf(b.kind),
  );
}
