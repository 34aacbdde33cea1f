import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers, AnswerValue } from '../../base/answers.ts';
import {
  answerQuestion,
  answerStep,
  back,
  canGoBack,
  confirmKept,
  currentStep,
  effectiveAnswers,
  endsAtOnce,
  enterStage,
  goOn,
  goTo,
  type Interview,
  inLanguage,
  isComplete,
  isShown,
  progressOf,
  type Session,
  sessionAnswers,
  startSession,
  toQuestionnaireResponse,
  validateResponse,
} from './index.ts';
import { answerTo, anyAnswer } from './test/arbitraries.ts';
import { interviewOn } from './test/support.ts';

const initial = interviewOn('ps-initial');
const daily = interviewOn('ps-daily');
const start = { subject: 's', language: 'ja', startedAt: '2020-05-08T00:00:00Z' } as const;
const begin = (interview: Interview, known: Answers = {}): Session =>
  startSession(interview.questionnaire, { ...start, known });

/** Answers the step on the screen with the given answers, or any; passes over nothing. */
function goAhead(interview: Interview, session: Session, answers: Answers = {}): Session {
  const step = currentStep(interview, session);
  if (step.kind === 'confirm') return confirmKept(interview, session);
  if (step.kind === 'done') return session;
  return answerStep(interview, session, answers[step.question.linkId] ?? anyAnswer(step.question));
}

const stepOf = (interview: Interview, session: Session): string => {
  const step = currentStep(interview, session);
  return step.kind === 'question' ? step.question.linkId : step.kind;
};

type Act =
  | { readonly do: 'answer'; readonly seed: number }
  | { readonly do: 'pass' | 'back' | 'confirm' | 'goOn' | 'language' }
  | { readonly do: 'goTo' | 'correct'; readonly question: number; readonly seed: number };

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('answer' as const), seed: fc.nat() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('pass', 'back', 'confirm', 'goOn', 'language') }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('goTo', 'correct'), question: fc.nat({ max: 22 }), seed: fc.nat() }),
  },
);

/** The same seed gives the same answer: what is replayed is what was done. */
const seeded = (question: Parameters<typeof answerTo>[0], seed: number): AnswerValue =>
  fc.sample(answerTo(question), { numRuns: 1, seed })[0]!;

function apply(interview: Interview, session: Session, act: Act): Session {
  const step = currentStep(interview, session);
  switch (act.do) {
    case 'answer':
      return step.kind === 'question'
        ? answerStep(interview, session, seeded(step.question, act.seed))
        : goAhead(interview, session);
    case 'pass':
      return answerStep(interview, session, undefined);
    case 'back':
      return back(interview, session);
    case 'confirm':
      return confirmKept(interview, session);
    case 'goOn':
      return goOn(session);
    case 'language':
      return inLanguage(session, session.language === 'ja' ? 'en' : 'ja');
    case 'goTo':
    case 'correct': {
      const { questions } = interview.questionnaire;
      const question = questions[act.question % questions.length]!;
      return act.do === 'goTo'
        ? goTo(interview, session, question.linkId)
        : answerQuestion(interview, session, question.linkId, seeded(question, act.seed));
    }
  }
}

const knownSets: readonly Answers[] = [
  {},
  { age: 40, sex: 'female', conditions: ['none'], pregnancy: 'no', zip: '9850000', municipality: '04203' },
  { age: 70, zip: '9800001' },
];

describe('any way through a questionnaire', () => {
  const anyWay = fc.record({
    interview: fc.constantFrom(initial, daily),
    known: fc.constantFrom(...knownSets),
    acts: fc.array(anyAct, { maxLength: 40 }),
  });

  it('never throws, survives JSON at every turn, and keeps only answers of questions that are shown', () => {
    fc.assert(
      fc.property(anyWay, ({ interview, known, acts }) => {
        let session = begin(interview, known);
        for (const act of acts) {
          const thawed = JSON.parse(JSON.stringify(session)) as Session;
          expect(thawed).toEqual(session);
          const next = apply(interview, session, act);
          expect(apply(interview, thawed, act)).toEqual(next);
          session = next;
          const answers = sessionAnswers(interview, session);
          expect(effectiveAnswers(interview.questionnaire, answers)).toEqual(answers);
          const progress = progressOf(interview, session);
          expect(progress.partIndex).toBeLessThan(progress.partCount);
          expect(progress.secondsLeft === 0).toBe(isComplete(interview, session));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('ends, and what comes out is a valid response', () => {
    fc.assert(
      fc.property(anyWay, ({ interview, known, acts }) => {
        let session = acts.reduce((now, act) => apply(interview, now, act), begin(interview, known));
        for (let turn = 0; turn < 40 && !isComplete(interview, session); turn += 1)
          session = goAhead(interview, session);
        expect(isComplete(interview, session)).toBe(true);
        const { questionnaire } = interview;
        const answers = sessionAnswers(interview, session);
        const status = endsAtOnce(questionnaire, answers) ? 'in-progress' : 'completed';
        const response = toQuestionnaireResponse(questionnaire, answers, {
          id: 'r',
          authoredAt: new Date(0),
          subjectId: 's',
          language: session.language,
          status,
        });
        const findings = validateResponse(questionnaire.source, response, 'r');
        // Which municipality is asked depends on the postal code, which FHIR's 'required' cannot say.
        expect(findings.filter(({ where }) => !where.endsWith('municipality'))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('goes back step by step to the first, and on again without asking anything twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(initial, daily), fc.nat({ max: 12 }), (interview, turns) => {
        let session = begin(interview);
        const seen: string[] = [];
        for (let turn = 0; turn < turns && !isComplete(interview, session); turn += 1) {
          seen.push(stepOf(interview, session));
          session = goAhead(interview, session);
        }
        const reached = stepOf(interview, session);
        const answers = sessionAnswers(interview, session);
        for (const before of seen.toReversed()) {
          session = back(interview, session);
          expect(stepOf(interview, session)).toBe(before);
        }
        expect(canGoBack(interview, session)).toBe(false);
        if (seen.length > 0) session = goAhead(interview, session, answers);
        expect(stepOf(interview, session)).toBe(reached);
        expect(sessionAnswers(interview, session)).toEqual(answers);
      }),
    );
  });
});

describe('correcting', () => {
  const sick: Answers = { fever: 'yes', fever_days: '3', strong: ['none'], antipyretic: 'no', other_sx: ['none'] };
  const answered = (answers: Answers): Session =>
    Object.keys(answers).reduce((session) => goAhead(initial, session, answers), begin(initial));

  it('drops what is no longer shown', () => {
    const session = answered(sick);
    expect(sessionAnswers(initial, session)).toEqual(sick);
    const corrected = answerQuestion(initial, session, 'fever', 'no');
    expect(sessionAnswers(initial, corrected)).toEqual({ ...sick, fever: 'no', fever_days: undefined });
    expect(stepOf(initial, corrected)).toBe('age');
  });

  it('asks again what was dropped, when it is shown again', () => {
    const twice = answerQuestion(initial, answerQuestion(initial, answered(sick), 'fever', 'no'), 'fever', 'yes');
    expect(stepOf(initial, twice)).toBe('fever_days');
  });

  it('shows the earlier answer, and returns to the first open question', () => {
    const there = goTo(initial, answered(sick), 'strong');
    expect(currentStep(initial, there)).toMatchObject({ question: { linkId: 'strong' }, value: ['none'] });
    expect(stepOf(initial, answerStep(initial, there, ['fatigue']))).toBe('sx_days');
  });

  it('does not go to questions that are not shown, hidden, or elsewhere', () => {
    const session = answered(sick);
    for (const linkId of ['travel_date', 'sx_days', 'occupation', 'nothing']) {
      expect(goTo(initial, session, linkId), linkId).toBe(session);
    }
    const day = begin(daily);
    expect(goTo(daily, day, 'last_outcome')).toBe(day);
  });

  it('leaves a required question as it is when nothing is answered', () => {
    const session = answered(sick);
    expect(answerStep(initial, session, undefined)).toBe(session);
    expect(answerQuestion(initial, session, 'fever', undefined)).toBe(session);
  });
});

describe('a session', () => {
  it('names the questionnaire and its version', () => {
    expect(begin(initial).questionnaire).toBe('https://mimamori.example/fhir/Questionnaire/ps-initial|1.0.0');
  });

  it('goes on to the optional stage with all answers kept', () => {
    let session = begin(initial);
    while (!isComplete(initial, session)) session = goAhead(initial, session, { emergency: ['none'] });
    const before = sessionAnswers(initial, session);
    const more = enterStage(session, 1);
    expect(stepOf(initial, more)).toBe('occupation');
    expect(sessionAnswers(initial, more)).toEqual(before);
  });

  it('shows an unconfirmed kept answer to branching, but does not store it', () => {
    const session = begin(initial, { age: 30, sex: 'female' });
    expect(isShown(initial.questionnaire, 'pregnancy', { ...session.known, ...session.answers })).toBe(true);
    expect(sessionAnswers(initial, session)).toEqual({});
  });

  it('offers the municipalities that a postal code covers, and none to choose by name', () => {
    let session = begin(initial);
    while (stepOf(initial, session) !== 'zip') session = goAhead(initial, session, { emergency: ['none'] });
    const spanning = currentStep(initial, answerStep(initial, session, '9850000'));
    expect(spanning).toMatchObject({
      question: { linkId: 'municipality' },
      municipalities: [{ name: '塩竈市' }, { name: '多賀城市' }, { name: '宮城郡七ヶ浜町' }],
    });
    expect(currentStep(initial, answerStep(initial, session, undefined))).toMatchObject({
      question: { linkId: 'municipality' },
      municipalities: [],
    });
  });
});

describe('progress', () => {
  it('tells the four parts in order, and about a minute at the start for someone who is well', () => {
    const well: Answers = { fever: 'no', strong: ['none'], antipyretic: 'no', other_sx: ['none'], sex: 'male' };
    let session = begin(initial);
    const first = progressOf(initial, session);
    expect(first.secondsLeft).toBeGreaterThanOrEqual(50);
    expect(first.secondsLeft).toBeLessThanOrEqual(90);
    const parts: string[] = [];
    while (!isComplete(initial, session)) {
      parts.push(progressOf(initial, session).partTitle.ja);
      session = goAhead(initial, session, { ...well, contact: 'no' });
    }
    expect([...new Set(parts)]).toEqual(['体調', 'あなたのこと', '接触と渡航', 'お住まい']);
    expect(progressOf(initial, session).secondsLeft).toBe(0);
  });

  it('promises less time where answers are kept', () => {
    const kept = { age: 40, sex: 'male', conditions: ['none'], zip: '9800001' };
    expect(progressOf(initial, begin(initial, kept)).secondsLeft).toBeLessThan(
      progressOf(initial, begin(initial)).secondsLeft,
    );
  });

  it('promises thirty seconds at most for the daily check', () => {
    expect(progressOf(daily, begin(daily)).secondsLeft).toBeLessThanOrEqual(30);
  });
});
