import { type Fault, refuse } from './fault.ts';
import type { Question } from './model.ts';
import { checkChoices } from './read-answer.ts';
import {
  answerStep,
  back,
  confirmKept,
  currentStep,
  goTo,
  type Interview,
  type QuestionStep,
  type Session,
} from './session.ts';

/**
 * What a button in a chat does. The messenger sees only a token of numbers: which session, which question, which act;
 * no code, no word about health.
 */
export type ChatAct =
  /** An option (of a municipality: of those offered; of yes and no: 0 is yes) is chosen or, in a choice of several, ticked. */
  | { readonly kind: 'choose'; readonly index: number }
  /** Enough ticked in a choice of several. */
  | { readonly kind: 'done' }
  /** Leave an optional question empty. */
  | { readonly kind: 'pass' }
  | { readonly kind: 'back' }
  | { readonly kind: 'cancel' }
  /** The kept answers are still right. */
  | { readonly kind: 'same' }
  /** One of the kept answers (by its place on the page) is to be changed. */
  | { readonly kind: 'change'; readonly index: number };

export type ChatOutcome =
  /** Show the current step. */
  | { readonly kind: 'moved'; readonly session: Session }
  /** Show the same question again, with these ticked. */
  | { readonly kind: 'ticked'; readonly session: Session; readonly codes: readonly string[] }
  | { readonly kind: 'refused'; readonly session: Session; readonly fault: Fault }
  | { readonly kind: 'cancelled' }
  /** A button of an earlier question or session, or no token of ours: show the current step again. */
  | { readonly kind: 'stale'; readonly session: Session };

const letters = { choose: 'o', done: 'd', pass: 'p', back: 'b', cancel: 'x', same: 's', change: 'c' } as const;
const kinds = new Map(Object.entries(letters).map(([kind, letter]) => [letter as string, kind as ChatAct['kind']]));

/** Distinguishes one person's sessions: the millisecond at which it began. */
const stampOf = (session: Session): string => Date.parse(session.startedAt).toString(36);

/** Which page a button belongs to: the question's number, 'k' for the kept answers, 'e' at the end. */
function pageOf(interview: Interview, session: Session): string {
  const step = currentStep(interview, session);
  return step.kind === 'question' ? step.question.number.toString(36) : step.kind === 'confirm' ? 'k' : 'e';
}

/** The postback data of a button on the current step, at most 30 characters: 'q.k8f3d2a1.4.o2'. */
export function chatToken(interview: Interview, session: Session, act: ChatAct): string {
  const index = 'index' in act ? act.index.toString(36) : '';
  return `q.${stampOf(session)}.${pageOf(interview, session)}.${letters[act.kind]}${index}`;
}

/** Whether postback data is such a token at all; whose and whether it is still current, applyChatToken decides. */
export const isChatToken = (data: string): boolean =>
  /^q\.[0-9a-z]{1,12}\.[0-9a-z]{1,3}\.[odpbxsc][0-9a-z]{0,3}$/.test(data);

/** Does what a button says. Old buttons change nothing. Never throws, whatever the data. */
export function applyChatToken(interview: Interview, session: Session, data: string): ChatOutcome {
  const [, stamp, page, letterAndIndex = ''] = isChatToken(data) ? data.split('.') : [];
  const kind = kinds.get(letterAndIndex.charAt(0));
  if (stamp !== stampOf(session) || page !== pageOf(interview, session) || kind === undefined) {
    return { kind: 'stale', session };
  }
  const digits = letterAndIndex.slice(1);
  const index = digits === '' ? -1 : Number.parseInt(digits, 36);
  const step = currentStep(interview, session);
  switch (kind) {
    case 'cancel':
      return { kind: 'cancelled' };
    case 'back':
      return { kind: 'moved', session: back(interview, session) };
    case 'same':
      return step.kind === 'confirm'
        ? { kind: 'moved', session: confirmKept(interview, session) }
        : { kind: 'stale', session };
    case 'change': {
      const entry = step.kind === 'confirm' ? step.entries[index] : undefined;
      if (!entry) return { kind: 'stale', session };
      return { kind: 'moved', session: goTo(interview, session, entry.question.linkId) };
    }
    default:
      return step.kind === 'question'
        ? applyToQuestion(interview, session, step, kind, index)
        : { kind: 'stale', session };
  }
}

function applyToQuestion(
  interview: Interview,
  session: Session,
  step: QuestionStep,
  kind: 'choose' | 'done' | 'pass',
  index: number,
): ChatOutcome {
  const { question } = step;
  if (kind === 'pass') {
    if (!question.required) return { kind: 'moved', session: answerStep(interview, session, undefined) };
    return { kind: 'refused', session, fault: refuse('questionnaire.missing').fault };
  }
  if (kind === 'done') return finishTicking(interview, session, question);
  if (question.kind === 'boolean' && (index === 0 || index === 1)) {
    return { kind: 'moved', session: answerStep(interview, session, index === 0) };
  }
  const code = question.kind === 'municipality' ? step.municipalities[index]?.code : question.options[index]?.code;
  if (code === undefined) return { kind: 'stale', session };
  if (question.kind !== 'many') return { kind: 'moved', session: answerStep(interview, session, code) };
  const codes = toggled(question, tickedIn(session, step), code);
  return { kind: 'ticked', session: { ...session, ticked: { linkId: question.linkId, codes } }, codes };
}

/** What is ticked so far: in this turn of asking, else in the earlier answer that is being corrected. */
export function tickedIn(session: Session, step: QuestionStep): readonly string[] {
  if (session.ticked?.linkId === step.question.linkId) return session.ticked.codes;
  return Array.isArray(step.value) ? step.value : [];
}

/** Ticking 'none of these' clears the others, and the other way round: one sees it happen. */
function toggled(question: Question, codes: readonly string[], code: string): readonly string[] {
  if (codes.includes(code)) return codes.filter((each) => each !== code);
  const exclusive = new Set(question.options.filter((option) => option.exclusive).map((option) => option.code));
  if (exclusive.has(code)) return [code];
  const chosen = new Set([...codes.filter((each) => !exclusive.has(each)), code]);
  return question.options.map((option) => option.code).filter((each) => chosen.has(each));
}

function finishTicking(interview: Interview, session: Session, question: Question): ChatOutcome {
  const step = currentStep(interview, session);
  const codes = step.kind === 'question' ? tickedIn(session, step) : [];
  if (question.kind !== 'many') return { kind: 'stale', session };
  if (codes.length === 0) {
    if (!question.required) return { kind: 'moved', session: answerStep(interview, session, undefined) };
    return { kind: 'refused', session, fault: refuse('questionnaire.missing-choices').fault };
  }
  const reading = checkChoices(question, new Set(codes));
  if (!reading.ok) return { kind: 'refused', session, fault: reading.fault };
  return { kind: 'moved', session: answerStep(interview, session, reading.value) };
}
