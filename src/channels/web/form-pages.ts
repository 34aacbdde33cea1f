import type { Answers } from '../../base/answers.ts';
import { jstDate } from '../../base/jst.ts';
import {
  answerQuestion,
  answerStep,
  back,
  canGoBack,
  confirmKept,
  currentStep,
  enterStage,
  type Fault,
  goOn,
  goTo,
  type Interview,
  type QuestionStep,
  readAnswer,
  type Session,
  sessionAnswers,
} from '../../engines/questionnaire/index.ts';
import type { Person } from '../../features/residents/index.ts';
import {
  addOptionalAnswers,
  type Form,
  formUnderWay,
  keepSession,
  recordResponse,
} from '../../features/responses/index.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Scope } from '../../platform/scope.ts';
import { recordParts } from '../account-kit.ts';
import { answeredNotice } from '../notices.ts';
import { beginAnew, beginForm } from './begin-form.ts';
import { rawOf } from './form-fields.ts';
import { formPage, type Refused, stepKey } from './form-view.ts';
import { personInView } from './person.ts';
import { elsewhereCode } from './views/place-pages.ts';
import { reportPage } from './views/report-page.ts';
import { field, type PageAnswer, page, type Visit, type Visitor } from './visit.ts';
import type { WebParts } from './web-parts.ts';

/** The questionnaire, one question a page. */
export function formPages(app: HttpServer, parts: WebParts): void {
  page(app, parts, 'GET', '/form', (visit) => visit.someone((scope, visitor) => show(visit, scope, visitor)));
  page(app, parts, 'POST', '/form', (visit) => visit.someone((scope, visitor) => take(visit, scope, visitor)));
  page(app, parts, 'GET', '/report', (visit) => visit.someone((scope, visitor) => askToBegin(visit, scope, visitor)));
  page(app, parts, 'POST', '/report', (visit) => visit.someone((scope, visitor) => beginAnew(visit, scope, visitor)));
  page(app, parts, 'POST', '/form/more', (visit) =>
    visit.someone(async (scope, visitor) => {
      const begun = await beginForm(visit, scope, visitor);
      if (!('form' in begun)) return begun;
      const { person, form } = begun;
      if (!form.recorded) return { to: visit.at('/form') };
      const step = currentStep(visit.kit.initial, form.session);
      const session =
        step.kind === 'done' && step.endedAtOnce ? goOn(form.session) : enterStage(form.session, optionalStage);
      await keepSession(scope, person.residentId, form.formId, session);
      return { to: visit.at('/form') };
    }),
  );
}

const optionalStage = 1;

/** Where links outside the pages lead, the menu's in LINE too: nothing begins before the button is pressed. */
async function askToBegin(visit: Visit, scope: Scope, visitor: Visitor): Promise<PageAnswer> {
  const person = await personInView(scope, visitor);
  const form = person && (await formUnderWay(scope, visit.kit.initial, person.residentId));
  // What is under way goes on; who is new agrees first.
  if (!person || (form && !form.recorded)) return { to: visit.at('/form') };
  return {
    page: reportPage(visit.frame, {
      begin: { action: visit.at('/report'), hidden: {} },
      ...(person.label === undefined ? {} : { about: person.label }),
      ...(person.answers > 0 ? { guidanceHref: visit.at('/guidance') } : {}),
      peopleHref: visit.at('/people'),
    }),
  };
}

async function show(visit: Visit, scope: Scope, visitor: Visitor): Promise<PageAnswer> {
  const begun = await beginForm(visit, scope, visitor);
  if (!('form' in begun)) return begun;
  const { person, form } = begun;
  if (currentStep(visit.kit.initial, form.session).kind === 'done') return { to: visit.at('/guidance') };
  return { page: formPage(visit, person, form) };
}

/** Where the form goes on, saying so to whoever was cut off. */
const onward = (visit: Visit): string =>
  visit.at(field(visit, 'resumed') === 'connection' ? '/form?resumed=connection' : '/form');

/** "I do not know the postal code": it is passed over, and the municipality is asked by name. */
function byName(interview: Interview, session: Session): Session {
  const step = currentStep(interview, session);
  if (step.kind !== 'question') return session;
  const zip = step.question.kind === 'zip' ? step.question.linkId : step.question.municipalityOf;
  return zip === undefined ? session : answerQuestion(interview, session, zip, undefined);
}

async function take(visit: Visit, scope: Scope, visitor: Visitor): Promise<PageAnswer> {
  const begun = await beginForm(visit, scope, visitor);
  if (!('form' in begun)) return begun;
  const { person, form } = begun;
  const { initial } = visit.kit;
  const step = currentStep(initial, form.session);
  // A page of an older form, or one that was sent before: go on where the form stands.
  if (field(visit, 'form') !== form.formId || field(visit, 'step') !== stepKey(initial, form.session))
    return { to: onward(visit) };
  if (step.kind === 'done') return { to: visit.at('/guidance') };
  const elsewhere = moved(visit, initial, form.session);
  if (elsewhere) {
    await keepSession(scope, person.residentId, form.formId, elsewhere);
    return { to: onward(visit) };
  }
  // The first of two steps by name: it only leads to the second.
  const prefecture = field(visit, 'prefecture');
  if (prefecture !== undefined && field(visit, 'municipality') === undefined)
    return { to: visit.at(`/form?prefecture=${encodeURIComponent(prefecture)}`) };
  const next = step.kind === 'confirm' ? confirmKept(initial, form.session) : answered(visit, form.session, step);
  if ('faults' in next) return { page: formPage(visit, person, form, next), status: 422 };
  return goOnFrom(visit, scope, visitor, person, form, next);
}

/** Buttons that answer nothing: one question back, to a kept answer, or to the place by name. */
function moved(visit: Visit, interview: Interview, session: Session): Session | undefined {
  const go = field(visit, 'go');
  if (go === 'back') return canGoBack(interview, session) ? back(interview, session) : session;
  if (go === 'by-name') return byName(interview, session);
  const change = field(visit, 'change');
  return change === undefined ? undefined : goTo(interview, session, change);
}

function answered(visit: Visit, session: Session, step: QuestionStep): Session | Refused {
  const { initial } = visit.kit;
  const context = { today: jstDate(visit.frame.now), places: visit.kit.places };
  if (field(visit, 'skip') !== undefined && !step.question.required) return answerStep(initial, session, undefined);
  if (field(visit, 'municipality') === elsewhereCode) return byName(initial, session);
  const faults = new Map<string, Fault>();
  const values: Record<string, Answers[string]> = {};
  for (const { question } of [step, ...step.beside]) {
    const reading = readAnswer(question, rawOf(question, visit.body), context);
    if (reading.ok) values[question.linkId] = reading.value;
    else faults.set(question.linkId, reading.fault);
  }
  if (faults.size > 0) return { faults, typed: visit.body };
  return answerStep(initial, session, values[step.question.linkId], values);
}

async function goOnFrom(
  visit: Visit,
  scope: Scope,
  visitor: Visitor,
  person: Person,
  form: Form,
  session: Session,
): Promise<PageAnswer> {
  const { kit } = visit;
  const done = currentStep(kit.initial, session).kind === 'done';
  if (!done) {
    await keepSession(scope, person.residentId, form.formId, session);
    return { to: onward(visit) };
  }
  const answers = sessionAnswers(kit.initial, session);
  const finished = { ...form, session };
  if (form.recorded) await addOptionalAnswers(scope, kit.initial, person.residentId, { formId: form.formId, answers });
  else await record(visit, scope, visitor, person, finished, answers);
  await keepSession(scope, person.residentId, form.formId, session, 'recorded');
  return { to: visit.at(form.recorded ? '/guidance?thanks=1' : '/guidance') };
}

async function record(
  visit: Visit,
  scope: Scope,
  visitor: Visitor,
  person: Person,
  form: Form,
  answers: Answers,
): Promise<void> {
  const { kit } = visit;
  const { chat } = visitor;
  const recorded = await recordResponse(scope, recordParts(kit, kit.initial), person.residentId, {
    formId: form.formId,
    language: form.session.language,
    answers,
    channel: chat.channel,
  });
  // The chat only learns that an answer came, never what it was.
  if (!recorded.repeated && chat.channel === 'line' && chat.blockedAt === null) {
    await scope.enqueue({
      chatId: chat.chatId,
      purpose: 'responses.answered',
      messages: answeredNotice(kit, chat.language),
    });
  }
}
