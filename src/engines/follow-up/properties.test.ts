import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedFollowUp } from '../../../test/support/shipped-follow-up.ts';
import { anyJitter, anyStory } from './arbitraries.ts';
import {
  advanceFollowUp,
  type Due,
  type FollowUpState,
  isMessage,
  isQuiet,
  isWithinShare,
  jitterOf,
  nextDue,
  roomInWindow,
  shareOut,
  simulateFollowUp,
  type TimelineEntry,
} from './index.ts';

const day = 86_400_000;
const start = Date.parse('2020-04-21T00:00:00+09:00');
const until = start + 90 * day;
const followUp = shippedFollowUp();
const ending = shippedFollowUp(new Date(start + 400 * day));

const isSent = (entry: TimelineEntry): entry is TimelineEntry & { windowMs: readonly [number, number] } =>
  entry.windowMs !== undefined;

/** The state in which a story leaves somebody at an instant. */
const anyMoment = fc
  .tuple(anyStory, anyJitter, fc.integer({ min: 1, max: 60 * 24 * 60 }))
  .map(([story, jitter, minutes]) => {
    const untilMs = start + minutes * 60_000;
    return { state: simulateFollowUp(followUp, story, untilMs, jitter).state, jitter, nowMs: untilMs };
  })
  .filter((moment): moment is { state: FollowUpState; jitter: number; nowMs: number } => moment.state !== undefined);

describe('follow-up, whatever happens', () => {
  test('reaches nobody at night, and keeps the window that it promises', () => {
    fc.assert(
      fc.property(anyStory, anyJitter, (story, jitter) => {
        for (const { atMs, windowMs } of simulateFollowUp(followUp, story, until, jitter).timeline.filter(isSent)) {
          expect(atMs >= windowMs[0] && atMs < windowMs[1]).toBe(true);
          expect(isQuiet(windowMs[0], followUp.quiet) || isQuiet(windowMs[1] - 1, followUp.quiet)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('never sends two messages for one due time, nor one window into another', () => {
    fc.assert(
      fc.property(anyStory, anyJitter, (story, jitter) => {
        const sent = simulateFollowUp(followUp, story, until, jitter).timeline.filter(isSent);
        for (const [at, { windowMs }] of sent.entries()) {
          const before = sent[at - 1];
          if (before) expect(windowMs[0]).toBeGreaterThanOrEqual(before.windowMs[1]);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('never goes back in time', () => {
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: 0, max: 20 * 24 * 60 }), ({ state, jitter, nowMs }, minutes) => {
        const now = nextDue(followUp, state, nowMs, jitter);
        const later = nextDue(followUp, state, nowMs + minutes * 60_000, jitter);
        expect(later.atMs).toBeGreaterThanOrEqual(now.atMs);
        const done = advanceFollowUp(followUp, state, { kind: 'done', atMs: Math.max(nowMs, now.atMs), due: now })!;
        if (now.kind !== 'nothing')
          expect(nextDue(followUp, done, nowMs, jitter).atMs).toBeGreaterThanOrEqual(
            isMessage(now) ? now.slotMs : now.atMs,
          );
      }),
      { numRuns: 500 },
    );
  });

  test('sends late only by day, and only until the next check-in', () => {
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: 0, max: 20 * 24 * 60 }), ({ state, jitter, nowMs }, minutes) => {
        const late = nowMs + minutes * 60_000;
        const due = nextDue(followUp, state, late, jitter);
        if (!isMessage(due)) return;
        expect(isQuiet(Math.max(due.atMs, late), followUp.quiet)).toBe(false);
        expect(due.atMs).toBeGreaterThanOrEqual(due.slotMs);
        expect(due.atMs).toBeLessThan(due.notAfterMs);
      }),
      { numRuns: 500 },
    );
  });

  test('says the same when it is asked twice, and does once what is done twice', () => {
    fc.assert(
      fc.property(anyMoment, ({ state, jitter, nowMs }) => {
        const due = nextDue(followUp, state, nowMs, jitter);
        expect(nextDue(followUp, state, nowMs, jitter)).toEqual(due);
        const event = { kind: 'done', atMs: Math.max(nowMs, due.atMs), due } as const;
        const once = advanceFollowUp(followUp, state, event);
        expect(advanceFollowUp(followUp, once, event)).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });

  test('is held by plain JSON', () => {
    fc.assert(
      fc.property(anyMoment, ({ state, jitter, nowMs }) => {
        const read = JSON.parse(JSON.stringify(state)) as FollowUpState;
        expect(read).toEqual(state);
        expect(nextDue(followUp, read, nowMs, jitter)).toEqual(nextDue(followUp, state, nowMs, jitter));
      }),
    );
  });

  test('ends with the wish to stop, at once and for good', () => {
    fc.assert(
      fc.property(anyMoment, ({ state, jitter, nowMs }) => {
        const stopped = advanceFollowUp(followUp, state, { kind: 'stopped', atMs: nowMs })!;
        const answer = { kind: 'answered', atMs: nowMs + 1, outcome: 'CONSULT_STRONG', anySymptom: true } as const;
        for (const after of [stopped, advanceFollowUp(followUp, stopped, answer)!])
          expect(nextDue(followUp, after, nowMs + day, jitter).kind).toBe('nothing');
      }),
    );
  });

  test('ends for everybody: by itself, or with the account’s programme', () => {
    fc.assert(
      fc.property(anyStory, anyJitter, (story, jitter) => {
        const { timeline, state } = simulateFollowUp(ending, story, start + 401 * day, jitter);
        expect(state?.ended).toBeTruthy();
        const silentSince = timeline.findLastIndex((one) => !isSent(one) && one.what !== 'board' && one.what !== 'end');
        const asked = timeline.slice(silentSince).filter(isSent).length;
        // Twice a day for 14 days, a reminder, and what comes before and after, is the most that anybody gets without a word of theirs.
        expect(asked).toBeLessThanOrEqual(32);
      }),
    );
  });

  test('puts somebody before staff once for one silence', () => {
    fc.assert(
      fc.property(anyStory, anyJitter, (story, jitter) => {
        let told = 0;
        for (const entry of simulateFollowUp(followUp, story, until, jitter).timeline) {
          // Anything that changes the plan or its person begins a new silence.
          if (!isSent(entry) && entry.what !== 'board') told = 0;
          if (entry.board === 'no_answer') told += 1;
          expect(told).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('says why, by a plan that there is', () => {
    fc.assert(
      fc.property(anyMoment, ({ state, jitter, nowMs }) => {
        const { why } = nextDue(followUp, state, nowMs, jitter);
        expect(followUp.plans.has(why.plan)).toBe(true);
        expect(why.rule).toMatch(/^[a-z_]+([.-][a-z0-9-]+)*$/);
      }),
    );
  });
});

describe('a million check-ins of nine o’clock', () => {
  const ids = Array.from({ length: 50_000 }, (_, at) => `01900000-0000-7000-8000-${String(at).padStart(12, '0')}`);

  test('leave evenly over the window, each always at the same instant', () => {
    const minutes = new Array<number>(25).fill(0);
    for (const id of ids) {
      const jitter = jitterOf(id, followUp.spreadMs);
      expect(jitterOf(id, followUp.spreadMs)).toBe(jitter);
      minutes[Math.floor(jitter / 60_000)]! += 1;
    }
    for (const count of minutes) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  test('are cut the same way again when fewer may go', () => {
    const within = (share: number) => ids.filter((id) => isWithinShare(id, share));
    expect(Math.abs(within(0.3).length - 15_000)).toBeLessThan(500);
    const more = new Set(within(0.4));
    expect(within(0.3).every((id) => more.has(id))).toBe(true);
    expect(within(1)).toHaveLength(ids.length);
    expect(within(0)).toHaveLength(0);
  });
});

describe('when messages run short', () => {
  const { priority } = followUp.programme;

  test('the quota goes to the first outcomes wholly, to one in part, to the rest not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ outcome: fc.constantFrom(...priority), messages: fc.nat(1000) })),
        fc.nat(5000),
        (demand, available) => {
          const shares = shareOut(demand, priority, available);
          const wanted = (outcome: string) =>
            demand.reduce((sum, one) => sum + (one.outcome === outcome ? one.messages : 0), 0);
          const sent = priority.reduce((sum, outcome) => sum + wanted(outcome) * shares.get(outcome)!, 0);
          expect(sent).toBeLessThanOrEqual(available + 1e-6);
          const parts = priority.filter((outcome) => wanted(outcome) > 0).map((outcome) => shares.get(outcome)!);
          expect([...parts].sort((a, b) => b - a)).toEqual(parts);
          expect(parts.filter((part) => part > 0 && part < 1).length).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('a window has room for what the channel takes until its end, less what waits', () => {
    const windowEndsMs = start + 30 * 60_000;
    expect(roomInWindow({ waiting: 0, perSecond: 500, nowMs: start, windowEndsMs })).toBe(900_000);
    expect(roomInWindow({ waiting: 890_000, perSecond: 500, nowMs: start, windowEndsMs })).toBe(10_000);
    expect(roomInWindow({ waiting: 10, perSecond: 500, nowMs: windowEndsMs, windowEndsMs })).toBe(0);
  });
});

test('a held-back check-in is no miss, and a held-back reminder still lets staff hear', () => {
  const answered = { kind: 'answered', atMs: start, outcome: 'CONSULT_SOON', anySymptom: true } as const;
  let state = advanceFollowUp(followUp, undefined, answered)!;
  const held = (due: Due) => advanceFollowUp(followUp, state, { kind: 'held-back', atMs: due.atMs, due })!;
  state = held(nextDue(followUp, state, start));
  expect(state.unanswered).toBe(0);
  const next = nextDue(followUp, state, start);
  expect(next.atMs).toBe(start + 2 * day + 9 * 3_600_000);
  state = advanceFollowUp(followUp, state, { kind: 'done', atMs: next.atMs, due: next })!;
  state = held(nextDue(followUp, state, next.atMs));
  expect(nextDue(followUp, state, next.atMs)).toMatchObject({ kind: 'board', entry: 'no_answer' });
});
