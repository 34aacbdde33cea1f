import { sql } from 'kysely';
import { isUuid, type NewId } from '../base/ids.ts';
import * as audit from './audit/store.ts';
import type { Vault } from './crypto/vault.ts';
import type { Db, Tx } from './db/database.ts';
import { type Actor, actorId, type InScope, type OutgoingMessage, requirePermission, type Scope } from './scope.ts';

export interface ScopeParts {
  readonly db: Db;
  readonly vault: Vault;
  readonly now: () => Date;
  readonly newId: NewId;
  /** Stores a message in the outbox, within the transaction. */
  readonly store: (scope: Scope, message: OutgoingMessage) => Promise<void>;
  /** Told after commit that messages wait: a hint over the poll. */
  readonly onQueued: () => void;
}

/** Opens scopes: one transaction each, bound to the account before anything else runs in it. */
export function createInScope(parts: ScopeParts): InScope {
  return async (account, actor, work) => {
    if (!isUuid(account.id)) throw new TypeError('account id is not a UUID');
    const queue = { used: false };
    const result = await parts.db.transaction().execute(async (tx) => {
      // A session-level `set` would leak to others behind a transaction pooler; the id is a checked UUID.
      await sql.raw(`set local app.account = '${account.id}'`).execute(tx);
      const scopeOf = (who: Actor) => makeScope(parts, tx, account, who, queue);
      const who = typeof actor === 'function' ? await actor(scopeOf(unknownActor)) : actor;
      return work(scopeOf(who));
    });
    if (queue.used) parts.onQueued();
    return result;
  };
}

/** Until the database has told who acts. */
const unknownActor: Actor = { kind: 'system', job: 'scope.find-actor' };

function makeScope(
  parts: ScopeParts,
  tx: Tx,
  account: Scope['account'],
  actor: Actor,
  queue: { used: boolean },
): Scope {
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
      audit.append(tx, {
        entryId: parts.newId(),
        at: now,
        actorKind: actor.kind,
        actorId: actorId(actor),
        verb,
        subject,
        detail: JSON.stringify(detail ?? {}),
      }),
    enqueue: async (message) => {
      queue.used = true;
      await parts.store(scope, message);
    },
  };
  return scope;
}
