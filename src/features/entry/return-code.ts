import { randomBytes } from 'node:crypto';
import type { ChatId } from '../../base/ids.ts';
import type { Scope } from '../../platform/scope.ts';
import { lockChat } from '../residents/index.ts';
import * as store from './store.ts';

/** Policies state it too: docs/reference/retention.md. */
export const returnCodeDays = 180;

/** Without I, L, O and U: nobody has to tell 1 from l on paper. 16 of these 32 are 80 bits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 16;
const inGroupsOf = 4;

export interface ReturnCode {
  readonly madeAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

/** Makes the chat's code, in the place of an older one. It is told once: what is kept is a keyed hash. */
export async function makeReturnCode(scope: Scope, chatId: ChatId): Promise<{ code: string; expiresAt: Date }> {
  const { tx, account, now } = scope;
  await lockChat(tx, account.id, chatId);
  const code = [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
  const expiresAt = new Date(now.getTime() + returnCodeDays * 86_400_000);
  await store.putReturnCode(tx, account.id, chatId, { hash: await hashOf(scope, code), madeAt: now, expiresAt });
  await scope.audit('entry.return-code-made', chatId);
  return { code: written(code), expiresAt };
}

/** The chat whose code this is, as people type it; undefined for a code that is wrong, over, replaced or withdrawn. */
export async function comeBack(scope: Scope, typed: string): Promise<ChatId | undefined> {
  const code = readReturnCode(typed);
  if (code === undefined) return undefined;
  const chatId = await store.redeemReturnCode(scope.tx, scope.account.id, await hashOf(scope, code), scope.now);
  if (chatId) await scope.audit('entry.return-code-used', chatId);
  return chatId;
}

/** What the chat's owner may know of the code; undefined where there is none, or its time is over. */
export const returnCodeOf = (scope: Scope, chatId: ChatId): Promise<ReturnCode | undefined> =>
  store.returnCodeOf(scope.tx, scope.account.id, chatId, scope.now);

export async function withdrawReturnCode(scope: Scope, chatId: ChatId): Promise<void> {
  await store.removeReturnCode(scope.tx, scope.account.id, chatId);
  await scope.audit('entry.return-code-withdrawn', chatId);
}

/** A code as it was typed: full width, small letters, gaps and look-alikes do not matter. undefined if it can be none. */
export function readReturnCode(typed: string): string | undefined {
  const code = typed
    .slice(0, 100)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return code.length === length && [...code].every((one) => alphabet.includes(one)) ? code : undefined;
}

const written = (code: string): string => code.match(new RegExp(`.{${inGroupsOf}}`, 'g'))!.join('-');

const hashOf = ({ vault, tx, account }: Scope, code: string): Promise<Buffer> =>
  vault.lookupHash(tx, account.id, `return-code ${code}`);
