import { describe } from 'vitest';
import type { Answers, AnswerValue } from '../../base/answers.ts';
import {
  answerStep,
  confirmKept,
  currentStep,
  endsAtOnce,
  goOn,
  goTo,
  type Session,
  sessionAnswers,
  startSession,
} from './index.ts';
import { interviewOn, testCases } from './test/support.ts';

interface SessionCase {
  readonly name: string;
  readonly questionnaire: 'ps-initial' | 'ps-daily';
  readonly stage?: number;
  readonly known?: Answers;
  readonly prefill?: Answers;
  /** What the person answers when asked; a question that is not here, or null, is left empty. */
  readonly turns: Readonly<Record<string, AnswerValue | null>>;
  /** On the page of kept answers, these are changed before the rest is confirmed. */
  readonly change?: readonly string[];
  /** Go on after the form ended at once. */
  readonly goOn?: true;
}

const interviews = { 'ps-initial': interviewOn('ps-initial'), 'ps-daily': interviewOn('ps-daily') };

describe('a session', () => {
  testCases<SessionCase>('sessions.json', (each) => {
    const interview = interviews[each.questionnaire];
    const { turns, known, prefill, stage } = each;
    const start = { subject: 's', language: 'ja', startedAt: '2020-05-08T00:00:00Z' } as const;
    let session: Session = startSession(interview.questionnaire, {
      ...start,
      ...(known && { known }),
      ...(prefill && { prefill }),
      ...(stage !== undefined && { stage }),
    });
    const changes = [...(each.change ?? [])];
    const pages: string[] = [];
    for (let turn = 0; turn < 40; turn += 1) {
      const step = currentStep(interview, session);
      if (step.kind === 'done' && step.endedAtOnce && each.goOn && !session.wentOn) {
        pages.push('(ended at once; goes on)');
        session = goOn(session);
      } else if (step.kind === 'done') {
        pages.push(step.endedAtOnce ? '(ended at once)' : '(done)');
        break;
      } else if (step.kind === 'confirm') {
        pages.push(`confirm ${step.entries.map(({ question }) => question.linkId).join(' ')}`);
        const change = changes.shift();
        session = change === undefined ? confirmKept(interview, session) : goTo(interview, session, change);
      } else {
        const beside = step.beside.map(({ question }) => question.linkId);
        pages.push([step.question.linkId, ...beside].join(' with '));
        const besideAnswers = Object.fromEntries(beside.map((linkId) => [linkId, turns[linkId] ?? undefined]));
        session = answerStep(interview, session, turns[step.question.linkId] ?? undefined, besideAnswers);
      }
    }
    const answers = sessionAnswers(interview, session);
    return { pages, answers, endsAtOnce: endsAtOnce(interview.questionnaire, answers) };
  });
});
