import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../base/answers.ts';
import {
  answerStep,
  applyChatToken,
  type ChatAct,
  chatToken,
  confirmKept,
  currentStep,
  isChatToken,
  isComplete,
  loadQuestionnaire,
  type Session,
  sessionAnswers,
  startSession,
} from './index.ts';
import { answerTo } from './test/arbitraries.ts';
import { interviewOn, places } from './test/support.ts';

const initial = interviewOn('ps-initial');
const start = { subject: 's', language: 'ja', startedAt: '2020-05-08T00:00:00.123Z' } as const;
const begin = (known: Answers = {}): Session => startSession(initial.questionnaire, { ...start, known });
const press = (session: Session, act: ChatAct) => applyChatToken(initial, session, chatToken(initial, session, act));

/** The session after pressing these, one after the other. */
const pressing = (session: Session, ...acts: ChatAct[]): Session =>
  acts.reduce((now, act) => {
    const outcome = press(now, act);
    if (!('session' in outcome)) throw new Error(outcome.kind);
    return outcome.session;
  }, session);
const choose = (index: number): ChatAct => ({ kind: 'choose', index });
const done: ChatAct = { kind: 'done' };
const asked = (session: Session): string => {
  const step = currentStep(initial, session);
  return step.kind === 'question' ? step.question.linkId : step.kind;
};

describe('a token', () => {
  it('is short, and says nothing about health in any language', () => {
    const words = initial.questionnaire.questions.flatMap(({ linkId, options }) => [
      linkId,
      ...options.map(({ code }) => code),
    ]);
    let session = begin({ age: 40, zip: '9850000' });
    for (let turn = 0; turn < 30 && !isComplete(initial, session); turn += 1) {
      for (const act of [
        choose(0),
        choose(16),
        done,
        { kind: 'pass' },
        { kind: 'back' },
        { kind: 'cancel' },
        { kind: 'same' },
      ] as ChatAct[]) {
        const token = chatToken(initial, session, act);
        expect(token).toMatch(/^[a-z0-9.]{1,30}$/);
        expect(isChatToken(token)).toBe(true);
        for (const word of words.filter((each) => each.length > 2)) expect(token).not.toContain(word);
      }
      const step = currentStep(initial, session);
      session =
        step.kind === 'question'
          ? answerStep(initial, session, fc.sample(answerTo(step.question), { numRuns: 1, seed: turn })[0])
          : confirmKept(initial, session);
    }
  });

  it('of anything else is stale, and never throws', () => {
    const session = begin();
    for (const data of ['', 'q', 'q.1.0.o0', 'action=menu', '{}', 'q....', `${chatToken(initial, session, done)}x.`]) {
      expect(applyChatToken(initial, session, data)).toEqual({ kind: 'stale', session });
    }
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^q\.[0-9a-z]{8}\.[0-9a-zk]{1,2}\.[odpbxsc][0-9a-z]{0,2}$/)),
        (data) => {
          expect(applyChatToken(initial, session, data)).toBeDefined();
        },
      ),
    );
  });

  it('of another session or of an earlier question is stale', () => {
    const session = begin();
    const token = chatToken(initial, session, choose(2));
    const later = startSession(initial.questionnaire, { ...start, startedAt: '2020-05-09T00:00:00Z' });
    expect(applyChatToken(initial, later, token).kind).toBe('stale');
    const moved = applyChatToken(initial, session, token);
    expect(moved.kind).toBe('moved');
    if (moved.kind === 'moved') {
      expect(applyChatToken(initial, moved.session, token)).toEqual({ kind: 'stale', session: moved.session });
    }
  });

  it('of an option that is not there is stale', () => {
    expect(press(begin(), choose(9)).kind).toBe('stale');
    expect(press(begin(), { kind: 'same' }).kind).toBe('stale');
    expect(press(begin(), { kind: 'change', index: 0 }).kind).toBe('stale');
    expect(press(begin(), done).kind).toBe('stale');
  });
});

describe('in a chat', () => {
  it('an option answers a single choice', () => {
    const session = pressing(begin(), choose(2));
    expect(sessionAnswers(initial, session)).toEqual({ fever: 'no' });
    expect(asked(session)).toBe('strong');
  });

  it('several are ticked, unticked, and done', () => {
    const session = pressing(begin(), choose(2));
    expect(press(session, choose(1))).toMatchObject({ kind: 'ticked', codes: ['dyspnoea'] });
    const two = pressing(session, choose(1), choose(0));
    expect(two.ticked).toEqual({ linkId: 'strong', codes: ['fatigue', 'dyspnoea'] });
    expect(pressing(two, choose(1)).ticked?.codes).toEqual(['fatigue']);
    const moved = pressing(two, done);
    expect(sessionAnswers(initial, moved)).toMatchObject({ strong: ['fatigue', 'dyspnoea'] });
    expect(moved.ticked).toBeUndefined();
  });

  it("'none of these' clears the others, and another clears it", () => {
    const session = pressing(begin(), choose(2), choose(0));
    expect(pressing(session, choose(3)).ticked?.codes).toEqual(['none']);
    expect(pressing(session, choose(3), choose(1)).ticked?.codes).toEqual(['dyspnoea']);
  });

  it('done with nothing ticked is kindly refused', () => {
    expect(press(pressing(begin(), choose(2)), done)).toMatchObject({
      kind: 'refused',
      fault: { code: 'questionnaire.missing-choices' },
    });
  });

  it('back shows the earlier question, with what was ticked', () => {
    const session = pressing(begin(), choose(2), choose(0), done, { kind: 'back' });
    expect(asked(session)).toBe('strong');
    expect(pressing(session, choose(1)).ticked?.codes).toEqual(['fatigue', 'dyspnoea']);
  });

  it('cancel ends it', () => expect(press(begin(), { kind: 'cancel' })).toEqual({ kind: 'cancelled' }));

  it('only what may be left empty can be passed over', () => {
    expect(press(begin(), { kind: 'pass' })).toMatchObject({
      kind: 'refused',
      fault: { code: 'questionnaire.missing' },
    });
    const session = pressing(startSession(initial.questionnaire, { ...start, stage: 1 }), { kind: 'pass' });
    expect(asked(session)).toBe('past_month');
  });

  it('done with nothing ticked passes over an optional question', () => {
    const session = pressing(
      startSession(initial.questionnaire, { ...start, stage: 1 }),
      { kind: 'pass' },
      { kind: 'pass' },
    );
    expect(asked(session)).toBe('prevention');
    expect(asked(pressing(session, done))).toBe('medication');
  });

  it('kept answers are confirmed, or one of them changed', () => {
    const none = initial.questionnaire.byLinkId.get('other_sx')!.options.length - 1;
    const session = pressing(
      begin({ age: 40, sex: 'male' }),
      choose(2),
      choose(3),
      done,
      choose(1),
      choose(none),
      done,
    );
    expect(asked(session)).toBe('confirm');
    expect(asked(pressing(session, { kind: 'same' }))).toBe('conditions');
    expect(asked(pressing(session, { kind: 'change', index: 1 }))).toBe('sex');
  });

  it('a municipality is one of those that the postal code covers', () => {
    const known = { age: 40, sex: 'male', conditions: ['none'] };
    let session = begin(known);
    while (asked(session) !== 'zip') {
      const step = currentStep(initial, session);
      session =
        step.kind === 'question'
          ? answerStep(initial, session, step.question.options.at(-1)?.code === 'none' ? ['none'] : 'no')
          : confirmKept(initial, session);
    }
    const which = answerStep(initial, session, '9850000');
    expect(sessionAnswers(initial, pressing(which, choose(1)))).toMatchObject({ municipality: '04209' });
    expect(press(which, choose(3)).kind).toBe('stale');
  });

  it('yes and no are the first and the second', () => {
    const item = [{ linkId: 'a', type: 'boolean' }];
    const { questionnaire } = loadQuestionnaire({ resourceType: 'Questionnaire', status: 'draft', item }, 'q');
    const interview = { questionnaire: questionnaire!, places };
    const session = startSession(interview.questionnaire, start);
    for (const [index, value] of [true, false].entries()) {
      const outcome = applyChatToken(interview, session, chatToken(interview, session, choose(index)));
      expect(outcome.kind === 'moved' && sessionAnswers(interview, outcome.session)).toEqual({ a: value });
    }
  });
});
