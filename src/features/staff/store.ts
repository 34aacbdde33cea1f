import { type Generated, sql } from 'kysely';
import type { AccountId, StaffId } from '../../base/ids.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import type { OrganisationId, OrganisationKind, Role, RoleGrant, StaffMember } from './model.ts';

interface OrganisationTable {
  organisation_id: string;
  name: string;
  kind: OrganisationKind;
}
interface StaffTable {
  staff_id: string;
  organisation_id: string;
  login: string;
  name: string;
  password_hash: string | null;
  home_account_id: string | null;
  created_at: Date;
  disabled_at: Generated<Date | null>;
}
interface StaffRoleTable {
  staff_id: string;
  account_id: string;
  role: Role;
  areas: string[] | null;
}
declare module '../../platform/db/database.ts' {
  interface Database {
    organisation: OrganisationTable;
    staff: StaffTable;
    staff_role: StaffRoleTable;
  }
}

export interface StaffRow extends StaffMember {
  readonly passwordHash: string | null;
}

/** A member who may still sign in. */
export async function memberByLogin(db: Db, login: string): Promise<StaffRow | undefined> {
  const { rows } = await sql<StaffRow>`
    select s.staff_id as "staffId", s.login, s.name, s.password_hash as "passwordHash",
      json_build_object('id', o.organisation_id, 'name', o.name) as organisation
    from staff s join organisation o using (organisation_id)
    where s.login = ${login} and s.disabled_at is null`.execute(db);
  return rows[0];
}

export async function memberById(db: Db, staffId: StaffId): Promise<StaffMember | undefined> {
  const { rows } = await sql<StaffMember>`
    select s.staff_id as "staffId", s.login, s.name,
      json_build_object('id', o.organisation_id, 'name', o.name) as organisation
    from staff s join organisation o using (organisation_id)
    where s.staff_id = ${staffId} and s.disabled_at is null`.execute(db);
  return rows[0];
}

export async function grantsOf(db: Db | Tx, staffId: StaffId): Promise<RoleGrant[]> {
  const rows = await db
    .selectFrom('staff_role')
    .select(['account_id as accountId', 'role', 'areas'])
    .where('staff_id', '=', staffId)
    .orderBy('account_id')
    .orderBy('role')
    .execute();
  return rows as (RoleGrant & { accountId: AccountId })[];
}

/** What people who act in the account's audit log are called. Staff who left are named too. */
export async function namesOf(db: Db | Tx, staffIds: readonly string[]): Promise<Map<string, string>> {
  if (staffIds.length === 0) return new Map();
  const rows = await db.selectFrom('staff').select(['staff_id', 'name']).where('staff_id', 'in', staffIds).execute();
  return new Map(rows.map((row) => [row.staff_id, row.name]));
}

/** The ids of staff whose name contains the text, or whose login it is. */
export async function staffNamed(db: Db | Tx, text: string): Promise<string[]> {
  const rows = await db
    .selectFrom('staff')
    .select('staff_id')
    .where((where) =>
      where.or([where(sql`position(lower(${text}) in lower(name))`, '>', 0), where('login', '=', text)]),
    )
    .limit(200)
    .execute();
  return rows.map((row) => row.staff_id);
}

/** The organisation of that name; made when there is none. */
export async function organisationNamed(
  db: Db | Tx,
  organisation: { id: OrganisationId; name: string; kind: OrganisationKind },
): Promise<OrganisationId> {
  await db
    .insertInto('organisation')
    .values({ organisation_id: organisation.id, name: organisation.name, kind: organisation.kind })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const row = await db
    .selectFrom('organisation')
    .select('organisation_id')
    .where('name', '=', organisation.name)
    .executeTakeFirstOrThrow();
  return row.organisation_id as OrganisationId;
}

/** False when the login is taken. */
export async function addMember(
  db: Db | Tx,
  member: {
    staffId: StaffId;
    organisationId: OrganisationId;
    login: string;
    name: string;
    passwordHash: string;
    homeAccountId: AccountId | null;
    at: Date;
  },
): Promise<boolean> {
  const result = await db
    .insertInto('staff')
    .values({
      staff_id: member.staffId,
      organisation_id: member.organisationId,
      login: member.login,
      name: member.name,
      password_hash: member.passwordHash,
      home_account_id: member.homeAccountId,
      created_at: member.at,
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function addGrant(tx: Tx, staffId: StaffId, grant: RoleGrant): Promise<void> {
  await tx
    .insertInto('staff_role')
    .values({
      staff_id: staffId,
      account_id: grant.accountId,
      role: grant.role,
      areas: grant.areas ? [...grant.areas] : null,
    })
    .onConflict((conflict) =>
      conflict.columns(['staff_id', 'account_id', 'role']).doUpdateSet({ areas: sql`excluded.areas` }),
    )
    .execute();
}
