import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { system, type TestWorld, testWorld } from '../../../test/support/scopes.ts';
import { withClient } from '../db/roles.ts';
import { verifyChains } from './verify-chains.ts';

describe('the audit log', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.end());

  const write = (account: Awaited<ReturnType<TestWorld['account']>>, n: number) =>
    world.inScope(account, system, (scope) => scope.audit('responses.recorded', `r-${n}`, { n }));
  const verify = (account: Awaited<ReturnType<TestWorld['account']>>) =>
    world.inScope(account, system, (scope) => verifyChains(scope.tx, account.id));

  test('chains every entry, also when many are written at once', async () => {
    const account = await world.account();
    await Promise.all(Array.from({ length: 40 }, (_, n) => write(account, n)));
    const report = await verify(account);
    expect(report).toMatchObject({ entries: 40, brokenAt: null });
    expect(report.chains).toBeGreaterThan(1);
  });

  test.for([
    [
      'an altered detail',
      `update mimamori.audit_entry set detail = '{"n":99}' where account_id = $1 and seq = 2`,
      'altered',
    ],
    ['a removed entry', 'delete from mimamori.audit_entry where account_id = $1 and seq = 2', 'missing'],
    ['a removed end', 'delete from mimamori.audit_entry where account_id = $1 and seq = 3', 'cut-off'],
  ] as const)('shows %s', async ([, mutation, reason]) => {
    const account = await world.account();
    for (const n of [1, 2, 3]) await write(account, n);
    expect(await verify(account)).toEqual({ chains: 1, entries: 3, brokenAt: null });
    await withClient(world.database.superuser, (client) => client.query(mutation, [account.id]));
    expect((await verify(account)).brokenAt).toMatchObject({ reason });
  });
});
