import { createHmac, type KeyObject } from 'node:crypto';
import type { NewId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import { tooManyTries, triesPerAddress, triesPerLogin, tryWindowMs, wrongPassword } from './model.ts';
import { nobodysHash, passwordFits } from './password.ts';
import { forgetTries, reserveTry } from './session-store.ts';
import { auditInAccounts, type OpenedSession, openSession, type SessionParts } from './sessions.ts';
import { memberByLogin } from './store.ts';

export interface SignInParts extends SessionParts {
  readonly newId: NewId;
  /** Hides logins and addresses in the table of failures; every process has the same one. */
  readonly triesKey: KeyObject;
}

/**
 * Signs in by password. An unknown login, a wrong password and a login without password take the same time and get the same
 * answer.
 * @throws Problem `staff.wrong-password`, `staff.too-many-tries`
 */
export async function signIn(
  parts: SignInParts,
  given: { readonly login: string; readonly password: string; readonly address: string },
): Promise<OpenedSession> {
  const login = given.login.trim().toLowerCase();
  const loginHash = hashed(parts.triesKey, `login ${login}`);
  const failureIds = await countTry(parts, loginHash, hashed(parts.triesKey, `address ${given.address}`));
  const member = await memberByLogin(parts.db, login);
  const fits = await passwordFits(given.password, member?.passwordHash ?? nobodysHash);
  if (!member?.passwordHash || !fits) {
    if (member) await auditInAccounts(parts, member.staffId, 'staff.sign-in-failed', {});
    throw new Problem(wrongPassword);
  }
  await forgetTries(parts.db, loginHash, failureIds);
  return openSession(parts, member.staffId, 'password');
}

async function countTry(parts: SignInParts, loginHash: Buffer, addressHash: Buffer): Promise<readonly string[]> {
  const now = parts.now();
  const limits = [
    { hash: loginHash, most: triesPerLogin },
    { hash: addressHash, most: triesPerAddress },
  ];
  const since = new Date(now.getTime() - tryWindowMs);
  const result = await reserveTry(parts.db, limits, now, since, () => parts.newId());
  if ('failureIds' in result) return result.failureIds;
  const waitMs = result.waitSince.getTime() + tryWindowMs - now.getTime();
  throw new Problem(tooManyTries, { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) });
}

const hashed = (key: KeyObject, text: string): Buffer => createHmac('sha256', key).update(text).digest();
