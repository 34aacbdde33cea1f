import { sql } from 'kysely';
import type { AccountId } from '../../base/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { AuditFilter, LoggedEntry } from './model.ts';

/**
 * Entries that fit, newest first: by their id, a UUIDv7 of the moment of writing. An empty list of actors or subjects means
 * that nothing fits what was asked for.
 */
export async function entries(tx: Tx, accountId: AccountId, filter: AuditFilter): Promise<LoggedEntry[]> {
  const { verb, actors, subjects, after, limit } = filter;
  const { rows } = await sql<LoggedEntry>`
    select entry_id as "entryId", chain_id as "chainId", seq, at, actor_kind as "actorKind", actor_id as "actorId", verb,
      subject, detail, encode(hash, 'hex') as hash
    from audit_entry
    where account_id = ${accountId}
      ${after === undefined ? sql`` : sql`and entry_id < ${after}::uuid`}
      ${verb === undefined ? sql`` : verb.endsWith('.') ? verbsOf(verb) : sql`and verb = ${verb}`}
      ${actors === undefined ? sql`` : sql`and actor_id = any(${actors}::text[])`}
      ${subjects === undefined ? sql`` : sql`and subject = any(${subjects}::text[])`}
    order by entry_id desc limit ${limit}`.execute(tx);
  return rows;
}

/** All verbs of a feature ('residents.'), as a range: '/' comes after '.', and `like` would not enter the index (0007). */
const verbsOf = (feature: string) => sql`and verb >= ${feature} and verb < ${`${feature.slice(0, -1)}/`}`;
