import type { Answers, AnswerValue } from '../../base/answers.ts';
import type { Language } from '../../base/language.ts';
import type { Municipality, Places } from '../../base/places.ts';
import type { Note, Question, Questionnaire } from './model.ts';
import { residenceOf } from './residence.ts';
import { effectiveAnswers, endsAtOnce, shownNotes, shownQuestions } from './shown.ts';

/** What stays the same through a session, and is not part of it. */
export interface Interview {
  readonly questionnaire: Questionnaire;
  readonly places: Places;
}

/** One person's way through a questionnaire, as JSON: any process can take the next turn. Holds answers: encrypt it. */
export interface Session {
  /** The questionnaire's 'url|version': go on only with the same one. */
  readonly questionnaire: string;
  /** Whom the answers are about. */
  readonly subject: string;
  readonly language: Language;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly stage: number;
  /** Given or confirmed in this session, and what the server gave for hidden questions. */
  readonly answers: Answers;
  /** Kept from earlier, not confirmed yet. */
  readonly known: Answers;
  /** Optional questions that were left empty. */
  readonly passed: readonly string[];
  /** The step that the person went to by going back or choosing to correct: a linkId, or 'confirm'. */
  readonly at?: string;
  /** The form ended at once, and the person chose to give the rest. */
  readonly wentOn?: true;
  /** Chat only: what is ticked so far in the choice of several that is being asked. */
  readonly ticked?: { readonly linkId: string; readonly codes: readonly string[] };
}

export interface QuestionStep {
  readonly kind: 'question';
  readonly question: Question;
  /** What to show as answered: the answer so far, the kept one, or the initial one. */
  readonly value?: AnswerValue;
  /** Optional questions on the same page. A chat leaves them out. */
  readonly beside: readonly { readonly question: Question; readonly value?: AnswerValue }[];
  readonly notes: readonly Note[];
  /** For a municipality: those that the postal code covers; empty means to choose by name. */
  readonly municipalities: readonly Municipality[];
}

/** Kept answers on one page: "still the same?" */
export interface ConfirmStep {
  readonly kind: 'confirm';
  readonly entries: readonly { readonly question: Question; readonly value: AnswerValue }[];
}

export interface DoneStep {
  readonly kind: 'done';
  /** A sign that calls for help now ended the form; the rest may be given later (`goOn`). */
  readonly endedAtOnce: boolean;
}

export type Step = QuestionStep | ConfirmStep | DoneStep;

export interface Start {
  readonly subject: string;
  readonly language: Language;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  /** From knownAnswers: to be confirmed instead of asked. */
  readonly known?: Answers;
  /** Answers of hidden questions, given by the server. */
  readonly prefill?: Answers;
  /** From 0. */
  readonly stage?: number;
}

export const startSession = (questionnaire: Questionnaire, start: Start): Session => ({
  questionnaire: `${questionnaire.url}|${questionnaire.version}`,
  subject: start.subject,
  language: start.language,
  startedAt: start.startedAt,
  stage: start.stage ?? 0,
  answers: { ...hiddenInitials(questionnaire), ...start.prefill },
  known: start.known ?? {},
  passed: zipsToPass(questionnaire, start.known ?? {}),
});

/** Who chose the municipality by name last time is not asked for the postal code again. */
const zipsToPass = (questionnaire: Questionnaire, known: Answers): readonly string[] =>
  questionnaire.questions.flatMap(({ linkId, municipalityOf }) =>
    municipalityOf !== undefined && known[linkId] !== undefined && known[municipalityOf] === undefined
      ? [municipalityOf]
      : [],
  );

const hiddenInitials = (questionnaire: Questionnaire): Answers =>
  Object.fromEntries(
    questionnaire.questions.flatMap(({ linkId, hidden, initial }) =>
      hidden && initial !== undefined ? [[linkId, initial]] : [],
    ),
  );

/** Everything that is known now, confirmed or not: what branching looks at. */
export const answersInView = (session: Session): Answers => ({ ...session.known, ...session.answers });

/** The answers given or confirmed in this session, and what follows from them; only of questions that are shown: what is stored. */
export const sessionAnswers = (interview: Interview, session: Session): Answers => {
  const effective = effectiveAnswers(interview.questionnaire, answersInView(session));
  const unconfirmed = (linkId: string) => session.answers[linkId] === undefined && session.known[linkId] !== undefined;
  return Object.fromEntries(Object.entries(effective).filter(([linkId]) => !unconfirmed(linkId)));
};

/** One page in the order of asking: a question, or the kept answers to confirm. */
type Page = { readonly key: string; readonly open: boolean; readonly question: Question | undefined };
const confirmKey = 'confirm';

const awaitsConfirmation = (session: Session, { linkId, kept }: Question): boolean =>
  kept !== undefined &&
  session.known[linkId] !== undefined &&
  session.answers[linkId] === undefined &&
  !session.passed.includes(linkId);

/** The pages of this stage, given the answers so far. Kept answers share one page, where the first of them would be. */
function pagesOf(interview: Interview, session: Session): readonly Page[] {
  const pages: Page[] = [];
  for (const question of shownQuestions(interview.questionnaire, answersInView(session), session.stage)) {
    const { linkId } = question;
    if (question.beside !== undefined || !isMunicipalityAsked(interview, session, question)) continue;
    if (awaitsConfirmation(session, question)) {
      if (!pages.some((page) => page.key === confirmKey))
        pages.push({ key: confirmKey, open: true, question: undefined });
      if (session.at !== linkId) continue;
    }
    const open = session.answers[linkId] === undefined && !session.passed.includes(linkId);
    pages.push({ key: linkId, open, question });
  }
  return pages;
}

/** Asked when the postal code covers several, or was left out to choose by name. */
function isMunicipalityAsked(interview: Interview, session: Session, question: Question): boolean {
  if (question.municipalityOf === undefined) return true;
  const inView = answersInView(session);
  if (inView[question.municipalityOf] === undefined) return session.passed.includes(question.municipalityOf);
  const without = { ...inView, [question.linkId]: undefined };
  const residence = residenceOf(interview.questionnaire, without, interview.places);
  return !residence.known;
}

/** Where the session stands: the page to show, or done. */
export function currentStep(interview: Interview, session: Session): Step {
  const pages = pagesOf(interview, session);
  const chosen = session.at === undefined ? undefined : pages.find((page) => page.key === session.at);
  const endedAtOnce =
    session.wentOn !== true && endsAtOnce(interview.questionnaire, sessionAnswers(interview, session));
  if (!chosen && endedAtOnce) return { kind: 'done', endedAtOnce };
  const page = chosen ?? pages.find(({ open }) => open);
  if (!page) return { kind: 'done', endedAtOnce: false };
  return page.question ? questionStep(interview, session, page.question) : confirmStep(interview, session);
}

function questionStep(interview: Interview, session: Session, question: Question): QuestionStep {
  const { questionnaire, places } = interview;
  const inView = answersInView(session);
  const withValue = (each: Question) => {
    const value = inView[each.linkId] ?? each.initial;
    return { question: each, ...(value !== undefined && { value }) };
  };
  const beside = shownQuestions(questionnaire, inView).filter((each) => each.beside === question.linkId);
  const residence = question.municipalityOf === undefined ? undefined : residenceOf(questionnaire, inView, places);
  const zip = question.municipalityOf === undefined ? undefined : inView[question.municipalityOf];
  return {
    kind: 'question',
    ...withValue(question),
    beside: beside.map(withValue),
    notes: shownNotes(questionnaire, question.linkId, inView),
    municipalities: residence && typeof zip === 'string' ? places.municipalitiesOfZip(zip) : [],
  };
}

function confirmStep(interview: Interview, session: Session): ConfirmStep {
  const inView = answersInView(session);
  const shown = shownQuestions(interview.questionnaire, inView, session.stage);
  return {
    kind: 'confirm',
    entries: shown.flatMap((question) => {
      const value = inView[question.linkId];
      const counts = question.kept !== undefined && isMunicipalityAsked(interview, session, question);
      return counts && value !== undefined ? [{ question, value }] : [];
    }),
  };
}

export const isComplete = (interview: Interview, session: Session): boolean =>
  currentStep(interview, session).kind === 'done';

/**
 * Takes an answer (from readAnswer) to any question that is shown now; `undefined` leaves an optional one empty.
 * The next step is the first one still open. A required question left empty, or a question not shown, changes nothing.
 * Correcting drops the answers of questions that are no longer shown.
 */
export function answerQuestion(
  interview: Interview,
  session: Session,
  linkId: string,
  value: AnswerValue | undefined,
): Session {
  const { questionnaire } = interview;
  const question = shownQuestions(questionnaire, answersInView(session)).find((each) => each.linkId === linkId);
  if (!question || (value === undefined && question.required)) return session;
  const { at: _, ticked: __, ...rest } = session;
  const changed = {
    ...rest,
    answers: { ...rest.answers, [linkId]: value },
    known: value === undefined ? { ...rest.known, [linkId]: undefined } : rest.known,
    passed: [...rest.passed.filter((each) => each !== linkId), ...(value === undefined ? [linkId] : [])],
  };
  return withoutStale(interview, changed, question);
}

/** Takes an answer away: its question is open again, and what hung on it goes with it. */
export function forgetAnswer(interview: Interview, session: Session, linkId: string): Session {
  const question = interview.questionnaire.byLinkId.get(linkId);
  if (!question || session.answers[linkId] === undefined) return session;
  const { at: _, ticked: __, ...rest } = session;
  return withoutStale(interview, { ...rest, answers: { ...rest.answers, [linkId]: undefined } }, question);
}

/** Drops answers whose questions are no longer shown, and a municipality that the new postal code does not cover. */
function withoutStale(interview: Interview, session: Session, changed: Question): Session {
  const { questionnaire, places } = interview;
  const effective = effectiveAnswers(questionnaire, answersInView(session));
  const zip = effective[changed.linkId];
  const covered = typeof zip === 'string' && changed.kind === 'zip' ? places.municipalitiesOfZip(zip) : [];
  const keep = (linkId: string): boolean => {
    const question = questionnaire.byLinkId.get(linkId);
    if (question?.municipalityOf === changed.linkId) {
      return covered.some((place) => place.code === answersInView(session)[linkId]);
    }
    return effective[linkId] !== undefined;
  };
  const kept = (answers: Answers): Answers =>
    Object.fromEntries(Object.entries(answers).filter(([linkId, value]) => value !== undefined && keep(linkId)));
  const shown = new Set(shownQuestions(questionnaire, effective).map(({ linkId }) => linkId));
  return {
    ...session,
    answers: kept(session.answers),
    known: Object.fromEntries(
      Object.entries(session.known).filter(([linkId, value]) => {
        const question = questionnaire.byLinkId.get(linkId);
        return value !== undefined && (question?.municipalityOf !== changed.linkId || keep(linkId));
      }),
    ),
    passed: session.passed.filter((linkId) => shown.has(linkId)),
  };
}

/** Answers the current step, with those on the same page. On the page of kept answers or at the end it changes nothing. */
export function answerStep(
  interview: Interview,
  session: Session,
  value: AnswerValue | undefined,
  beside: Answers = {},
): Session {
  const step = currentStep(interview, session);
  if (step.kind !== 'question') return session;
  const answered = answerQuestion(interview, session, step.question.linkId, value);
  if (answered === session) return session;
  return step.beside.reduce(
    (next, { question }) => answerQuestion(interview, next, question.linkId, beside[question.linkId]),
    answered,
  );
}

/** "Still the same": the kept answers on the page count as given now. Elsewhere it changes nothing. */
export function confirmKept(interview: Interview, session: Session): Session {
  const step = currentStep(interview, session);
  if (step.kind !== 'confirm') return session;
  const { at: _, ...rest } = session;
  const confirmed = Object.fromEntries(step.entries.map(({ question, value }) => [question.linkId, value]));
  return { ...rest, answers: { ...session.answers, ...confirmed } };
}

/** One step back in the order of asking; at the first step it stays. From the end it returns to the last question. */
export function back(interview: Interview, session: Session): Session {
  const pages = pagesOf(interview, session);
  const step = currentStep(interview, session);
  const key = step.kind === 'question' ? step.question.linkId : step.kind;
  const index = step.kind === 'done' ? lastAnswered(pages) + 1 : pages.findIndex((page) => page.key === key);
  const before = pages[index - 1];
  if (!before) return session;
  const { ticked: _, ...rest } = session;
  return { ...rest, at: before.key };
}

const lastAnswered = (pages: readonly Page[]): number => pages.findLastIndex(({ open }) => !open);

export const canGoBack = (interview: Interview, session: Session): boolean => back(interview, session) !== session;

/** To a question that is shown in this stage, to correct it; to any other, nothing changes. */
export function goTo(interview: Interview, session: Session, linkId: string): Session {
  const there = { ...session, at: linkId };
  if (!pagesOf(interview, there).some((page) => page.key === linkId)) return session;
  const { ticked: _, ...rest } = there;
  return rest;
}

/** After the form ended at once: give the rest all the same. */
export const goOn = (session: Session): Session => ({ ...session, wentOn: true });

/** On to another stage, such as the optional questions after the guidance. */
export function enterStage(session: Session, stage: number): Session {
  const { at: _, ticked: __, ...rest } = session;
  return { ...rest, stage };
}

export const inLanguage = (session: Session, language: Language): Session => ({ ...session, language });
