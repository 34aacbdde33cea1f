import { sql } from 'kysely';
import pg from 'pg';
import type { AccountId } from '../../src/base/ids.ts';
import { heldTables } from '../../src/features/privacy/held-data.ts';
import { type Db, openDatabase, type Tx } from '../../src/platform/db/database.ts';
import { appRole } from '../../src/platform/db/roles.ts';
import { type StoreCall, seeded, storeCalls } from './store-calls.ts';

export const accountA = '01900000-0000-7000-8000-00000000000a' as AccountId;
export const accountB = '01900000-0000-7000-8000-00000000000b' as AccountId;

export const walledTables = Object.entries(heldTables).flatMap(([name, { wall }]) =>
  wall === 'account' ? [name] : [],
);

/** Two accounts; A has at least a row in every table that belongs to accounts, B has none. */
export async function seedAccounts(client: pg.Client): Promise<void> {
  const { chatId, residentId, familyId, responseId, formId, messageId, newsId, eventId, emptyChatId, erasedId } =
    seeded;
  const at = `'2020-04-21T01:24:00Z'`;
  const until = `'2020-04-22T01:24:00Z'`;
  const a = `'${accountA}'`;
  const hash = `'\\x${seeded.hash.toString('hex')}'`;
  await client.query(`
    set search_path = mimamori;
    insert into account values (${a}, 'a-account', '04', null, null, ${at}), ('${accountB}', 'b-account', '07', null, null, ${at});
    insert into account_key values (${a}, '\\x01', ${at});
    insert into owner_key values (${a}, '${residentId}', '\\x02');
    insert into audit_lane values (${a}, '${chatId}', 1, '\\x03');
    insert into audit_entry values (${a}, '${chatId}', '${chatId}', 1, ${at}, 'system', 'job', 'a.b', null, '{}', '\\x', '\\x03');
    insert into chat (account_id, chat_id, channel, user_hash, user_sealed, language, session, created_at)
      values (${a}, '${chatId}', 'line', ${hash}, '\\x04', 'ja', '{"resident": "${residentId}"}', ${at});
    insert into resident (account_id, resident_id, chat_id, relation, label_sealed, answered_by, profile, profile_sealed, episode,
        prefecture_code, municipality_code, last_outcome, last_outcome_since, last_response_id, last_answered_at, answers, created_at)
      values (${a}, '${residentId}', '${chatId}', 'self', null, 'self', '{"zip": {"value": "9800811"}}', '\\x05', '{"onsetOn": "2020-04-20"}',
        '04', '04101', 'CONSULT_SOON', ${at}, '${responseId}', ${at}, 1, ${at}),
      (${a}, '${familyId}', '${chatId}', 'family', '\\x06', 'carer', '{}', null, null, null, null, null, null, null, null, 0, ${at});
    insert into consent values (${a}, '${residentId}', '${responseId}', 'followup', 'p', '1', '${'d'.repeat(64)}', true, 'consent', 'web', 'self', ${at});
    insert into web_session values (${a}, ${hash}, '${chatId}', '${residentId}', ${at}, ${until});
    insert into return_code values (${a}, '${chatId}', ${hash}, ${at}, ${until}, null);
    insert into form values (${a}, '${residentId}', '${formId}', 'ps-initial', '1', '\\x07', null, ${at}, ${at});
    insert into response (account_id, resident_id, response_id, questionnaire, version, channel, language, answered_at, answered_on,
        answers, text_sealed, context, outcome, outcome_row, profile, table_version, rule_id)
      values (${a}, '${residentId}', '${responseId}', 'ps-initial', '1', 'line', 'ja', ${at}, '2020-04-21', '{"fever": "yes"}', '\\x08',
        '{}', 'CONSULT_SOON', 6, 'mhlw-2020-02-17', '1', 'r6');
    insert into callback values (${a}, '${residentId}', '${messageId}', '${responseId}', '\\x09', ${at});
    insert into typed_answer values (${a}, ${hash}, '${residentId}', '${formId}', 'age', ${at});
    insert into counter values (${a}, '2020-04-21', '*', '*', 'answers', 1), (${a}, '2020-04-21', '04', '04101', 'answers', 1);
    insert into counter_delta values (${a}, '${messageId}', '[["2020-04-21", "04", "04101", "answers", 1]]');
    insert into line_event values (${a}, '${eventId}', ${at});
    insert into outbox (account_id, chat_id, message_id, retry_key, body, purpose, state, not_before, created_at)
      values (${a}, '${chatId}', '${messageId}', '${messageId}', '[{}]', 'a.b', 'waiting', ${at}, ${at});
    insert into outbox (account_id, chat_id, message_id, retry_key, body, purpose, state, not_before, created_at)
      values (${a}, '${chatId}', '${newsId}', '${newsId}', '[]', 'a.b', 'sent', ${at}, ${at});
    insert into chat (account_id, chat_id, channel, language, created_at) values (${a}, '${emptyChatId}', 'web', 'ja', ${at});
    insert into resident (account_id, resident_id, relation, answered_by, created_at, erased_at)
      values (${a}, '${erasedId}', 'self', 'self', ${at}, ${at});
    insert into dead_letter (account_id, dead_letter_id, chat_id, source, event_id, event_sealed, reason, at)
      values (${a}, '${messageId}', '${chatId}', 'line', '${eventId}', '\\x10', 'x', ${at});
    insert into contact_point_set values (${a}, '${messageId}', 'seed', '${'c'.repeat(64)}', '[]', ${at}, 'x');
    insert into news_item values (${a}, '${newsId}', '{"ja": "あ"}', 'https://example.jp', '2020-04-01', 'published', null, ${at}, 'x');`);
}

export interface Asked {
  /** 'src/features/residents/store.ts chatById'. */
  readonly call: string;
  readonly outcome: 'nothing' | 'refused' | 'leaked' | 'changed';
}

/**
 * Calls every function of every store as an application that acts for B, but asks for `named`: with A's id, as a use-case
 * would that mixed its accounts up, or with B's own id and the ids of A's people. Each call is taken back. Ends with the
 * first leak when told so.
 */
export async function askAs(
  superuser: pg.ClientConfig,
  named: AccountId,
  { untilLeak = false } = {},
): Promise<Asked[]> {
  const db = openDatabase({ connection: superuser, maxConnections: 1, onIdleError: () => {} });
  try {
    const asked: Asked[] = [];
    for (const [file, calls] of Object.entries(storeCalls)) {
      for (const [name, call] of Object.entries(calls)) {
        if (typeof call !== 'function') continue;
        asked.push({ call: `${file} ${name}`, outcome: await ask(db, call, named) });
        if (untilLeak && leaks(asked).length > 0) return asked;
      }
    }
    return asked;
  } finally {
    await db.destroy();
  }
}

export const leaks = (asked: readonly Asked[]): Asked[] =>
  asked.filter(({ outcome }) => outcome === 'leaked' || outcome === 'changed');

class TakenBack extends Error {}

async function ask(
  db: Db,
  call: Exclude<StoreCall, object & { outside: string }>,
  named: AccountId,
): Promise<Asked['outcome']> {
  let outcome: Asked['outcome'] = 'nothing';
  try {
    await db.transaction().execute(async (tx) => {
      await sql.raw('set local search_path = mimamori').execute(tx);
      const before = [await fingerprint(tx, accountA), await fingerprint(tx, accountB)];
      await sql.raw(`set local role ${appRole}; set local app.account = '${accountB}'`).execute(tx);
      const given = await call(tx, named);
      await sql.raw('set local role none').execute(tx);
      const after = [await fingerprint(tx, accountA), await fingerprint(tx, accountB)];
      if (after[0] !== before[0]) outcome = 'changed';
      // What B is told of a row that it added itself is no leak.
      else if (after[1] === before[1] && !isNothing(given)) outcome = 'leaked';
      throw new TakenBack();
    });
  } catch (error) {
    if (error instanceof TakenBack) return outcome;
    // 42501: the policy's check refuses a row of another account.
    if (error instanceof pg.DatabaseError && error.code === '42501') return 'refused';
    throw error;
  }
  return outcome;
}

/** One hash over all rows of an account, wherever they are. */
async function fingerprint(tx: Tx, account: AccountId): Promise<string> {
  const parts = walledTables.map(
    (name) => `select '${name}' as name, to_jsonb(t)::text as line from ${name} t where account_id = '${account}'`,
  );
  const { rows } = await sql
    .raw<{ hash: string }>(
      `select md5(string_agg(name || line, '|' order by name, line)) as hash from (${parts.join(' union all ')}) x`,
    )
    .execute(tx);
  return rows[0]!.hash;
}

function isNothing(given: unknown): boolean {
  if (given === undefined || given === null || given === false || given === 0) return true;
  if (Array.isArray(given)) return given.length === 0;
  if (given instanceof Set || given instanceof Map) return given.size === 0;
  return Object.getPrototypeOf(given) === Object.prototype && Object.keys(given).length === 0;
}
