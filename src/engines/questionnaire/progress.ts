import type { Localized } from '../../base/language.ts';
import type { Question, QuestionKind } from './model.ts';
import { answersInView, currentStep, type Interview, type Session } from './session.ts';
import { shownQuestions } from './shown.ts';

/** How far the form is, in parts and minutes: a count of questions would jump with every branch, and not be believed. */
export interface Progress {
  /** From 0. */
  readonly partIndex: number;
  readonly partCount: number;
  readonly partTitle: Localized;
  /** About; to the next ten seconds under a minute, else to the next half minute. 0 when done. */
  readonly secondsLeft: number;
  /** The same in minutes: 2, 1.5, 0.5. */
  readonly minutesLeft: number;
}

/** Seconds that a person takes over one question, about: twelve of these in `ps-initial` make its minute. */
const secondsFor: Readonly<Record<QuestionKind, number>> = {
  one: 4,
  boolean: 4,
  many: 6,
  integer: 6,
  decimal: 8,
  date: 8,
  time: 8,
  zip: 8,
  municipality: 8,
  string: 15,
  text: 20,
};
const secondsToConfirm = 8;

export function progressOf(interview: Interview, session: Session): Progress {
  const { questionnaire } = interview;
  const stage = questionnaire.stages[session.stage]!;
  const step = currentStep(interview, session);
  const partIndex =
    step.kind === 'question'
      ? step.question.part
      : step.kind === 'confirm'
        ? (step.entries[0]?.question.part ?? 0)
        : stage.parts.length - 1;
  const secondsLeft = step.kind === 'done' ? 0 : rounded(secondsOpen(interview, session));
  return {
    partIndex,
    partCount: stage.parts.length,
    partTitle: stage.parts[partIndex]?.title ?? stage.title,
    secondsLeft,
    minutesLeft: secondsLeft / 60,
  };
}

function secondsOpen(interview: Interview, session: Session): number {
  const inView = answersInView(session);
  const open = shownQuestions(interview.questionnaire, inView, session.stage).filter(
    ({ linkId, beside, municipalityOf }) =>
      beside === undefined &&
      municipalityOf === undefined &&
      session.answers[linkId] === undefined &&
      !session.passed.includes(linkId),
  );
  const isKept = ({ linkId, kept }: Question) => kept !== undefined && session.known[linkId] !== undefined;
  const asked = open.filter((question) => !isKept(question));
  const toConfirm = asked.length < open.length ? secondsToConfirm : 0;
  return asked.reduce((sum, { kind }) => sum + secondsFor[kind], toConfirm);
}

function rounded(seconds: number): number {
  const unit = seconds < 60 ? 10 : 30;
  return Math.max(10, Math.ceil(seconds / unit) * unit);
}
