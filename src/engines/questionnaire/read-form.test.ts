import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OnDate } from '../../base/jst.ts';
import {
  answerStep,
  currentStep,
  type Interview,
  plainConditions,
  readAnswer,
  readForm,
  sessionAnswers,
  startSession,
} from './index.ts';
import { interviewOn, places } from './test/support.ts';

const today = '2020-04-21' as OnDate;
const interview = interviewOn('ps-initial');
type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Any fields that a browser could send: for each question nothing, one option or several, or something typed. */
const fields = fc.record(
  Object.fromEntries(
    interview.questionnaire.questions
      .filter(({ kind, stage }) => kind !== 'municipality' && stage === 0)
      .map((question) => {
        const codes = question.options.map((option) => option.code);
        if (question.kind === 'many') return [question.linkId, fc.subarray(codes, { minLength: 1, maxLength: 2 })];
        if (codes.length > 0) return [question.linkId, fc.constantFrom(...codes)];
        if (question.kind === 'date')
          return [question.linkId, fc.constantFrom('2020-04-20', '2020-04-01', '2021-01-01')];
        return [question.linkId, fc.constantFrom('34', '7', '9800811', '0640941', '200')];
      }),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Fields>;

const whole = (sent: Fields) =>
  readForm(interview, { raw: ({ linkId }) => sent[linkId], known: {} }, { today, places });

/** The same fields, asked one by one; undefined when a question cannot be answered by them. */
function byStep({ questionnaire }: Interview, sent: Fields) {
  let session = startSession(questionnaire, { subject: 's', language: 'ja', startedAt: '2020-04-21T00:00:00Z' });
  for (let turn = 0; turn < 60; turn += 1) {
    const step = currentStep(interview, session);
    if (step.kind !== 'question') return sessionAnswers(interview, session);
    const reading = readAnswer(step.question, sent[step.question.linkId], { today, places });
    if (!reading.ok || (step.question.kind === 'zip' && reading.value === undefined)) return undefined;
    session = answerStep(interview, session, reading.value);
  }
  throw new Error('the session does not end');
}

describe('a form that was filled in at one go', () => {
  test('has the answers that asking one by one would have brought, or none, unless a sign ends it at once', () => {
    fc.assert(
      fc.property(fields, (sent) => {
        const reading = whole(sent);
        const asked = byStep(interview, sent);
        // A sign that calls for help now is heard even where an earlier question was left out.
        if (reading.ok && reading.endedAtOnce) return;
        expect(reading.ok).toBe(asked !== undefined);
        if (reading.ok) expect(reading.answers).toEqual(asked);
      }),
      { numRuns: 500 },
    );
  });
  test('names every question that is wrong, and no other', () => {
    const reading = whole({ fever: 'no', strong: 'none', other_sx: 'none', antipyretic: 'no', age: '200' });
    expect(reading.ok ? [] : [...reading.faults.keys()].sort()).toEqual(
      ['age', 'conditions', 'contact', 'municipality', 'sex', 'travel', 'visit'].sort(),
    );
  });
  test('that tells of a sign that calls for help now needs no other answer', () => {
    expect(whole({ fever: 'no', strong: 'dyspnoea', emergency: 'lips_purple' })).toMatchObject({
      ok: true,
      endedAtOnce: true,
    });
  });
});

test('conditions of a question leave as data that a browser can look at', () => {
  const conditions = plainConditions(interview.questionnaire);
  expect(conditions.get('fever')).toBeUndefined();
  expect(conditions.get('travel_date')).toEqual([{ any: false, when: [['travel', '=', 'yes']] }]);
});
