import type { NewId, StaffId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { Actor } from '../../platform/scope.ts';
import {
  badLogin,
  loginPattern,
  loginTaken,
  type OrganisationId,
  type OrganisationKind,
  type Role,
  weakPassword,
} from './model.ts';
import { generatePassword, hashPassword } from './password.ts';
import type { SessionParts } from './sessions.ts';
import * as store from './store.ts';

export interface NewStaff {
  readonly login: string;
  readonly name: string;
  readonly organisation: { readonly name: string; readonly kind: OrganisationKind };
  /** Slugs of accounts, the one where their work is first, and the roles there; `areas` are municipality codes, null = all. */
  readonly grants: ReadonlyArray<{
    readonly account: string;
    readonly roles: readonly Role[];
    readonly areas: readonly string[] | null;
  }>;
  /** Absent: one is generated. */
  readonly password?: string;
}

const noSuchAccount = {
  code: 'staff.no-such-account',
  status: 404,
  title: "There is no account '{account}'; see mimamori account list.",
} as const;

/**
 * Adds a member with roles; audited in each account. For the command line and the demo's cast.
 * @returns the id and the password, to be shown once: only its hash is kept.
 * @throws Problem `staff.bad-login`, `staff.weak-password`, `staff.login-taken`, `staff.no-such-account`; nothing is written then
 */
export async function addStaff(
  parts: SessionParts & { readonly newId: NewId },
  actor: Actor,
  staff: NewStaff,
): Promise<{ staffId: StaffId; password: string }> {
  if (!loginPattern.test(staff.login)) throw new Problem(badLogin, { login: staff.login });
  const password = staff.password ?? generatePassword();
  if (password.length < 12 || password.length > 200) throw new Problem(weakPassword);
  const open = new Map((await parts.accounts()).map((account) => [account.slug, account]));
  const grants = staff.grants.map((grant) => {
    const account = open.get(grant.account);
    if (!account) throw new Problem(noSuchAccount, { account: grant.account });
    return { ...grant, account };
  });

  const staffId = parts.newId<StaffId>();
  const passwordHash = await hashPassword(password);
  await parts.db.transaction().execute(async (tx) => {
    const organisation = { id: parts.newId<OrganisationId>(), ...staff.organisation };
    const organisationId = await store.organisationNamed(tx, organisation);
    const { login, name } = staff;
    const added = await store.addMember(tx, {
      staffId,
      organisationId,
      login,
      name,
      passwordHash,
      homeAccountId: grants[0]?.account.id ?? null,
      at: parts.now(),
    });
    if (!added) throw new Problem(loginTaken, { login });
  });
  for (const { account, roles, areas } of grants) {
    await parts.inScope(account, actor, async (scope) => {
      for (const role of roles) await store.addGrant(scope.tx, staffId, { accountId: account.id, role, areas });
      await scope.audit('staff.added', staffId, { roles, areas });
    });
  }
  return { staffId, password };
}
