import type { ChatMessage } from '../base/chat-message.ts';
import type { AccountId, ChatId, Id, NewId, StaffId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import type { Vault } from './crypto/vault.ts';
import type { Tx } from './db/database.ts';

/** Who acts. */
export type Actor =
  | { readonly kind: 'resident'; readonly chatId: ChatId }
  | { readonly kind: 'staff'; readonly staffId: StaffId; readonly permissions: ReadonlySet<string> }
  | { readonly kind: 'system'; readonly job: string }
  /** Someone at the server's own command line. */
  | { readonly kind: 'operator'; readonly user: string };

export interface OutgoingMessage {
  readonly chatId: ChatId;
  readonly messages: readonly ChatMessage[];
  /** Why: `feature.verb`. */
  readonly purpose: string;
  /** A reply is free while its token lives; after that the message is pushed. */
  readonly reply?: { readonly token: string; readonly until: Date };
  /** LINE's id of the chat where it is at hand: it spares a look-up, and is not stored with the message. */
  readonly lineUser?: string;
}

/** A message as the outbox holds it: whoever delivers it needs nothing else. */
export interface QueuedMessage {
  readonly chatId: ChatId;
  readonly messageId: Id<'message'>;
  readonly retryKey: string;
  readonly replyToken: string | null;
  readonly replyUntil: Date | null;
  readonly body: readonly ChatMessage[];
  readonly purpose: string;
  readonly attempts: number;
  /** What went wrong at the attempt before this one. */
  readonly lastError: string | null;
  /** Until when it is leased to this process; null: it waits for any. */
  readonly leasedUntil: Date | null;
  /** LINE's id of the chat, in memory only. */
  readonly lineUser?: string;
}

/** What a use-case may touch: one transaction, bound to one account, by one actor, at one instant. */
export interface Scope {
  readonly tx: Tx;
  readonly account: { readonly id: AccountId; readonly slug: string };
  readonly actor: Actor;
  readonly now: Date;
  readonly newId: NewId;
  readonly vault: Vault;
  /** @throws Problem `staff.not-allowed` unless the actor may. */
  require(permission: `${string}.${string}`): void;
  /** Appends to the account's audit log. `detail` must hold no health content and no identifier but ids. */
  audit(verb: `${string}.${string}`, subject?: string, detail?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Puts a message into the outbox: sent after commit, once. */
  enqueue(message: OutgoingMessage): Promise<void>;
}

/**
 * Runs one piece of work in one transaction of an account; what it returns is acknowledged after commit. Where only the
 * database tells who acts (a browser's session), the actor is found within the same transaction.
 */
export type InScope = <T>(
  account: { readonly id: AccountId; readonly slug: string },
  actor: Actor | ((scope: Scope) => Promise<Actor>),
  work: (scope: Scope) => Promise<T>,
) => Promise<T>;

export const notAllowed = {
  code: 'staff.not-allowed',
  status: 403,
  title: 'You may not do this here ({permission}). Ask your administrator for the role.',
} as const;

export function requirePermission(actor: Actor, permission: string): void {
  if (actor.kind === 'system' || actor.kind === 'operator') return;
  if (actor.kind === 'staff' && actor.permissions.has(permission)) return;
  throw new Problem(notAllowed, { permission });
}

export const actorId = (actor: Actor): string => {
  switch (actor.kind) {
    case 'resident':
      return actor.chatId;
    case 'staff':
      return actor.staffId;
    case 'system':
      return actor.job;
    case 'operator':
      return actor.user;
  }
};
