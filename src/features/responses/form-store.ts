import { sql } from 'kysely';
import type { AccountId, ResidentId, ResponseId } from '../../base/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Read, read, type Write, write } from '../../platform/db/gather.ts';
import { byteaText, jsonRows } from '../../platform/db/set-wise.ts';

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
declare module '../../platform/db/database.ts' {
  interface Database {
    form: FormTable;
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
export const newestForm = (tx: Tx, accountId: AccountId, residentId: ResidentId): Promise<OpenForm | undefined> =>
  read(tx, accountId, newestForms, residentId);

const newestForms: Read<ResidentId, OpenForm> = {
  name: 'responses.newest-form',
  of: ['form'],
  keyOf: (id) => id,
  load: async (tx, accountId, ids) => {
    const rows = await tx
      .selectFrom('form')
      .distinctOn('resident_id')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('resident_id', '=', sql<string>`any(${ids}::uuid[])`)
      .orderBy('resident_id')
      .orderBy('form_id', 'desc')
      .execute();
    return new Map(
      rows.map((row) => [
        row.resident_id,
        {
          formId: row.form_id as ResponseId,
          questionnaire: row.questionnaire,
          version: row.version,
          sessionSealed: row.session_sealed,
          recordedAt: row.recorded_at,
          touchedAt: row.touched_at,
        },
      ]),
    );
  },
};

export interface NewForm {
  readonly formId: ResponseId;
  readonly questionnaire: string;
  readonly version: string;
  readonly sessionSealed: Buffer;
  readonly at: Date;
}

/** Starts a form; whatever was under way for the person is given up. */
export const replaceForm = (tx: Tx, accountId: AccountId, residentId: ResidentId, form: NewForm): Promise<void> =>
  write(tx, accountId, newForms, { residentId, ...form });

const newForms: Write<NewForm & { readonly residentId: ResidentId }> = {
  name: 'responses.new-form',
  table: 'form',
  keyOf: ({ residentId }) => residentId,
  save: async (tx, accountId, forms) => {
    await deleteForms(
      tx,
      accountId,
      forms.map((form) => form.residentId),
    );
    await tx
      .insertInto('form')
      .values(
        forms.map((form) => ({
          account_id: accountId,
          resident_id: form.residentId,
          form_id: form.formId,
          questionnaire: form.questionnaire,
          version: form.version,
          session_sealed: form.sessionSealed,
          recorded_at: null,
          started_at: form.at,
          touched_at: form.at,
        })),
      )
      .execute();
  },
};

export interface FormChange {
  readonly sessionSealed: Buffer;
  readonly touchedAt: Date;
  readonly recordedAt?: Date;
}

export const keepForm = (
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  formId: ResponseId,
  change: FormChange,
): Promise<void> => write(tx, accountId, keptForms, { residentId, formId, ...change });

const keptForms: Write<FormChange & { readonly residentId: ResidentId; readonly formId: ResponseId }> = {
  name: 'responses.kept-form',
  table: 'form',
  keyOf: ({ formId }) => formId,
  save: async (tx, accountId, forms) => {
    const rows = forms.map((form) => ({
      resident_id: form.residentId,
      form_id: form.formId,
      session_sealed: byteaText(form.sessionSealed),
      touched_at: form.touchedAt,
      recorded_at: form.recordedAt,
    }));
    await sql`
      update form f set session_sealed = r.session_sealed, touched_at = r.touched_at,
        recorded_at = coalesce(r.recorded_at, f.recorded_at)
      from json_to_recordset(${jsonRows(rows)}) as r (resident_id uuid, form_id uuid, session_sealed bytea,
        touched_at timestamptz, recorded_at timestamptz)
      where f.account_id = ${accountId} and f.resident_id = r.resident_id and f.form_id = r.form_id`.execute(tx);
  },
};

/** Gives up what is under way, many people's at a time. */
export const giveUpForm = (tx: Tx, accountId: AccountId, residentId: ResidentId): Promise<void> =>
  write(tx, accountId, givenUp, residentId);

const givenUp: Write<ResidentId> = {
  name: 'responses.given-up-form',
  table: 'form',
  keyOf: (id) => id,
  save: deleteForms,
};

export const removeForms = (tx: Tx, accountId: AccountId, residentId: ResidentId): Promise<void> =>
  deleteForms(tx, accountId, [residentId]);

async function deleteForms(tx: Tx, accountId: AccountId, residentIds: readonly ResidentId[]): Promise<void> {
  await tx
    .deleteFrom('form')
    .where('account_id', '=', accountId)
    .where('resident_id', '=', sql<string>`any(${residentIds}::uuid[])`)
    .execute();
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
