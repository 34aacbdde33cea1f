import { sql } from 'kysely';
import type { AccountId, StaffId } from '../../base/ids.ts';
import type { Db } from '../../platform/db/database.ts';
import type { RoleGrant, StaffMember } from './model.ts';

interface StaffSessionTable {
  session_hash: Buffer;
  staff_id: string;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
}
interface SignInFailureTable {
  login_hash: Buffer;
  at: Date;
  failure_id: string;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    staff_session: StaffSessionTable;
    sign_in_failure: SignInFailureTable;
  }
}

export interface SessionRow extends StaffMember {
  readonly seenAt: Date;
  readonly expiresAt: Date;
  readonly grants: readonly RoleGrant[];
  /** Where their work is. */
  readonly homeAccountId: AccountId | null;
}

export async function addSession(
  db: Db,
  session: { hash: Buffer; staffId: StaffId; at: Date; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto('staff_session')
    .values({
      session_hash: session.hash,
      staff_id: session.staffId,
      created_at: session.at,
      seen_at: session.at,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** The session with the person behind it, unless it is past its end, was last seen too long ago, or they were disabled. */
export async function sessionOf(db: Db, hash: Buffer, now: Date, seenSince: Date): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select s.staff_id as "staffId", s.login, s.name, s.home_account_id as "homeAccountId", ss.seen_at as "seenAt", ss.expires_at as "expiresAt",
      json_build_object('id', o.organisation_id, 'name', o.name) as organisation,
      coalesce((select json_agg(json_build_object('accountId', r.account_id, 'role', r.role, 'areas', r.areas)
        order by r.account_id, r.role) from staff_role r where r.staff_id = s.staff_id), '[]') as grants
    from staff_session ss join staff s using (staff_id) join organisation o using (organisation_id)
    where ss.session_hash = ${hash} and ss.expires_at > ${now} and ss.seen_at > ${seenSince}
      and s.disabled_at is null`.execute(db);
  return rows[0];
}

export async function touchSession(db: Db, hash: Buffer, at: Date): Promise<void> {
  await db.updateTable('staff_session').set({ seen_at: at }).where('session_hash', '=', hash).execute();
}

export async function removeSession(db: Db, hash: Buffer): Promise<void> {
  await db.deleteFrom('staff_session').where('session_hash', '=', hash).execute();
}

export async function removeEndedSessions(db: Db, staffId: StaffId, now: Date, seenSince: Date): Promise<void> {
  await db
    .deleteFrom('staff_session')
    .where('staff_id', '=', staffId)
    .where((where) => where.or([where('expires_at', '<=', now), where('seen_at', '<=', seenSince)]))
    .execute();
}

export interface TryLimit {
  readonly hash: Buffer;
  readonly most: number;
}

/**
 * Counts one try against every limit before the password is looked at, so that tries sent at once do not slip past each
 * other. When a limit is reached nothing is counted and the answer is when the try that has to age was made.
 */
export async function reserveTry(
  db: Db,
  limits: readonly TryLimit[],
  now: Date,
  since: Date,
  newId: () => string,
): Promise<{ failureIds: string[] } | { waitSince: Date }> {
  // One order for all, or two tries could wait for each other.
  const ordered = [...limits].sort((a, b) => a.hash.compare(b.hash));
  return db.transaction().execute(async (tx) => {
    for (const { hash } of ordered) {
      await sql`select pg_advisory_xact_lock(${hash.readBigInt64BE().toString()}::bigint)`.execute(tx);
    }
    // Also tries from beyond the next window: a clock that was set back must not lock anyone out.
    const ahead = new Date(2 * now.getTime() - since.getTime());
    await tx
      .deleteFrom('sign_in_failure')
      .where((where) => where.or([where('at', '<=', since), where('at', '>', ahead)]))
      .execute();
    for (const { hash, most } of ordered) {
      const tries = await tx
        .selectFrom('sign_in_failure')
        .select('at')
        .where('login_hash', '=', hash)
        .orderBy('at', 'desc')
        .limit(most)
        .execute();
      if (tries.length >= most) return { waitSince: tries.at(-1)!.at };
    }
    const failureIds = ordered.map(() => newId());
    await tx
      .insertInto('sign_in_failure')
      .values(ordered.map(({ hash }, at) => ({ login_hash: hash, at: now, failure_id: failureIds[at]! })))
      .execute();
    return { failureIds };
  });
}

/** After the right password: the login starts anew, the address gets this one try back. */
export async function forgetTries(db: Db, loginHash: Buffer, failureIds: readonly string[]): Promise<void> {
  await db
    .deleteFrom('sign_in_failure')
    .where((where) => where.or([where('login_hash', '=', loginHash), where('failure_id', 'in', failureIds)]))
    .execute();
}
