import { afterAll, beforeAll, expect, test } from 'vitest';
import { system, type TestWorld, testWorld } from '../../../test/support/scopes.ts';
import { addPerson, openWebChat } from '../residents/index.ts';
import { purge } from './index.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.end());

const dayMs = 24 * 3_600_000;

test('people who have not answered for as long as the policy says are erased, and nobody else', async () => {
  const account = await world.account();
  const answeredDaysAgo = (days: number) =>
    world.inScope(account, system, async (scope) => {
      const { chatId } = await openWebChat(scope, 'ja');
      const residentId = await addPerson(scope, chatId, { relation: 'self', answeredBy: 'self' });
      await scope.tx
        .updateTable('resident')
        .set({ last_answered_at: new Date(scope.now.getTime() - days * dayMs), last_outcome: 'WATCH', answers: 1 })
        .where('resident_id', '=', residentId)
        .execute();
      return residentId;
    });
  const [long, short] = [await answeredDaysAgo(366), await answeredDaysAgo(364)];
  const more = await world.inScope(account, system, (scope) => purge(scope, { answerDays: 365 }));
  expect(more).toBe(false);
  const rows = await world.inScope(account, system, (scope) =>
    scope.tx.selectFrom('resident').select(['resident_id', 'erased_at', 'last_outcome']).execute(),
  );
  const of = (id: string) => rows.find((row) => row.resident_id === id);
  expect(of(long)).toMatchObject({ erased_at: world.at, last_outcome: null });
  expect(of(short)).toMatchObject({ erased_at: null, last_outcome: 'WATCH' });
});

test('a policy without an end erases nobody', async () => {
  const account = await world.account();
  const more = await world.inScope(account, system, (scope) => purge(scope, { answerDays: Number.POSITIVE_INFINITY }));
  expect(more).toBe(false);
});
