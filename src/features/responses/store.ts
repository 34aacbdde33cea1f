import { type Generated, sql } from 'kysely';
import type { Answers } from '../../base/answers.ts';
import type { AccountId, Id, ResidentId, ResponseId } from '../../base/ids.ts';
import type { OnDate } from '../../base/jst.ts';
import type { Language } from '../../base/language.ts';
import { jsonb, type Tx } from '../../platform/db/database.ts';
import { type Read, read, type Write, write } from '../../platform/db/gather.ts';
import { byteaText, jsonRows } from '../../platform/db/set-wise.ts';
import type { DecisionContext, StoredResponse } from './model.ts';

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
    response: ResponseTable;
    callback: CallbackTable;
  }
}

type NewResponse = Omit<StoredResponse, 'optionalAt'> & { readonly textSealed: Buffer | null };

export const addResponse = (
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  response: NewResponse,
): Promise<void> => write(tx, accountId, newResponses, { residentId, ...response });

const newResponses: Write<NewResponse & { readonly residentId: ResidentId }> = {
  name: 'responses.new',
  table: 'response',
  save: async (tx, accountId, responses) => {
    const rows = responses.map((response) => ({
      resident_id: response.residentId,
      response_id: response.responseId,
      questionnaire: response.questionnaire,
      version: response.version,
      channel: response.channel,
      language: response.language,
      answered_at: response.answeredAt,
      answered_on: response.answeredOn,
      answers: response.answers,
      text_sealed: byteaText(response.textSealed),
      context: response.context,
      outcome: response.outcome,
      previous_outcome: response.previousOutcome,
      outcome_row: response.row,
      profile: response.profile,
      table_version: response.tableVersion,
      rule_id: response.ruleId,
      contact_point_id: response.contactPointId,
      prefecture_code: response.prefectureCode,
      municipality_code: response.municipalityCode,
    }));
    await sql`
      insert into response (account_id, resident_id, response_id, questionnaire, version, channel, language, answered_at,
        answered_on, answers, text_sealed, context, outcome, previous_outcome, outcome_row, profile, table_version, rule_id,
        contact_point_id, prefecture_code, municipality_code)
      select ${accountId}, r.*
      from json_to_recordset(${jsonRows(rows)}) as r (resident_id uuid, response_id uuid, questionnaire text, version text,
        channel text, language text, answered_at timestamptz, answered_on date, answers jsonb, text_sealed bytea,
        context jsonb, outcome text, previous_outcome text, outcome_row smallint, profile text, table_version text,
        rule_id text, contact_point_id text, prefecture_code text, municipality_code text)`.execute(tx);
  },
};

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

export type ResponseRow = StoredResponse & { readonly textSealed: Buffer | null };

export const responseById = (
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  responseId: string,
): Promise<ResponseRow | undefined> => read(tx, accountId, byId, { residentId, responseId });

const byId: Read<{ readonly residentId: ResidentId; readonly responseId: string }, ResponseRow> = {
  name: 'responses.by-id',
  of: ['response'],
  keyOf: ({ responseId }) => responseId,
  load: async (tx, accountId, keys) => {
    const rows = await tx
      .selectFrom('response')
      .selectAll()
      .where('account_id', '=', accountId)
      .where(
        sql<boolean>`(resident_id, response_id) in (select * from unnest(${keys.map((key) => key.residentId)}::uuid[], ${keys.map((key) => key.responseId)}::uuid[]))`,
      )
      .execute();
    return new Map(rows.map((row) => [row.response_id, stored(row)]));
  },
};

/** A person's answers, newest first. */
export const responsesOf = async (
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  most = 100,
): Promise<ResponseRow[]> => (await read(tx, accountId, newestOf, { residentId, most })) ?? [];

const newestOf: Read<{ readonly residentId: ResidentId; readonly most: number }, ResponseRow[]> = {
  name: 'responses.newest-of',
  of: ['response'],
  keyOf: ({ residentId, most }) => `${residentId} ${most}`,
  load: async (tx, accountId, keys) => {
    const found = new Map<string, ResponseRow[]>();
    // As many keys as people that ask: seldom more than a handful, and each is one short walk of the index.
    for (const { residentId, most } of keys) {
      const rows = await tx
        .selectFrom('response')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('resident_id', '=', residentId)
        .orderBy('response_id', 'desc')
        .limit(most)
        .execute();
      found.set(`${residentId} ${most}`, rows.map(stored));
    }
    return found;
  },
};

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
