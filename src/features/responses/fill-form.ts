import type { Answers } from '../../base/answers.ts';
import type { ResidentId, ResponseId } from '../../base/ids.ts';
import type { Language } from '../../base/language.ts';
import { type Interview, inLanguage, type Session, startSession } from '../../engines/questionnaire/index.ts';
import type { Scope } from '../../platform/scope.ts';
import * as store from './form-store.ts';

/** A questionnaire under way. Its id becomes the response's: however often the last page is sent, there is one answer. */
export interface Form {
  readonly formId: ResponseId;
  readonly session: Session;
  /** The answers are stored; only the optional questions may still follow. */
  readonly recorded: boolean;
  /** It was begun earlier and is taken up again. */
  readonly resumed: boolean;
  readonly touchedAt: Date;
}

/** Answers that nobody went on with are not kept longer. */
export const formHours = 24;

export interface FormStart {
  readonly language: Language;
  readonly known: Answers;
  readonly prefill: Answers;
  /** A form whose answers are stored already: given back (its optional questions may follow), or a new one begun. */
  readonly recorded: 'give-back' | 'begin-anew';
}

/** Begins a questionnaire for a person, or takes up the one begun within the last day. */
export async function openForm(
  scope: Scope,
  interview: Interview,
  residentId: ResidentId,
  start: FormStart,
): Promise<Form> {
  const underWay = await formUnderWay(scope, interview, residentId);
  if (underWay && (!underWay.recorded || start.recorded === 'give-back')) return underWay;
  const formId = scope.newId<ResponseId>();
  const session = startSession(interview.questionnaire, {
    subject: residentId,
    language: start.language,
    startedAt: scope.now.toISOString(),
    known: start.known,
    prefill: start.prefill,
  });
  await store.replaceForm(scope.tx, scope.account.id, residentId, {
    formId,
    questionnaire: interview.questionnaire.id,
    version: interview.questionnaire.version,
    sessionSealed: await sealed(scope, residentId, session),
    at: scope.now,
  });
  return { formId, session, recorded: false, resumed: false, touchedAt: scope.now };
}

/** The person's form of this questionnaire and version, if one was touched within the last day. */
export async function formUnderWay(
  scope: Scope,
  interview: Interview,
  residentId: ResidentId,
): Promise<Form | undefined> {
  const { tx, account, now } = scope;
  const form = await store.newestForm(tx, account.id, residentId);
  if (!form || now.getTime() - form.touchedAt.getTime() > formHours * 3_600_000) return undefined;
  const { questionnaire } = interview;
  if (form.questionnaire !== questionnaire.id || form.version !== questionnaire.version) return undefined;
  const session = JSON.parse(await scope.vault.unseal(tx, account.id, residentId, form.sessionSealed)) as Session;
  return { formId: form.formId, session, recorded: form.recordedAt !== null, resumed: true, touchedAt: form.touchedAt };
}

/** Which questionnaire the person has under way, whatever it is. */
export async function questionnaireUnderWay(scope: Scope, residentId: ResidentId): Promise<string | undefined> {
  const form = await store.newestForm(scope.tx, scope.account.id, residentId);
  if (!form || scope.now.getTime() - form.touchedAt.getTime() > formHours * 3_600_000) return undefined;
  return form.questionnaire;
}

/** The answers come another way: what is under way for the person is over. */
export const giveUpForms = (scope: Scope, residentId: ResidentId): Promise<void> =>
  store.giveUpForm(scope.tx, scope.account.id, residentId);

export async function keepSession(
  scope: Scope,
  residentId: ResidentId,
  formId: ResponseId,
  session: Session,
  recorded?: 'recorded',
): Promise<void> {
  await store.keepForm(scope.tx, scope.account.id, residentId, formId, {
    sessionSealed: await sealed(scope, residentId, session),
    touchedAt: scope.now,
    ...(recorded ? { recordedAt: scope.now } : {}),
  });
}

export async function speakFormIn(scope: Scope, residentId: ResidentId, form: Form, language: Language): Promise<Form> {
  if (form.session.language === language) return form;
  const session = inLanguage(form.session, language);
  await keepSession(scope, residentId, form.formId, session);
  return { ...form, session };
}

const sealed = (scope: Scope, residentId: ResidentId, session: Session): Promise<Buffer> =>
  scope.vault.seal(scope.tx, scope.account.id, residentId, JSON.stringify(session));
