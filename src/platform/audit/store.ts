import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';

interface AuditEntryTable {
  account_id: string;
  entry_id: string;
  chain_id: string;
  seq: number;
  at: Date;
  actor_kind: 'staff' | 'resident' | 'system' | 'operator';
  actor_id: string;
  verb: string;
  subject: string | null;
  detail: string;
  previous_hash: Buffer;
  hash: Buffer;
}
interface AuditLaneTable {
  account_id: string;
  chain_id: string;
  last_seq: number;
  last_hash: Buffer;
}
declare module '../db/database.ts' {
  interface Database {
    audit_entry: AuditEntryTable;
    audit_lane: AuditLaneTable;
  }
}

export interface NewEntry {
  readonly entryId: string;
  readonly at: Date;
  readonly actorKind: AuditEntryTable['actor_kind'];
  readonly actorId: string;
  readonly verb: string;
  readonly subject: string | undefined;
  readonly detail: string;
}

export async function append(tx: Tx, entry: NewEntry): Promise<void> {
  await sql`select append_audit(${entry.entryId}::uuid, ${entry.at}, ${entry.actorKind}, ${entry.actorId},
    ${entry.verb}, ${entry.subject ?? null}, ${entry.detail})`.execute(tx);
}

export interface StoredEntry {
  readonly chainId: string;
  readonly seq: number;
  /** As hashed: ISO with microseconds, UTC. */
  readonly atText: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly verb: string;
  readonly subject: string | null;
  readonly detail: string;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
}

/** The next entries of the account's chains, chain by chain in order, after a place. */
export async function entriesAfter(
  tx: Tx,
  accountId: string,
  after: { chainId: string; seq: number } | undefined,
  limit: number,
): Promise<StoredEntry[]> {
  const { rows } = await sql<StoredEntry>`
    select chain_id as "chainId", seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "atText",
      actor_kind as "actorKind", actor_id as "actorId", verb, subject, detail, previous_hash as "previousHash", hash
    from audit_entry
    where account_id = ${accountId}
      and (chain_id, seq) > (${after?.chainId ?? '00000000-0000-0000-0000-000000000000'}::uuid, ${after?.seq ?? 0})
    order by chain_id, seq limit ${limit}`.execute(tx);
  return rows;
}

export async function lanes(
  tx: Tx,
  accountId: string,
): Promise<{ chainId: string; lastSeq: number; lastHash: Buffer }[]> {
  return tx
    .selectFrom('audit_lane')
    .select(['chain_id as chainId', 'last_seq as lastSeq', 'last_hash as lastHash'])
    .where('account_id', '=', accountId)
    .orderBy('chain_id')
    .execute();
}
