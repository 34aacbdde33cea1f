import type { Answers } from '../../base/answers.ts';
import type { ChatId, ResidentId } from '../../base/ids.ts';
import { forgetAnswer, type Interview, type Kept } from '../../engines/questionnaire/index.ts';
import type { Scope } from '../../platform/scope.ts';
import { keepProfile, lockResident } from '../residents/index.ts';
import { type Form, formUnderWay, keepSession } from './fill-form.ts';
import { responseById } from './store.ts';
import * as store from './typed-answer-store.ts';

/** A message can be taken back for a day; it is remembered a little longer, for what arrives late. */
export const typedDays = 7;

const hashOf = ({ tx, account, vault }: Scope, messageId: string): Promise<Buffer> =>
  vault.lookupHash(tx, account.id, `message ${messageId}`);

/** Remembers which message an answer came from; without one, that it came from none. */
export async function noteTyped(scope: Scope, answer: store.TypedAnswer, messageId: string | undefined): Promise<void> {
  const { tx, account, now } = scope;
  await store.forgetTyped(tx, account.id, answer);
  if (messageId === undefined) return;
  await store.addTyped(tx, account.id, { ...answer, messageHash: await hashOf(scope, messageId), at: now });
}

export interface TakenBack {
  readonly residentId: ResidentId;
  /** The form as it stands without the answer, where it is still under way. */
  readonly form: Form | undefined;
}

/**
 * Takes the answer back that came from a message of this chat. It leaves the form under way. Of a response that is recorded,
 * what was written in one's own words goes; coded answers stay, for guidance was given on them.
 */
export async function takeBackTyped(
  scope: Scope,
  interview: Interview,
  chatId: ChatId,
  messageId: string,
): Promise<TakenBack | undefined> {
  const { tx, account } = scope;
  const typed = await store.typedBy(tx, account.id, await hashOf(scope, messageId));
  const person = typed && (await lockResident(tx, account.id, typed.residentId));
  if (!typed || !person || person.chatId !== chatId) return undefined;
  await store.forgetTyped(tx, account.id, typed);
  const form = await formUnderWay(scope, interview, typed.residentId);
  const underWay = form?.formId === typed.formId ? form : undefined;
  if (underWay) {
    const session = forgetAnswer(interview, underWay.session, typed.question);
    await keepSession(scope, typed.residentId, underWay.formId, session);
    if (!underWay.recorded) {
      await scope.audit('responses.answer-taken-back', typed.residentId);
      return { residentId: typed.residentId, form: { ...underWay, session } };
    }
  }
  await unwrite(scope, typed, person);
  return { residentId: typed.residentId, form: undefined };
}

/** Removes one's own words from a response, and from what is kept of it for the next time. */
async function unwrite(
  scope: Scope,
  { residentId, formId, question }: store.TypedAnswer,
  { profile, profileSealed }: NonNullable<Awaited<ReturnType<typeof lockResident>>>,
): Promise<void> {
  const { tx, account } = scope;
  const response = await responseById(tx, account.id, residentId, formId);
  const text = response?.textSealed && (await open<Answers>(scope, residentId, response.textSealed));
  const words = text ? text[question] : undefined;
  if (!text || words === undefined) return;
  const rest = await sealRest(scope, residentId, text, question);
  await store.keepText(tx, account.id, residentId, formId, rest);
  const kept = profileSealed && (await open<Kept>(scope, residentId, profileSealed));
  if (kept && JSON.stringify(kept[question]?.value) === JSON.stringify(words)) {
    const profileRest = await sealRest(scope, residentId, kept, question);
    await keepProfile(tx, account.id, residentId, { profile, profileSealed: profileRest });
  }
  await scope.audit('responses.answer-taken-back', residentId, { response: formId });
}

const open = async <T>({ tx, account, vault }: Scope, residentId: ResidentId, sealed: Buffer): Promise<T> =>
  JSON.parse(await vault.unseal(tx, account.id, residentId, sealed)) as T;

async function sealRest(
  { tx, account, vault }: Scope,
  residentId: ResidentId,
  all: Readonly<Record<string, unknown>>,
  without: string,
): Promise<Buffer | null> {
  const { [without]: _, ...rest } = all;
  return Object.keys(rest).length === 0 ? null : vault.seal(tx, account.id, residentId, JSON.stringify(rest));
}
