import { sql } from 'kysely';
import type { AccountId } from '../../base/ids.ts';
import type { Tx } from '../db/database.ts';
import { type Write, write } from '../db/gather.ts';
import { byteaText } from '../db/set-wise.ts';
import { entryHash } from './entry-hash.ts';

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

export const append = (tx: Tx, accountId: AccountId, entry: NewEntry): Promise<void> =>
  write(tx, accountId, entries, entry);

const entries: Write<NewEntry> = {
  name: 'audit.entries',
  table: 'audit_entry',
  save: async (tx, accountId, rows) => {
    const lane = await freeLane(tx, accountId, rows[0]!.entryId);
    let { lastSeq, lastHash } = lane;
    const chained = rows.map((row) => {
      lastSeq += 1;
      const linked = { ...row, chainId: lane.chainId, seq: lastSeq, previousHash: lastHash, atText: micros(row.at) };
      lastHash = entryHash({ ...linked, subject: row.subject ?? null });
      return {
        entry_id: row.entryId,
        seq: lastSeq,
        at: row.at,
        actor_kind: row.actorKind,
        actor_id: row.actorId,
        verb: row.verb,
        subject: row.subject ?? null,
        detail: row.detail,
        previous_hash: byteaText(linked.previousHash),
        hash: byteaText(lastHash),
      };
    });
    await sql`
      with moved as (
        update audit_lane set last_seq = ${lastSeq}, last_hash = ${lastHash}
        where account_id = ${accountId} and chain_id = ${lane.chainId}
      )
      insert into audit_entry
        (account_id, entry_id, chain_id, seq, at, actor_kind, actor_id, verb, subject, detail, previous_hash, hash)
      select ${accountId}, entry_id, ${lane.chainId}, seq, at, actor_kind, actor_id, verb, subject, detail, previous_hash, hash
      from json_to_recordset(${JSON.stringify(chained)}::json) as r (entry_id uuid, seq bigint, at timestamptz,
        actor_kind text, actor_id text, verb text, subject text, detail text, previous_hash bytea, hash bytea)`.execute(
      tx,
    );
  },
};

/** A chain that no other transaction is appending to, locked until this one ends; a new one, named `fresh`, if there is none. */
async function freeLane(
  tx: Tx,
  accountId: AccountId,
  fresh: string,
): Promise<{ chainId: string; lastSeq: number; lastHash: Buffer }> {
  const { rows } = await sql<{ chainId: string; lastSeq: number; lastHash: Buffer }>`
    select chain_id as "chainId", last_seq as "lastSeq", last_hash as "lastHash" from audit_lane
    where account_id = ${accountId} order by chain_id limit 1 for update skip locked`.execute(tx);
  if (rows[0]) return rows[0];
  const opened = { chainId: fresh, lastSeq: 0, lastHash: Buffer.alloc(0) };
  await sql`insert into audit_lane (account_id, chain_id, last_seq, last_hash)
    values (${accountId}, ${fresh}, 0, ${opened.lastHash})`.execute(tx);
  return opened;
}

/** As PostgreSQL writes a timestamp of whole milliseconds with microseconds, UTC. */
const micros = (at: Date): string => at.toISOString().replace('Z', '000Z');

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
