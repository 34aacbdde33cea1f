import { createHash, randomBytes } from 'node:crypto';
import type { StaffId } from '../../base/ids.ts';
import type { Db } from '../../platform/db/database.ts';
import type { InScope } from '../../platform/scope.ts';
import { type AccountFace, permissionsOf, sessionIdleMs, sessionLongestMs } from './model.ts';
import * as sessionStore from './session-store.ts';
import * as store from './store.ts';

export type SessionRow = sessionStore.SessionRow;
export type SignInWay = 'password' | 'passkey';

export interface SessionParts {
  readonly db: Db;
  readonly inScope: InScope;
  readonly now: () => Date;
  /** The accounts that are open, with their names. */
  readonly accounts: () => Promise<readonly AccountFace[]>;
}

/** A new session's secret and its end; the secret is told to the browser and stored nowhere. */
export interface OpenedSession {
  readonly secret: string;
  readonly expiresAt: Date;
}

/**
 * Every way of signing in ends here, and so would an identity provider's (OIDC): once its answer has been verified and led
 * to a member's login, `openSession` with the name of that way is all that is left to do.
 *
 * The sign-in is audited in each account where the person has a role, before the session exists: an entry without a session
 * harms nobody, a session without an entry would.
 */
export async function openSession(parts: SessionParts, staffId: StaffId, way: SignInWay): Promise<OpenedSession> {
  await auditInAccounts(parts, staffId, 'staff.signed-in', { way });
  const now = parts.now();
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + sessionLongestMs);
  await sessionStore.removeEndedSessions(parts.db, staffId, now, idleSince(now));
  await sessionStore.addSession(parts.db, { hash: secretHash(secret), staffId, at: now, expiresAt });
  return { secret, expiresAt };
}

/** The session behind a cookie, if it still holds; `byPerson` keeps it from idling out. */
export async function currentSession(
  parts: SessionParts,
  secret: string,
  byPerson: boolean,
): Promise<SessionRow | undefined> {
  const now = parts.now();
  const hash = secretHash(secret);
  const session = await sessionStore.sessionOf(parts.db, hash, now, idleSince(now));
  // A console asks many times a minute: one write a minute says enough.
  if (byPerson && session && now.getTime() - session.seenAt.getTime() > 60_000) {
    await sessionStore.touchSession(parts.db, hash, now);
  }
  return session;
}

/** Ends the session, if there is one, and audits it as signing in was. */
export async function closeSession(parts: SessionParts, secret: string): Promise<void> {
  const now = parts.now();
  const session = await sessionStore.sessionOf(parts.db, secretHash(secret), now, idleSince(now));
  await sessionStore.removeSession(parts.db, secretHash(secret));
  if (session) await auditInAccounts(parts, session.staffId, 'staff.signed-out', {});
}

/** Writes one entry by this person into each account where they have a role. */
export async function auditInAccounts(
  parts: SessionParts,
  staffId: StaffId,
  verb: `staff.${string}`,
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  const grants = await store.grantsOf(parts.db, staffId);
  for (const account of await parts.accounts()) {
    const here = grants.filter((grant) => grant.accountId === account.id);
    if (here.length === 0) continue;
    const actor = { kind: 'staff', staffId, permissions: permissionsOf(here) } as const;
    await parts.inScope(account, actor, (scope) => scope.audit(verb, undefined, detail));
  }
}

const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest();

const idleSince = (now: Date): Date => new Date(now.getTime() - sessionIdleMs);
