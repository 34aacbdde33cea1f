import {
  answersInView,
  type ConfirmStep,
  canGoBack,
  currentStep,
  type Fault,
  type Interview,
  progressOf,
  type Question,
  type QuestionStep,
  type Session,
  shownQuestions,
} from '../../engines/questionnaire/index.ts';
import type { Person } from '../../features/residents/index.ts';
import type { Form } from '../../features/responses/index.ts';
import { municipalityName, prefectureName } from '../account-kit.ts';
import { faultWords } from '../fault-words.ts';
import { typedAgain, typedOf } from './form-fields.ts';
import { answerWords } from './held-words.ts';
import { confirmProfilePage } from './views/confirm-profile-page.ts';
import { formatDate } from './views/format.ts';
import { choosePlacePage, whichMunicipalityPage } from './views/place-pages.ts';
import { questionPage } from './views/question-page.ts';
import { questionView } from './views/question-view.ts';
import { field, type Visit } from './visit.ts';

/** What could not be read: the fault of each field, and what was typed. */
export interface Refused {
  readonly faults: ReadonlyMap<string, Fault>;
  readonly typed: Visit['body'];
}

/** Names a step, so that a page that is sent twice answers one question, and not the next one too. */
export function stepKey(interview: Interview, session: Session): string {
  const step = currentStep(interview, session);
  return step.kind === 'question' ? step.question.linkId : step.kind;
}

/** The page of the form's current step. */
export function formPage(visit: Visit, person: Person, form: Form, refused?: Refused): string {
  const step = currentStep(visit.kit.initial, form.session);
  if (step.kind === 'confirm') return confirmPage(visit, person, form, step);
  if (step.kind === 'done') throw new Error('a form that is done has no page');
  return step.question.kind === 'municipality'
    ? placePage(visit, form, step, refused)
    : askPage(visit, person, form, step, refused);
}

const backOf = (visit: Visit, { session }: Form) => ({ mayGoBack: canGoBack(visit.kit.initial, session) });

/** At the first question only, while nothing is answered yet. */
const wholeOf = (visit: Visit, { session }: Form) =>
  canGoBack(visit.kit.initial, session) || session.stage > 0 ? {} : { wholeHref: visit.at('/form/whole') };

function confirmPage(visit: Visit, person: Person, form: Form, step: ConfirmStep): string {
  const { language } = visit;
  return confirmProfilePage(visit.frame, {
    form: target(visit, form),
    kept: step.entries.map(({ question, value }) => ({
      question: question.text[language],
      answer: answerWords(visit, question, value),
      id: question.linkId,
    })),
    ...(person.label === undefined ? {} : { about: person.label }),
    progress: progressView(visit, form.session),
    ...backOf(visit, form),
  });
}

/** Which municipality: of those that the postal code covers, else by name, the prefecture first. */
function placePage(visit: Visit, form: Form, step: QuestionStep, refused?: Refused): string {
  const { kit, frame, language, query } = visit;
  const fault = refused?.faults.get(step.question.linkId);
  const shared = {
    form: target(visit, form),
    progress: progressView(visit, form.session),
    ...backOf(visit, form),
    ...(fault ? { error: words(visit, step.question, fault) } : {}),
  };
  const zip = form.session.answers.zip ?? form.session.known.zip;
  if (step.municipalities.length > 0 && typeof zip === 'string') {
    return whichMunicipalityPage(frame, {
      ...shared,
      zip: `${zip.slice(0, 3)}-${zip.slice(3)}`,
      municipalities: step.municipalities.map((one) => ({
        code: one.code,
        label: municipalityName(one, language),
        ...(language === 'ja' && one.nameKana ? { hint: one.nameKana } : {}),
        chosen: step.value === one.code,
      })),
    });
  }
  const prefecture = query.prefecture ?? kit.content.account.prefectureCode;
  const chosen = query.prefecture !== undefined && kit.places.prefecture(query.prefecture) !== undefined;
  return choosePlacePage(frame, {
    ...shared,
    prefectures: kit.places
      .prefectures()
      .map(({ code }) => ({ code, name: prefectureName(frame.say, code), chosen: code === prefecture })),
    municipalities: chosen
      ? kit.places
          .municipalitiesIn(prefecture)
          .map((one) => ({ code: one.code, name: municipalityName(one, language), chosen: step.value === one.code }))
      : [],
  });
}

function askPage(visit: Visit, person: Person, form: Form, step: QuestionStep, refused?: Refused): string {
  const { frame, language } = visit;
  const view = ({ question, value }: Pick<QuestionStep, 'question' | 'value'>, notes: readonly string[]) => {
    const fault = refused?.faults.get(question.linkId);
    return questionView(question, {
      language,
      say: frame.say,
      typed: refused ? typedAgain(question, refused.typed) : typedOf(question, value),
      notes,
      ...(fault ? { error: words(visit, question, fault) } : {}),
    });
  };
  const main = view(
    step,
    step.notes.map((note) => note.text[language]),
  );
  return questionPage(frame, {
    form: target(visit, form),
    questions: [main, ...step.beside.map((one) => view(one, []))],
    progress: progressView(visit, form.session),
    ...backOf(visit, form),
    ...wholeOf(visit, form),
    placeByName: step.question.kind === 'zip',
    skippable: !step.question.required && step.question.kind !== 'zip' && step.beside.length === 0,
    ...resumedOf(visit, form),
    ...(person.label === undefined ? {} : { about: person.label }),
    kept: { arrived: Object.keys(form.session.answers).length },
  });
}

/** Taken up again: after a lost connection, which the page's script tells of, or on another day. */
function resumedOf(visit: Visit, form: Form) {
  if (visit.query.resumed === 'connection' || field(visit, 'resumed') === 'connection')
    return { resumed: 'connection' as const };
  return form.resumed && isLate(visit, form) ? { resumed: 'later' as const } : {};
}

/** Taken up again after a while, not in the flow of answering. */
const isLate = ({ frame }: Visit, form: Form): boolean => frame.now.getTime() - form.touchedAt.getTime() > 10 * 60_000;

export const target = (visit: Visit, form: Form) => ({
  action: visit.at('/form'),
  hidden: { form: form.formId, step: stepKey(visit.kit.initial, form.session) },
});

const words = ({ frame, language }: Visit, question: Question, fault: Fault): string =>
  faultWords(fault, question, { language, say: frame.say, tellDate: (on) => formatDate(frame, on) });

function progressView(visit: Visit, session: Session) {
  const { questionnaire } = visit.kit.initial;
  const { partIndex, partCount, partTitle, secondsLeft } = progressOf(visit.kit.initial, session);
  const inPart = shownQuestions(questionnaire, answersInView(session), session.stage).filter(
    (question) => question.part === partIndex,
  );
  const answered = inPart.filter(({ linkId }) => session.answers[linkId] !== undefined).length;
  const within = inPart.length === 0 ? 0 : answered / inPart.length;
  return { part: partTitle[visit.language], number: partIndex + 1, parts: partCount, within, secondsLeft };
}
