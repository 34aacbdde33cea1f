import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestConsole, testConsole } from '../../../test/support/console.ts';
import { system, type TestWorld, testWorld } from '../../../test/support/scopes.ts';
import type { AccountFace } from '../staff/index.ts';
import { bury, deadLetterRoutes } from './index.ts';

describe('what was set aside', () => {
  let world: TestWorld;
  let office: TestConsole;
  let account: AccountFace;
  beforeAll(async () => {
    world = await testWorld();
    office = await testConsole(world, (gate) => [deadLetterRoutes({ gate, inScope: world.inScope })]);
    account = await office.account('miyagi');
    for (const n of [1, 2, 3]) {
      await world.inScope(account, system, (scope) =>
        bury(scope, { source: 'line', eventId: `EVENT${n}`, event: { text: 'a secret word' }, reason: `Fault${n}` }),
      );
    }
    const other = await office.account('fukushima');
    await world.inScope(other, system, (scope) => bury(scope, { source: 'job', reason: 'Elsewhere' }));
  });
  afterAll(async () => {
    await office.end();
    await world.end();
  });

  test('is listed for administrators page by page: when, from where and why, never what it says', async () => {
    const admin = await office.browserOf('admin', 'miyagi', ['administrator']);
    const first = await admin.get('/accounts/miyagi/dead-letters?limit=2');
    expect(first.body.open).toBe(3);
    expect(first.body.items.map((item: { reason: string }) => item.reason)).toEqual(['Fault3', 'Fault2']);
    expect(first.body.items[0]).toEqual({
      deadLetterId: expect.any(String),
      at: world.at.toISOString(),
      source: 'line',
      reason: 'Fault3',
      settledAt: null,
    });
    const second = await admin.get(`/accounts/miyagi/dead-letters?limit=2&after=${first.body.next}`);
    expect(second.body).toMatchObject({ items: [{ reason: 'Fault1' }], next: null });
    expect(first.text + second.text).not.toMatch(/secret|EVENT/);
  });

  test.for(['viewer', 'officer', 'nurse', 'analyst', 'privacy'] as const)('is closed to a %s', async (role) => {
    const browser = await office.browserOf(role, 'miyagi', [role]);
    expect(await browser.get('/accounts/miyagi/dead-letters')).toMatchObject({
      status: 403,
      body: { code: 'staff.not-allowed' },
    });
  });
});
