import { sql } from 'kysely';
import { isUuid, type NewId } from '../base/ids.ts';
import * as audit from './audit/store.ts';
import type { Vault } from './crypto/vault.ts';
import type { Db, Tx } from './db/database.ts';
import {
  type Actor,
  actorId,
  type InScope,
  type OutgoingMessage,
  type QueuedMessage,
  requirePermission,
  type Scope,
} from './scope.ts';

export interface ScopeParts {
  readonly vault: Vault;
  readonly now: () => Date;
  readonly newId: NewId;
  /** Stores a message in the outbox, within the transaction. */
  readonly store: (scope: Scope, message: OutgoingMessage) => Promise<readonly QueuedMessage[]>;
  /** Told after commit what was stored: whoever delivers here begins with it, others take it as a hint over their poll. */
  readonly onQueued: (account: Scope['account'], messages: readonly QueuedMessage[]) => void;
}

/** Opens scopes: one transaction each, bound to the account before anything else runs in it. */
export function createInScope(parts: ScopeParts & { readonly db: Db }): InScope {
  const scopes = createScopes(parts);
  return async (account, actor, work) => {
    const queued: QueuedMessage[] = [];
    const result = await parts.db.transaction().execute(async (tx) => {
      await bindAccount(tx, account.id);
      return scopes.run(tx, account, actor, queued, work);
    });
    if (queued.length > 0) parts.onQueued(account, queued);
    return result;
  };
}

/** A session-level `set` would leak to others behind a transaction pooler; the id is a checked UUID. */
export async function bindAccount(tx: Tx, accountId: string): Promise<void> {
  if (!isUuid(accountId)) throw new TypeError('account id is not a UUID');
  await sql.raw(`set local app.account = '${accountId}'`).execute(tx);
}

/** Runs work in a transaction that is bound to its account already. */
export interface Scopes {
  run<T>(
    tx: Tx,
    account: Scope['account'],
    actor: Actor | ((scope: Scope) => Promise<Actor>),
    queued: QueuedMessage[],
    work: (scope: Scope) => Promise<T>,
  ): Promise<T>;
}

export function createScopes(parts: ScopeParts): Scopes {
  return {
    run: async (tx, account, actor, queued, work) => {
      const scopeOf = (who: Actor) => makeScope(parts, tx, account, who, queued);
      const who = typeof actor === 'function' ? await actor(scopeOf(unknownActor)) : actor;
      return work(scopeOf(who));
    },
  };
}

/** Until the database has told who acts. */
const unknownActor: Actor = { kind: 'system', job: 'scope.find-actor' };

function makeScope(parts: ScopeParts, tx: Tx, account: Scope['account'], actor: Actor, queued: QueuedMessage[]): Scope {
  const now = parts.now();
  const scope: Scope = {
    tx,
    account,
    actor,
    now,
    newId: parts.newId,
    vault: parts.vault,
    require: (permission) => requirePermission(actor, permission),
    audit: (verb, subject, detail) =>
      audit.append(tx, account.id, {
        entryId: parts.newId(),
        at: now,
        actorKind: actor.kind,
        actorId: actorId(actor),
        verb,
        subject,
        detail: JSON.stringify(detail ?? {}),
      }),
    enqueue: async (message) => {
      queued.push(...(await parts.store(scope, message)));
    },
  };
  return scope;
}
