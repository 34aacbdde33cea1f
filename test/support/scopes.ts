import { randomBytes } from 'node:crypto';
import { type AccountId, type Id, idsFrom, type NewId, uuidV7 } from '../../src/base/ids.ts';
import { createVault } from '../../src/platform/crypto/vault.ts';
import { createInScope } from '../../src/platform/in-scope.ts';
import type { Actor, InScope, OutgoingMessage, Scope } from '../../src/platform/scope.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export interface TestWorld {
  readonly database: TestDatabase;
  readonly inScope: InScope;
  readonly newId: NewId;
  /** The fixed clock; move it with `world.at = …`. */
  at: Date;
  /** What use-cases put into the outbox. */
  readonly queued: OutgoingMessage[];
  /** Opens a new account with a key. */
  account(slug?: string): Promise<{ id: AccountId; slug: string }>;
  end(): Promise<void>;
}

export const system: Actor = { kind: 'system', job: 'test' };

/** A database, a fixed clock and scopes: what a use-case test stands on. `store` replaces the plain outbox recorder. */
export async function testWorld(
  start = '2020-04-21T01:24:00Z',
  store?: (scope: Scope, message: OutgoingMessage) => Promise<void>,
): Promise<TestWorld> {
  const database = await testDatabase();
  const vault = createVault(randomBytes(32));
  const queued: OutgoingMessage[] = [];
  const world: TestWorld = {
    database,
    at: new Date(start),
    queued,
    newId: idsFrom(() => world.at),
    inScope: createInScope({
      db: database.db,
      vault,
      now: () => world.at,
      newId: <T extends Id<string>>() => world.newId<T>(),
      store: async (scope, message) => {
        queued.push(message);
        await store?.(scope, message);
        return [];
      },
      onQueued: () => {},
    }),
    async account(
      // Letters alone, as slugs are, and enough of them that no two accounts meet.
      slug = `test-${randomBytes(8)
        .toString('hex')
        .replace(/[0-9]/g, (digit) => 'ghijklmnop'[Number(digit)]!)}`,
    ) {
      const id = uuidV7(world.at.getTime(), randomBytes(10)) as AccountId;
      await database.db
        .insertInto('account')
        .values({ account_id: id, slug, prefecture_code: '04', created_at: world.at })
        .execute();
      const account = { id, slug };
      await world.inScope(account, system, (scope) => vault.openAccount(scope.tx, id, scope.now));
      return account;
    },
    end: () => database.drop(),
  };
  return world;
}
