import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedDesk } from '../../../test/support/shipped-follow-up.ts';
import { testCasesAt } from '../../../test/support/test-cases.ts';
import { japaneseCalendar } from '../contact-points/index.ts';
import { outcomes, severityOf } from '../guidance/index.ts';
import {
  type Actor,
  type AnswerFacts,
  actOnCase,
  addReason,
  answerReasons,
  type BoardReason,
  bandOf,
  boardReasons,
  type CareRequest,
  type Case,
  type CaseAct,
  countRequests,
  deskOpening,
  isOnBoard,
  isOpenRequest,
  nextPageMs,
  openCase,
  orderBoard,
  receiveRequest,
  requestKinds,
  requestStatuses,
  saysOutOfHours,
  standingOf,
  stepRequest,
  waitingReasons,
} from './index.ts';

const desk = shippedDesk();
const minute = 60_000;
const start = Date.parse('2020-05-07T01:00:00+09:00');
const nurse: Actor = { id: 'nurse', organisation: 'sendai', isSupervisor: false };
const other: Actor = { id: 'other', organisation: 'ishinomaki', isSupervisor: false };
const supervisor: Actor = { id: 'supervisor', organisation: 'miyagi', isSupervisor: true };
const actors = { nurse, other, supervisor };

interface DeskCase {
  readonly name: string;
  /** '+15' is 15 minutes after the start. */
  readonly steps: readonly (
    | { readonly at: number; readonly reason: BoardReason; readonly of?: string }
    | ({ readonly at: number; readonly by: keyof typeof actors; readonly untilMinute?: number } & Record<
        string,
        unknown
      >)
  )[];
}

/** A case's way, told step by step: its status and holder, its standing, or the refusal. */
function play({ steps }: DeskCase): string[] {
  let one: Case | undefined;
  return steps.map((step) => {
    const nowMs = start + step.at * minute;
    if ('reason' in step) {
      const reason = {
        reason: step.reason as BoardReason,
        sinceMs: nowMs,
        ...(step.of !== undefined && { of: step.of as 'doctor' }),
      };
      one = one ? addReason(one, reason) : openCase(reason);
      return `+${step.at} ${step.reason}: ${told(one, nowMs)}`;
    }
    const { at, by, untilMinute, ...act } = step;
    const until = untilMinute === undefined ? {} : { untilMs: start + untilMinute * minute };
    const done = actOnCase(desk, one!, actors[by], { ...act, ...until } as unknown as CaseAct, nowMs);
    if (!done.ok) return `+${at} ${by} ${act.act}: refused, ${done.problem.code}`;
    one = done.case;
    return `+${at} ${by} ${act.act}: ${told(one, nowMs)}`;
  });
}

function told(one: Case, nowMs: number): string {
  const { band, reason, metAtMs, isOverdue, deadlineMs } = standingOf(desk, one, nowMs);
  const clock = metAtMs === null ? `until +${(deadlineMs - start) / minute}` : `met at +${(metAtMs - start) / minute}`;
  const where = isOnBoard(one, nowMs) ? '' : ', off the board';
  return `${one.status}${one.holder ? ` ${one.holder}` : ''}${one.handedTo ? ` to ${one.handedTo}` : ''}, ${band.id} for ${reason.reason} ${clock}${isOverdue ? ' overdue' : ''}${where}`;
}

describe('a case', () => {
  testCasesAt<DeskCase>(new URL('./cases/cases.json', import.meta.url), play);
});

const anyReason = fc.record({
  reason: fc.constantFrom(...boardReasons),
  sinceMs: fc.integer({ min: 0, max: 600 }).map((minutes) => start + minutes * minute),
});
const anyAct: fc.Arbitrary<CaseAct> = fc.oneof(
  fc.constantFrom<CaseAct>(
    { act: 'claim' },
    { act: 'release' },
    { act: 'wake' },
    { act: 'acknowledge' },
    { act: 'contact' },
    { act: 'close', result: 'advised' },
    { act: 'close', result: 'nonsense' },
    { act: 'reopen' },
    { act: 'hand-over', to: 'sendai' },
    { act: 'hand-over', to: 'other' },
  ),
  fc.integer({ min: -60, max: 3000 }).map((minutes): CaseAct => ({ act: 'snooze', untilMs: start + minutes * minute })),
);
const anyStep = fc.record({
  by: fc.constantFrom(nurse, other, supervisor),
  act: anyAct,
  afterMinutes: fc.integer({ min: 0, max: 90 }),
  reason: fc.option(fc.constantFrom(...boardReasons), { nil: undefined }),
});

/** What a case goes through, refusals left out. */
function lived(first: BoardReason, steps: readonly (typeof anyStep extends fc.Arbitrary<infer T> ? T : never)[]) {
  let one = openCase({ reason: first, sinceMs: start });
  let nowMs = start;
  const way: { readonly case: Case; readonly nowMs: number }[] = [{ case: one, nowMs }];
  for (const { by, act, afterMinutes, reason } of steps) {
    nowMs += afterMinutes * minute;
    if (reason) one = addReason(one, { reason, sinceMs: nowMs });
    const done = actOnCase(desk, one, by, act, nowMs);
    if (done.ok) one = done.case;
    way.push({ case: one, nowMs });
  }
  return way;
}

describe('the desk, whatever its staff do', () => {
  const anyWay = fc
    .tuple(fc.constantFrom(...boardReasons), fc.array(anyStep, { maxLength: 25 }))
    .map(([first, steps]) => lived(first, steps));

  test('holds a case in one state that makes sense', () => {
    fc.assert(
      fc.property(anyWay, (way) => {
        for (const { case: one } of way) {
          const isHeld = one.status === 'claimed' || one.status === 'snoozed' || one.status === 'closed';
          expect(one.holder !== null).toBe(isHeld);
          expect(one.heldSinceMs !== null).toBe(isHeld);
          expect(one.handedTo !== null).toBe(one.status === 'handed_over');
          expect(one.snoozedUntilMs !== null).toBe(one.status === 'snoozed');
          expect(one.result !== null).toBe(one.status === 'closed');
          expect(JSON.parse(JSON.stringify(one))).toEqual(one);
        }
      }),
    );
  });

  test('closes nobody with whom nobody spoke', () => {
    fc.assert(
      fc.property(anyWay, (way) => {
        for (const { case: one } of way) if (one.status === 'closed') expect(waitingReasons(one)).toEqual([]);
      }),
    );
  });

  test('never gives a case that somebody holds to a colleague who is no supervisor', () => {
    fc.assert(
      fc.property(anyWay, ([...way]) => {
        for (const { case: one, nowMs } of way.filter((each) => each.case.status === 'claimed')) {
          const colleague = [nurse, other].find(({ id }) => id !== one.holder)!;
          expect(actOnCase(desk, one, colleague, { act: 'claim' }, nowMs)).toMatchObject({
            ok: false,
            problem: { code: 'care-desk.held' },
          });
          expect(actOnCase(desk, one, supervisor, { act: 'claim' }, nowMs).ok).toBe(true);
        }
      }),
    );
  });

  test('counts revisions up with each change, and changes nothing when it refuses', () => {
    fc.assert(
      fc.property(anyWay, anyAct, (way, act) => {
        const { case: one, nowMs } = way.at(-1)!;
        const before = structuredClone(one);
        const done = actOnCase(desk, one, nurse, act, nowMs);
        expect(one).toEqual(before);
        if (done.ok && done.case !== one) expect(done.case.revision).toBe(one.revision + 1);
      }),
    );
  });

  test('keeps an emergency on the board until somebody has spoken with the person', () => {
    fc.assert(
      fc.property(anyWay, (way) => {
        for (const { case: one, nowMs } of way) {
          const waits = waitingReasons(one).some(({ reason }) => reason === 'emergency');
          if (waits) expect(isOnBoard(one, nowMs)).toBe(true);
        }
      }),
    );
  });
});

describe('the board', () => {
  const anyEntry = fc
    .tuple(fc.array(anyReason, { minLength: 1, maxLength: 3 }), fc.boolean(), fc.integer({ min: 0, max: 900 }))
    .map(([reasons, isContacted, minutes]) => {
      const [first, ...more] = [...reasons].sort((a, b) => a.sinceMs - b.sinceMs);
      const one = more.reduce(addReason, openCase(first!));
      const at = Math.max(start + minutes * minute, ...one.reasons.map(({ sinceMs }) => sinceMs));
      const act = (each: Case, what: CaseAct): Case => {
        const done = actOnCase(desk, each, nurse, what, at);
        return done.ok ? done.case : each;
      };
      return { case: isContacted ? act(act(one, { act: 'claim' }), { act: 'contact' }) : one };
    });
  const rank = (entry: { case: Case }, nowMs: number) => desk.bands.indexOf(standingOf(desk, entry.case, nowMs).band);

  test('puts the more urgent band first, and in it those who wait, longest past their promise on top', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 20 }), (entries) => {
        const nowMs = start + 2000 * minute;
        const board = orderBoard(desk, entries, nowMs);
        expect(board).toHaveLength(entries.length);
        for (const [at, entry] of board.entries()) {
          const above = board[at - 1];
          if (!above) continue;
          expect(rank(above, nowMs)).toBeLessThanOrEqual(rank(entry, nowMs));
          if (rank(above, nowMs) !== rank(entry, nowMs)) continue;
          const [first, second] = [standingOf(desk, above.case, nowMs), standingOf(desk, entry.case, nowMs)];
          expect(first.metAtMs === null || second.metAtMs !== null).toBe(true);
          if ((first.metAtMs === null) === (second.metAtMs === null))
            expect(first.shareUsed).toBeGreaterThanOrEqual(second.shareUsed);
        }
      }),
    );
  });

  test('does not depend on the order in which cases come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyEntry, { selector: (one) => one.case.openedAtMs, maxLength: 10 }), (entries) => {
        const nowMs = start + 2000 * minute;
        expect(orderBoard(desk, [...entries].reverse(), nowMs)).toEqual(orderBoard(desk, entries, nowMs));
      }),
    );
  });

  test('has a promise for every reason, an emergency’s the shortest', () => {
    for (const reason of boardReasons)
      expect(bandOf(desk, reason).minutes).toBeGreaterThanOrEqual(bandOf(desk, 'emergency').minutes);
    expect(bandOf(desk, 'request', 'doctor').id).toBe('urgent');
    expect(bandOf(desk, 'request', 'medicine').id).toBe('routine');
    expect(bandOf(desk, 'no_answer', 'EXPOSED_WATCH').id).toBe('routine');
  });

  test('pages staff on call for an emergency, again and again until one of them has seen it', () => {
    const one = openCase({ reason: 'emergency', sinceMs: start });
    expect(nextPageMs(desk, one, null)).toBe(start);
    expect(nextPageMs(desk, one, start)).toBe(start + 5 * minute);
    const seen = actOnCase(desk, one, nurse, { act: 'acknowledge' }, start + minute);
    expect(seen.ok && nextPageMs(desk, seen.case, start)).toBe(undefined);
    expect(nextPageMs(desk, openCase({ reason: 'worse', sinceMs: start }), null)).toBe(undefined);
  });
});

describe('an answer puts somebody on the board', () => {
  const well = { outcome: 'NOSX_LOW', strong: [] } as const;
  const consult = { outcome: 'CONSULT_SOON', strong: [] } as const;
  const strong = { outcome: 'CONSULT_STRONG', strong: ['fatigue'] } as const;
  test.for<[string, AnswerFacts, readonly BoardReason[]]>([
    ['a consult outcome alone does not', { before: well, now: strong, worseToBoard: false }, []],
    ['nor does a first one', { now: strong, worseToBoard: true }, []],
    ['an emergency does', { now: { outcome: 'EMERGENCY', strong: [] }, worseToBoard: false }, ['emergency']],
    [
      'worse than yesterday does, while followed for it',
      { before: consult, now: strong, worseToBoard: true },
      ['worse'],
    ],
    [
      'so does a new strong symptom under the same outcome',
      { before: strong, now: { ...strong, strong: ['fatigue', 'dyspnoea'] }, worseToBoard: true },
      ['worse'],
    ],
    ['better does not', { before: strong, now: consult, worseToBoard: true }, []],
    [
      'nobody answered at the centre: does, whatever the outcome',
      { before: consult, now: consult, contacted: 'cannot_connect', worseToBoard: true },
      ['cannot_connect'],
    ],
    ['they called: does not', { before: consult, now: consult, contacted: 'called', worseToBoard: true }, []],
    [
      'who asks for a human gets one',
      { before: well, now: well, asksForHuman: true, worseToBoard: false },
      ['asked_for_human'],
    ],
  ])('%s', ([, facts, expected]) => {
    expect(answerReasons(facts)).toEqual(expected);
  });

  test('as worse only where the outcome rose or a strong symptom is new', () => {
    const condition = fc.record({
      outcome: fc.constantFrom(...outcomes),
      strong: fc.subarray(['fatigue', 'dyspnoea']),
    });
    fc.assert(
      fc.property(condition, condition, (before, now) => {
        const isWorse = answerReasons({ before, now, worseToBoard: true }).includes('worse');
        const rose = severityOf(now.outcome) > severityOf(before.outcome);
        expect(isWorse).toBe(rose || now.strong.some((code) => !before.strong.includes(code)));
        expect(answerReasons({ before, now, worseToBoard: false })).not.toContain('worse');
      }),
    );
  });
});

describe('a request', () => {
  const step = fc.record({
    to: fc.constantFrom(...requestStatuses),
    by: fc.constantFrom('nurse', 'other'),
    assignee: fc.option(fc.constantFrom('nurse', 'other'), { nil: undefined }),
    reason: fc.option(fc.constantFrom('no such medicine', ' '), { nil: undefined }),
  });

  test('goes from received to an end, and never out of it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...requestKinds), fc.array(step, { maxLength: 20 }), (kind, steps) => {
        let request = receiveRequest(kind, start);
        for (const [at, each] of steps.entries()) {
          const done = stepRequest(request, { ...each, atMs: start + (at + 1) * minute });
          if (!isOpenRequest(request)) expect(done.ok).toBe(false);
          if (!done.ok) continue;
          expect(done.request.steps).toHaveLength(request.steps.length + 1);
          if (done.request.status === 'not_possible') expect(done.request.reason).toBeTruthy();
          expect(done.request.assignee === null).toBe(
            done.request.status === 'received' ||
              (done.request.status === 'not_possible' && done.request.assignee === null),
          );
          request = done.request;
        }
        const times = request.steps.map(({ atMs }) => atMs);
        expect([...times].sort((a, b) => a - b)).toEqual(times);
      }),
    );
  });

  test('tells the resident each step that concerns them, and not who works on it', () => {
    const received = receiveRequest('medicine', start);
    const assigned = stepRequest(received, { to: 'assigned', assignee: 'nurse', by: 'other', atMs: start });
    expect(assigned).toMatchObject({ ok: true, tell: 'assigned' });
    const again =
      assigned.ok && stepRequest(assigned.request, { to: 'assigned', assignee: 'other', by: 'nurse', atMs: start });
    expect(again).toMatchObject({ ok: true, tell: undefined, request: { assignee: 'other' } });
    expect(stepRequest(received, { to: 'arranged', by: 'nurse', atMs: start })).toMatchObject({
      problem: { code: 'care-desk.request-step' },
    });
    expect(stepRequest(received, { to: 'assigned', by: 'nurse', atMs: start })).toMatchObject({
      problem: { code: 'care-desk.request-assignee' },
    });
    expect(stepRequest(received, { to: 'not_possible', by: 'nurse', reason: ' ', atMs: start })).toMatchObject({
      problem: { code: 'care-desk.request-reason' },
    });
  });

  test('is counted on the day in Japan on which it came', () => {
    const late = Date.parse('2020-02-10T15:30:00Z');
    const requests = [
      receiveRequest('medicine', late),
      receiveRequest('doctor', start),
      receiveRequest('medicine', late),
    ];
    const step = (request: CareRequest, to: 'in_progress' | 'done'): CareRequest => {
      const moved = stepRequest(request, { to, by: 'nurse', atMs: start });
      return moved.ok ? moved.request : request;
    };
    const done = step(step(requests[0]!, 'in_progress'), 'done');
    expect(countRequests([...requests, done])).toEqual([
      { on: '2020-02-11', kind: 'medicine', received: 3, done: 1 },
      { on: '2020-05-07', kind: 'doctor', received: 1, done: 0 },
    ]);
  });
});

describe('who writes outside the desk’s hours', () => {
  const at = (time: string) => Date.parse(`2020-05-07T${time}:00+09:00`);
  const closedSinceMs = at('20:00');
  const says = (nowMs: number, lastAutomaticMs: number | null, lastStaffMs: number | null) =>
    saysOutOfHours(desk, { nowMs, lastAutomaticMs, lastStaffMs, closedSinceMs });

  test('is told once a night, and not while staff write with them', () => {
    expect(says(at('21:00'), null, null)).toBe(true);
    expect(says(at('21:10'), at('21:00'), null)).toBe(false);
    expect(says(at('21:10'), at('19:00') - 86_400_000, null)).toBe(true);
    expect(says(at('20:10'), null, at('19:55'))).toBe(false);
    expect(says(at('20:40'), null, at('19:55'))).toBe(true);
    expect(
      saysOutOfHours(desk, { nowMs: at('10:00'), lastAutomaticMs: null, lastStaffMs: null, closedSinceMs: undefined }),
    ).toBe(false);
  });

  test('learns when it is read again, on a holiday too', () => {
    const { openNow, opensAt } = deskOpening(desk, new Date('2020-05-05T22:00:00+09:00'), japaneseCalendar());
    expect(openNow).toBe(false);
    expect(opensAt).toEqual(new Date('2020-05-06T08:30:00+09:00'));
  });
});
