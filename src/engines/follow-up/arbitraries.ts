import fc from 'fast-check';
import { addDays, type OnDate } from '../../base/jst.ts';
import { outcomes } from '../guidance/index.ts';
import type { Happening, Story } from './index.ts';

const start = Date.parse('2020-04-21T00:00:00+09:00');
const minute = 60_000;

const on = fc.integer({ min: -14, max: 40 }).map((days) => addDays('2020-04-21' as OnDate, days));
const answers: fc.Arbitrary<Happening> = fc.record(
  {
    does: fc.constant('answers' as const),
    outcome: fc.constantFrom(...outcomes),
    anySymptom: fc.boolean(),
    onsetOn: on,
    exposedOn: on,
    atRisk: fc.boolean(),
    strong: fc.subarray(['fatigue', 'dyspnoea']),
    contacted: fc.constantFrom('called', 'cannot_connect'),
  },
  { requiredKeys: ['does', 'outcome', 'anySymptom'] },
);
const acts: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: answers },
  fc.constantFrom<Happening>(
    { does: 'stops' },
    { does: 'resumes' },
    { does: 'is-enrolled' },
    { does: 'is-released' },
    { does: 'changes-reach', reach: 'blocked' },
    { does: 'changes-reach', reach: 'line' },
    { does: 'changes-reach', reach: 'phone' },
  ),
  fc.record({ does: fc.constant('meets-new-rules' as const), outcome: fc.constantFrom(...outcomes) }),
);
const at = fc.integer({ min: 0, max: 40 * 24 * 60 }).map((minutes) => start + minutes * minute);
const happening = fc.record({ atMs: at, what: acts });
const reply = fc.option(fc.record({ afterMinutes: fc.integer({ min: 0, max: 3 * 24 * 60 }), what: acts }), {
  nil: undefined,
});

/** Anything that may happen to somebody within weeks, in any order, at any minute; some messages bring them to something. */
export const anyStory: fc.Arbitrary<Story> = fc
  .tuple(
    fc.record({ atMs: at, what: answers }),
    fc.array(happening, { maxLength: 12 }),
    fc.array(reply, { maxLength: 12 }),
  )
  .map(([first, more, replies]) => ({
    id: 'any',
    title: 'any',
    happenings: [first, ...more.map((one) => ({ ...one, atMs: Math.max(one.atMs, first.atMs) }))],
    reply: (_, nth) => replies[nth - 1],
  }));

export const anyJitter = fc.integer({ min: 0, max: 25 * minute - 1 });
