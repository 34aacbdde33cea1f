import { sql } from 'kysely';
import type { AccountId, ChatId, ResidentId } from '../../base/ids.ts';
import type { Tx } from '../../platform/db/database.ts';

// Whose time is over shows only across the tables of several features. Here it is found, and nothing is changed: each feature
// removes its own. What somebody else has locked is left for the next hour.

/** People who neither answered nor came since an instant, the longest silent first; not while they fill in a form. */
export async function silentPeople(tx: Tx, accountId: AccountId, before: Date, most: number): Promise<ResidentId[]> {
  const { rows } = await sql<{ id: ResidentId }>`
    select r.resident_id as id from resident r
    where r.account_id = ${accountId} and r.erased_at is null
      and (r.last_answered_at < ${before} or (r.last_answered_at is null and r.created_at < ${before}))
      and not exists (select from form f where f.account_id = r.account_id and f.resident_id = r.resident_id)
    order by coalesce(r.last_answered_at, r.created_at) limit ${most} for update of r skip locked`.execute(tx);
  return rows.map(({ id }) => id);
}

const livingPeople = sql`exists (select from resident r
  where r.account_id = c.account_id and r.chat_id = c.chat_id and r.erased_at is null)`;
const wayIn = (now: Date) => sql`(
  exists (select from web_session s where s.account_id = c.account_id and s.chat_id = c.chat_id and s.expires_at > ${now})
  or exists (select from return_code l where l.account_id = c.account_id and l.chat_id = c.chat_id and l.expires_at > ${now}))`;

/** Chats that look after nobody, opened and last followed before an instant, and that no browser is looking at. */
export async function emptyChats(
  tx: Tx,
  accountId: AccountId,
  before: Date,
  now: Date,
  most: number,
): Promise<ChatId[]> {
  const { rows } = await sql<{ id: ChatId }>`
    select c.chat_id as id from chat c
    where c.account_id = ${accountId} and c.erased_at is null and c.created_at < ${before}
      and (c.followed_at is null or c.followed_at < ${before})
      and not ${livingPeople} and not ${wayIn(now)}
    order by c.created_at limit ${most} for update of c skip locked`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Chats of browsers, opened before an instant, that nothing leads back to and in which nobody ever agreed to anything. */
export async function abandonedChats(
  tx: Tx,
  accountId: AccountId,
  before: Date,
  now: Date,
  most: number,
): Promise<ChatId[]> {
  const { rows } = await sql<{ id: ChatId }>`
    select c.chat_id as id from chat c
    where c.account_id = ${accountId} and c.erased_at is null and c.channel = 'web' and c.created_at < ${before}
      and not ${wayIn(now)}
      and not exists (
        select from resident r join consent k on k.account_id = r.account_id and k.resident_id = r.resident_id
        where r.account_id = c.account_id and r.chat_id = c.chat_id)
    order by c.created_at limit ${most} for update of c skip locked`.execute(tx);
  return rows.map(({ id }) => id);
}
