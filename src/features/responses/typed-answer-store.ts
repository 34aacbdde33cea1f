import type { AccountId, ResidentId, ResponseId } from '../../base/ids.ts';
import type { Tx } from '../../platform/db/database.ts';

interface TypedAnswerTable {
  account_id: string;
  message_hash: Buffer;
  resident_id: string;
  form_id: string;
  question: string;
  typed_at: Date;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    typed_answer: TypedAnswerTable;
  }
}

/** Where a message's words went. */
export interface TypedAnswer {
  readonly residentId: ResidentId;
  readonly formId: ResponseId;
  readonly question: string;
}

export async function addTyped(
  tx: Tx,
  accountId: AccountId,
  typed: TypedAnswer & { messageHash: Buffer; at: Date },
): Promise<void> {
  await tx
    .insertInto('typed_answer')
    .values({
      account_id: accountId,
      message_hash: typed.messageHash,
      resident_id: typed.residentId,
      form_id: typed.formId,
      question: typed.question,
      typed_at: typed.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function typedBy(tx: Tx, accountId: AccountId, messageHash: Buffer): Promise<TypedAnswer | undefined> {
  const row = await tx
    .selectFrom('typed_answer')
    .select(['resident_id', 'form_id', 'question'])
    .where('account_id', '=', accountId)
    .where('message_hash', '=', messageHash)
    .executeTakeFirst();
  return (
    row && {
      residentId: row.resident_id as ResidentId,
      formId: row.form_id as ResponseId,
      question: row.question,
    }
  );
}

/** The answer to this question now comes from elsewhere, or is gone. */
export async function forgetTyped(tx: Tx, accountId: AccountId, typed: TypedAnswer): Promise<void> {
  await tx
    .deleteFrom('typed_answer')
    .where('account_id', '=', accountId)
    .where('resident_id', '=', typed.residentId)
    .where('form_id', '=', typed.formId)
    .where('question', '=', typed.question)
    .execute();
}

export async function removeTyped(tx: Tx, accountId: AccountId, residentId: ResidentId): Promise<void> {
  await tx
    .deleteFrom('typed_answer')
    .where('account_id', '=', accountId)
    .where('resident_id', '=', residentId)
    .execute();
}

export async function removeTypedBefore(tx: Tx, accountId: AccountId, before: Date): Promise<void> {
  await tx.deleteFrom('typed_answer').where('account_id', '=', accountId).where('typed_at', '<', before).execute();
}

/** Puts what is left of a response's free text in the place of what was there. */
export async function keepText(
  tx: Tx,
  accountId: AccountId,
  residentId: ResidentId,
  responseId: ResponseId,
  textSealed: Buffer | null,
): Promise<void> {
  await tx
    .updateTable('response')
    .set({ text_sealed: textSealed })
    .where('account_id', '=', accountId)
    .where('resident_id', '=', residentId)
    .where('response_id', '=', responseId)
    .execute();
}
