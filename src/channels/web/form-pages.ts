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
  knownAnswers,
  type QuestionStep,
  readAnswer,
  type Session,
  sessionAnswers,
} from '../../engines/questionnaire/index.ts';
import { consentState } from '../../features/consent/index.ts';
import { lookAfter } from '../../features/entry/index.ts';
import { type Person, peopleOf } from '../../features/residents/index.ts';
import {
  addOptionalAnswers,
  type Form,
  type FormStart,
  keepSession,
  openForm,
  recordResponse,
} from '../../features/responses/index.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Scope } from '../../platform/scope.ts';
import { recordParts } from '../account-kit.ts';
import { answeredNotice } from '../notices.ts';
import { rawOf } from './form-fields.ts';
import { formPage, type Refused, stepKey } from './form-view.ts';
import { personInView } from './person.ts';
import { elsewhereCode } from './views/place-pages.ts';
import { field, type PageAnswer, page, type Visit, type Visitor } from './visit.ts';
import type { WebParts } from './web-parts.ts';

/** The questionnaire, one question a page. */
export function formPages(app: HttpServer, parts: WebParts): void {
  page(app, parts, 'GET', '/form', (visit) => visit.someone((scope, visitor) => show(visit, scope, visitor)));
  page(app, parts, 'POST', '/form', (visit) => visit.someone((scope, visitor) => take(visit, scope, visitor)));
  // The first of two steps by name: it only leads to the second.
  page(app, parts, 'POST', '/form/prefecture', async (visit) => ({
    to: visit.at(`/form?prefecture=${encodeURIComponent(field(visit, 'prefecture') ?? '')}`),
  }));
  page(app, parts, 'GET', '/report', (visit) =>
    visit.someone(async (scope, visitor) => {
      const begun = await begin(visit, scope, visitor, 'begin-anew');
      return 'form' in begun ? { to: visit.at('/form') } : begun;
    }),
  );
  page(app, parts, 'GET', '/form/more', (visit) =>
    visit.someone(async (scope, visitor) => {
      const person = await personInView(scope, visitor);
      const form = person && (await open(visit, scope, person, 'give-back'));
      if (!person || !form?.recorded) return { to: visit.at('/form') };
      const step = currentStep(visit.kit.initial, form.session);
      const session =
        step.kind === 'done' && step.endedAtOnce ? goOn(form.session) : enterStage(form.session, optionalStage);
      await keepSession(scope, person.residentId, form.formId, session);
      return { to: visit.at('/form') };
    }),
  );
}

const optionalStage = 1;

/** The person's form, or where they must go first. */
async function begin(
  visit: Visit,
  scope: Scope,
  visitor: Visitor,
  recorded: FormStart['recorded'] = 'give-back',
): Promise<{ person: Person; form: Form } | PageAnswer> {
  const person = await personInView(scope, visitor);
  if (!person)
    return { to: visit.at((await peopleOf(scope, visitor.chat.chatId)).length > 0 ? '/people' : '/consent') };
  await lookAfter(scope, visitor.secret, person.residentId);
  const consent = await consentState(scope, person.residentId, visit.kit.ticks);
  if (!consent.mayAnswer) return { to: visit.at('/consent') };
  return { person, form: await open(visit, scope, person, recorded) };
}

async function open(visit: Visit, scope: Scope, person: Person, recorded: FormStart['recorded']): Promise<Form> {
  const { initial, places } = visit.kit;
  return openForm(scope, initial, person.residentId, {
    language: visit.language,
    known: knownAnswers(initial.questionnaire, person.profile, { today: jstDate(scope.now), places }),
    prefill: {},
    recorded,
  });
}

async function show(visit: Visit, scope: Scope, visitor: Visitor): Promise<PageAnswer> {
  const begun = await begin(visit, scope, visitor);
  if (!('form' in begun)) return begun;
  const { person, form } = begun;
  const { initial } = visit.kit;
  let session = form.session;
  if (visit.query.back !== undefined && canGoBack(initial, session)) session = back(initial, session);
  if (visit.query.change !== undefined) session = goTo(initial, session, visit.query.change);
  if (visit.query.by === 'name') session = byName(initial, session);
  if (session !== form.session) {
    await keepSession(scope, person.residentId, form.formId, session);
    // The address of the step itself, so that loading the page again does not go back once more.
    return { to: visit.at('/form') };
  }
  if (currentStep(initial, session).kind === 'done') return { to: visit.at('/guidance') };
  return { page: formPage(visit, person, { ...form, session }) };
}

/** "I do not know the postal code": it is passed over, and the municipality is asked by name. */
function byName(interview: Interview, session: Session): Session {
  const step = currentStep(interview, session);
  if (step.kind !== 'question') return session;
  const zip = step.question.kind === 'zip' ? step.question.linkId : step.question.municipalityOf;
  return zip === undefined ? session : answerQuestion(interview, session, zip, undefined);
}

async function take(visit: Visit, scope: Scope, visitor: Visitor): Promise<PageAnswer> {
  const begun = await begin(visit, scope, visitor);
  if (!('form' in begun)) return begun;
  const { person, form } = begun;
  const { initial } = visit.kit;
  const step = currentStep(initial, form.session);
  // A page of an older form, or one that was sent before: go on where the form stands.
  if (field(visit, 'form') !== form.formId || field(visit, 'step') !== stepKey(initial, form.session))
    return { to: visit.at('/form') };
  if (step.kind === 'done') return { to: visit.at('/guidance') };
  const next = step.kind === 'confirm' ? confirmKept(initial, form.session) : answered(visit, form.session, step);
  if ('faults' in next) return { page: formPage(visit, person, form, next), status: 422 };
  return goOnFrom(visit, scope, visitor, person, form, next);
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
    return { to: visit.at('/form') };
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
