import { type Generated, sql } from 'kysely';
import type { Answers } from '../../base/answers.ts';
import type { AccountId, Id, ResidentId, ResponseId } from '../../base/ids.ts';
import type { OnDate } from '../../base/jst.ts';
import type { Language } from '../../base/language.ts';
import { jsonb, type Tx } from '../../platform/db/database.ts';
import type { DecisionContext, StoredResponse } from './model.ts';

interface FormTable {
  account_id: string;
  resident_id: string;
  form_id: string;
  questionnaire: string;
  version: string;
  session_sealed: Buffer;
  recorded_at: Date | null;
  started_at: Date;
  touched_at: Date;
}
interface ResponseTable {
  account_id: string;
  resident_id: string;
  response_id: string;
  questionnaire: string;
  version: string;
  channel: 'line' | 'web' | 'staff';
  language: Language;
  answered_at: Date;
  answered_on: string;
  answers: Answers;
  text_sealed: Buffer | null;
  context: DecisionContext;
  outcome: string;
  previous_outcome: string | null;
  outcome_row: number;
  profile: string;
  table_version: string;
  rule_id: string;
  contact_point_id: string | null;
  prefecture_code: string | null;
  municipality_code: string | null;
  optional_at: Generated<Date | null>;
}
interface CallbackTable {
  account_id: string;
  resident_id: string;
  callback_id: string;
  response_id: string;
  number_sealed: Buffer;
  given_at: Date;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    form: FormTable;
    response: ResponseTable;
    callback: CallbackTable;
  }
}

export interface OpenForm {
  readonly formId: ResponseId;
  readonly questionnaire: string;
  readonly version: string;
  readonly sessionSealed: Buffer;
  readonly recordedAt: Date | null;
  readonly touchedAt: Date;
}

/** The form that someone has under way, the newest first touched. */
export async function newestForm(tx: Tx, accountId: AccountId, residentId: ResidentId): Promise<OpenForm | undefined> {
  const row = await tx
    .selectFrom('form')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('resident_id', '=', residentId)
    .orderBy('form_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      formId: row.form_id as ResponseId,
      questionnaire: row.questionnaire,
      version: row.version,
      sessionSealed: row.session_sealed,
      recordedAt: row.recorded_at,
      touchedAt: row.touched_at,
    }
  );
}

/** Starts a form; whatever was under way for the person is given up. */
export async function replaceForm(
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  form: { formId: ResponseId; questionnaire: string; version: string; sessionSealed: Buffer; at: Date },
): Promise<void> {
  await removeForms(tx, accountId, residentId);
  await tx
    .insertInto('form')
    .values({
      account_id: accountId,
      resident_id: residentId,
      form_id: form.formId,
      questionnaire: form.questionnaire,
      version: form.version,
      session_sealed: form.sessionSealed,
      recorded_at: null,
      started_at: form.at,
      touched_at: form.at,
    })
    .execute();
}

export async function keepForm(
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  formId: ResponseId,
  change: { sessionSealed: Buffer; touchedAt: Date; recordedAt?: Date },
): Promise<void> {
  await tx
    .updateTable('form')
    .set({
      session_sealed: change.sessionSealed,
      touched_at: change.touchedAt,
      ...(change.recordedAt ? { recorded_at: change.recordedAt } : {}),
    })
    .where('account_id', '=', accountId)
    .where('resident_id', '=', residentId)
    .where('form_id', '=', formId)
    .execute();
}

export async function removeForms(tx: Tx, accountId: AccountId, residentId: ResidentId): Promise<void> {
  await tx.deleteFrom('form').where('account_id', '=', accountId).where('resident_id', '=', residentId).execute();
}

/** Forms that nobody touched since: answers that were never sent are not kept. */
export async function removeFormsBefore(tx: Tx, accountId: AccountId, before: Date): Promise<number> {
  const result = await tx
    .deleteFrom('form')
    .where('account_id', '=', accountId)
    .where('touched_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function addResponse(
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  response: Omit<StoredResponse, 'optionalAt'> & { textSealed: Buffer | null },
): Promise<void> {
  await tx
    .insertInto('response')
    .values({
      account_id: accountId,
      resident_id: residentId,
      response_id: response.responseId,
      questionnaire: response.questionnaire,
      version: response.version,
      channel: response.channel,
      language: response.language,
      answered_at: response.answeredAt,
      answered_on: response.answeredOn,
      answers: jsonb(response.answers),
      text_sealed: response.textSealed,
      context: jsonb(response.context),
      outcome: response.outcome,
      previous_outcome: response.previousOutcome,
      outcome_row: response.row,
      profile: response.profile,
      table_version: response.tableVersion,
      rule_id: response.ruleId,
      contact_point_id: response.contactPointId,
      prefecture_code: response.prefectureCode,
      municipality_code: response.municipalityCode,
    })
    .execute();
}

const stored = (
  row: Omit<ResponseTable, 'optional_at'> & { optional_at: Date | null },
): StoredResponse & {
  textSealed: Buffer | null;
} => ({
  responseId: row.response_id as ResponseId,
  questionnaire: row.questionnaire,
  version: row.version,
  channel: row.channel,
  language: row.language,
  answeredAt: row.answered_at,
  answeredOn: row.answered_on as OnDate,
  answers: row.answers,
  context: row.context,
  outcome: row.outcome,
  previousOutcome: row.previous_outcome,
  row: row.outcome_row,
  profile: row.profile,
  tableVersion: row.table_version,
  ruleId: row.rule_id,
  contactPointId: row.contact_point_id,
  prefectureCode: row.prefecture_code,
  municipalityCode: row.municipality_code,
  optionalAt: row.optional_at,
  textSealed: row.text_sealed,
});

export async function responseById(
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  responseId: string,
): Promise<(StoredResponse & { textSealed: Buffer | null }) | undefined> {
  const row = await tx
    .selectFrom('response')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('resident_id', '=', residentId)
    .where('response_id', '=', responseId)
    .executeTakeFirst();
  return row && stored(row);
}

/** A person's answers, newest first. */
export async function responsesOf(
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  most = 100,
): Promise<(StoredResponse & { textSealed: Buffer | null })[]> {
  const rows = await tx
    .selectFrom('response')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('resident_id', '=', residentId)
    .orderBy('response_id', 'desc')
    .limit(most)
    .execute();
  return rows.map(stored);
}

/** Adds what was answered after the guidance; the outcome stays as it was told. */
export async function extendResponse(
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  responseId: ResponseId,
  change: { answers: Answers; textSealed: Buffer | null; optionalAt: Date },
): Promise<void> {
  await tx
    .updateTable('response')
    .set({ answers: jsonb(change.answers), text_sealed: change.textSealed, optional_at: change.optionalAt })
    .where('account_id', '=', accountId)
    .where('resident_id', '=', residentId)
    .where('response_id', '=', responseId)
    .execute();
}

export async function eraseResponses(tx: Tx, accountId: AccountId, residentId: ResidentId): Promise<number> {
  const result = await tx
    .deleteFrom('response')
    .where('account_id', '=', accountId)
    .where('resident_id', '=', residentId)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Decides-again food: answers with their context, a page at a time, in the order of (resident, response). */
export async function responsesAfter(
  tx: Tx,
  accountId: AccountId,
  after: { residentId: string; responseId: string } | undefined,
  most: number,
): Promise<{ residentId: ResidentId; response: StoredResponse }[]> {
  const rows = await tx
    .selectFrom('response')
    .selectAll()
    .where('account_id', '=', accountId)
    .where(
      sql<boolean>`(resident_id, response_id) > (${after?.residentId ?? '00000000-0000-0000-0000-000000000000'}::uuid, ${after?.responseId ?? '00000000-0000-0000-0000-000000000000'}::uuid)`,
    )
    .orderBy('resident_id')
    .orderBy('response_id')
    .limit(most)
    .execute();
  return rows.map((row) => ({ residentId: row.resident_id as ResidentId, response: stored(row) }));
}

export async function addCallback(
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  callback: { callbackId: Id<'callback'>; responseId: string; numberSealed: Buffer; at: Date },
): Promise<void> {
  await tx
    .insertInto('callback')
    .values({
      account_id: accountId,
      resident_id: residentId,
      callback_id: callback.callbackId,
      response_id: callback.responseId,
      number_sealed: callback.numberSealed,
      given_at: callback.at,
    })
    .execute();
}

export async function callbackOf(
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
): Promise<{ numberSealed: Buffer; givenAt: Date } | undefined> {
  const row = await tx
    .selectFrom('callback')
    .select(['number_sealed', 'given_at'])
    .where('account_id', '=', accountId)
    .where('resident_id', '=', residentId)
    .orderBy('callback_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { numberSealed: row.number_sealed, givenAt: row.given_at };
}

export async function removeCallbacks(tx: Tx, accountId: AccountId, residentId: ResidentId): Promise<void> {
  await tx.deleteFrom('callback').where('account_id', '=', accountId).where('resident_id', '=', residentId).execute();
}

/** Numbers that were given before an instant: whoever was to be called has been. */
export async function removeCallbacksBefore(tx: Tx, accountId: AccountId, before: Date): Promise<void> {
  await tx.deleteFrom('callback').where('account_id', '=', accountId).where('given_at', '<', before).execute();
}
