import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isProblem, Problem } from '../../base/problem.ts';
import { notAllowed, requirePermission } from '../../platform/scope.ts';
import {
  type AccountFace,
  areasOf,
  foreignRequest,
  type Permission,
  permissionsOf,
  type StaffActor,
  sessionRequired,
} from './model.ts';
import type { Site } from './passkeys.ts';
import { currentSession, type SessionParts, type SessionRow } from './sessions.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without a session: signing in itself. */
    openToAll?: boolean;
    /** Asked for by the page, not by the person: does not keep an idle session alive. */
    background?: boolean;
  }
}

export const sessionCookie = 'mimamori_staff';
const consoleHeader = 'x-mimamori-console';

/** What a staff member may do in the account that the path names (`:slug`). */
export interface AccountAccess {
  readonly account: AccountFace;
  readonly actor: StaffActor;
  /** Municipality codes whose residents may be found; null = all. */
  readonly areas: readonly string[] | null;
  /** Municipality codes whose counts may be seen; null = all. */
  readonly countedAreas: readonly string[] | null;
  /** The accounts of which this person may see all counts: the 47-tile map looks across them. */
  readonly countedAccounts: readonly AccountFace[];
}

/** Stands before the console's routes: `guard` in a plugin, then `staffOf` and `accountOf` in its handlers. */
export interface StaffGate {
  /** Refuses, for all routes of this plugin: foreign requests, requests without a session, accounts without a role. */
  guard(app: Pick<FastifyInstance, 'addHook'>): void;
  staffOf(request: FastifyRequest): SessionRow;
  accountOf(request: FastifyRequest): AccountAccess;
  /** For what needs no scope. @throws Problem `staff.not-allowed` */
  require(actor: StaffActor, permission: Permission): void;
}

export function createStaffGate(parts: SessionParts): StaffGate {
  const sessions = new WeakMap<FastifyRequest, SessionRow>();
  const accesses = new WeakMap<FastifyRequest, AccountAccess>();

  async function admit(request: FastifyRequest, _reply: FastifyReply): Promise<void> {
    refuseForeign(request);
    if (request.routeOptions.config.openToAll) return;
    const secret = request.cookies[sessionCookie];
    const session = secret ? await currentSession(parts, secret, !isBackground(request)) : undefined;
    if (!session) throw new Problem(sessionRequired);
    sessions.set(request, session);
    const { slug } = request.params as { slug?: string };
    if (slug !== undefined) accesses.set(request, await accessTo(session, slug));
  }

  /** Whoever tries what they may not do is told so; the account is, too. */
  async function auditRefusal(request: FastifyRequest, _reply: FastifyReply, error: unknown): Promise<void> {
    const access = accesses.get(request);
    if (!access || !isProblem(error) || error.code !== notAllowed.code) return;
    await parts.inScope(access.account, access.actor, (scope) =>
      scope.audit('staff.refused', undefined, { permission: error.params.permission ?? '' }),
    );
  }

  async function accessTo(session: SessionRow, slug: string): Promise<AccountAccess> {
    const accounts = await parts.accounts();
    const account = accounts.find((one) => one.slug === slug);
    const grants = session.grants.filter((grant) => grant.accountId === account?.id);
    // The same answer for an account that does not exist: which exist is no secret, but needs no telling either.
    if (!account || grants.length === 0) throw new Problem(notAllowed, { permission: 'account' });
    const countedAccounts = accounts.filter((one) => {
      const there = session.grants.filter((grant) => grant.accountId === one.id);
      return permissionsOf(there).has('situation.read') && areasOf(there, 'situation.read') === null;
    });
    const actor = { kind: 'staff', staffId: session.staffId, permissions: permissionsOf(grants) } as const;
    return {
      account,
      actor,
      areas: areasOf(grants, 'residents.find'),
      countedAreas: areasOf(grants, 'situation.read'),
      countedAccounts,
    };
  }

  return {
    guard: (app) => {
      app.addHook('onRequest', admit);
      app.addHook('onError', auditRefusal);
    },
    staffOf: (request) => known(sessions.get(request)),
    accountOf: (request) => known(accesses.get(request)),
    require: requirePermission,
  };
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('guard() was not called in this plugin, or the path has no :slug');
  return value;
}

/** Where the browser was when it sent this request, as it reached us. */
export const siteOf = (request: FastifyRequest): Site => ({
  origin: `${request.protocol}://${request.host}`,
  hostname: request.hostname,
});

/** A page that refreshes itself says so in a header; a person's own clicks carry none. */
const isBackground = (request: FastifyRequest): boolean =>
  request.routeOptions.config.background === true || request.headers['x-mimamori-background'] === '1';

/** The cookie is SameSite=Strict; this is the second wall: a header that no form can send, and the browser's Origin. */
function refuseForeign(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin } = request.headers;
  const fromHere = origin === undefined || origin === siteOf(request).origin;
  if (request.headers[consoleHeader] !== '1' || !fromHere) throw new Problem(foreignRequest);
}
