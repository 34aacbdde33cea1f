import { createHash, randomBytes } from 'node:crypto';
import type { ChatId, ResidentId } from '../../base/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import * as store from './store.ts';

/** A browser stays signed in for a day; the phone's own LINE opens a new session at each visit anyway. */
export const sessionHours = 24;

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const newSecret = (): string => randomBytes(24).toString('base64url');
const hoursAfter = (at: Date, hours: number): Date => new Date(at.getTime() + hours * 3_600_000);

export interface WebSession {
  readonly chatId: ChatId;
  /** The person whose answers are on the screen; null until one is chosen. */
  readonly residentId: ResidentId | null;
}

/** Opens a session for a chat; the secret goes into the browser's cookie, only its hash is kept. */
export async function openSession(scope: Scope, chatId: ChatId): Promise<string> {
  const secret = newSecret();
  await store.addSession(scope.tx, scope.account.id, {
    hash: hashOf(secret),
    chatId,
    at: scope.now,
    expiresAt: hoursAfter(scope.now, sessionHours),
  });
  return secret;
}

export async function sessionOf(scope: Scope, secret: string | undefined): Promise<WebSession | undefined> {
  if (!secret) return undefined;
  return store.sessionByHash(scope.tx, scope.account.id, hashOf(secret), scope.now);
}

export async function lookAfter(scope: Scope, secret: string, residentId: ResidentId | null): Promise<void> {
  await store.choosePerson(scope.tx, scope.account.id, hashOf(secret), residentId);
}
