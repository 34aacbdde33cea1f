import type { AccountId, Id, StaffId } from '../../base/ids.ts';
import type { Localized } from '../../base/language.ts';
import type { Actor } from '../../platform/scope.ts';

export type OrganisationId = Id<'organisation'>;

export const organisationKinds = ['prefecture', 'city', 'contractor', 'university', 'ministry'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

export const roles = ['viewer', 'officer', 'nurse', 'analyst', 'privacy', 'administrator'] as const;
export type Role = (typeof roles)[number];

/**
 * What a role may do in an account. `residents.find` shows that someone exists (code, place, when they last answered);
 * only with `residents.read` also what they answered.
 */
export const permissionsOfRole = {
  viewer: ['situation.read', 'content.read'],
  officer: ['situation.read', 'content.read', 'residents.find', 'residents.read', 'news.write'],
  nurse: ['situation.read', 'content.read', 'residents.find', 'residents.read'],
  analyst: ['situation.read'],
  privacy: ['content.read', 'residents.find', 'audit.read', 'audit.verify'],
  administrator: ['content.read', 'staff.read', 'audit.read', 'audit.verify', 'messages.read-dead-letters'],
} as const satisfies Readonly<Record<Role, readonly `${string}.${string}`[]>>;
export type Permission = (typeof permissionsOfRole)[Role][number];

export interface RoleGrant {
  readonly accountId: AccountId;
  readonly role: Role;
  /** Municipality codes; null = the whole account. */
  readonly areas: readonly string[] | null;
}

export const permissionsOf = (grants: readonly RoleGrant[]): ReadonlySet<Permission> =>
  new Set(grants.flatMap((grant): readonly Permission[] => permissionsOfRole[grant.role]));

/**
 * The municipalities for which the grants permit something; null = all of the account. Grants of roles that do not permit it
 * widen nothing.
 */
export function areasOf(grants: readonly RoleGrant[], permission: Permission): readonly string[] | null {
  const permitting = grants.filter((grant) => permissionsOfRole[grant.role].some((one) => one === permission));
  if (permitting.length === 0 || permitting.some((grant) => grant.areas === null)) return null;
  return [...new Set(permitting.flatMap((grant) => grant.areas ?? []))].sort();
}

export interface StaffMember {
  readonly staffId: StaffId;
  readonly login: string;
  readonly name: string;
  readonly organisation: { readonly id: OrganisationId; readonly name: string };
}

export type StaffActor = Extract<Actor, { kind: 'staff' }>;

/** An account as staff see it: the database's row with what its content says of it. */
export interface AccountFace {
  readonly id: AccountId;
  readonly slug: string;
  readonly prefectureCode: string;
  readonly name: Localized;
  /** One or two characters for the account's mark: 「宮」. */
  readonly seal: string;
}

const minuteMs = 60_000;
/** A session ends 30 minutes after the last request and 12 hours after sign-in, by the server's clock. */
export const sessionIdleMs = 30 * minuteMs;
export const sessionLongestMs = 12 * 60 * minuteMs;
/** How long a passkey's challenge waits to be signed. */
export const challengeMs = 5 * minuteMs;

/**
 * Tries within 15 minutes before sign-in by password waits: few for one login; more for one address, since an office shares
 * one. A passkey is not held up by others' tries at the same login.
 */
export const tryWindowMs = 15 * minuteMs;
export const triesPerLogin = 5;
export const triesPerAddress = 50;

export const sessionRequired = {
  code: 'session.required',
  status: 401,
  title: 'Sign in first: there is no session, or it has ended.',
} as const;
export const wrongPassword = {
  code: 'staff.wrong-password',
  status: 401,
  title: 'Login and password do not fit together.',
} as const;
export const tooManyTries = {
  code: 'staff.too-many-tries',
  status: 429,
  title: 'Too many tries; wait {retryAfterSeconds} seconds.',
} as const;
export const foreignRequest = {
  code: 'session.foreign-request',
  status: 403,
  title: 'This request does not come from the console: it lacks its header, or its Origin is another site.',
} as const;
export const passkeyRefused = {
  code: 'staff.passkey-refused',
  status: 401,
  title: 'The passkey was not accepted; start again.',
} as const;
export const noSuchPasskey = {
  code: 'staff.no-such-passkey',
  status: 404,
  title: 'You have no passkey with this id.',
} as const;
export const loginTaken = {
  code: 'staff.login-taken',
  status: 409,
  title: "The login '{login}' is taken; choose another.",
} as const;
export const badLogin = {
  code: 'staff.bad-login',
  status: 400,
  title:
    "The login '{login}' has 2 to 63 characters of a-z, 0-9, dot, underscore and hyphen, and starts with a letter or digit.",
} as const;
export const weakPassword = {
  code: 'staff.weak-password',
  status: 400,
  title: 'A password has 12 to 200 characters.',
} as const;

export const loginPattern = /^[a-z0-9][a-z0-9._-]{1,62}$/;
