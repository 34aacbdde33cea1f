import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { system, type TestWorld, testWorld } from '../../../test/support/scopes.ts';
import type { ResidentId } from '../../base/ids.ts';
import { type AskedTick, changeTick, consentState, recordTicks } from './index.ts';

const how = { channel: 'web', givenBy: 'self' } as const;
const tick = (item: AskedTick['item'], required: boolean, version = '1'): AskedTick => ({
  item,
  required,
  meaning: 'consent',
  document: { id: item === 'terms' ? 'terms' : 'miyagi', version, hash: 'a'.repeat(64) },
  holdsFrom: (given) => given === version,
});
const asked = (version = '1') => [
  tick('terms', true),
  tick('privacy', true, version),
  tick('research', false, version),
  tick('followup', false, version),
];

describe('consent', () => {
  let world: TestWorld;
  let account: Awaited<ReturnType<TestWorld['account']>>;
  beforeAll(async () => {
    world = await testWorld();
    account = await world.account();
  });
  afterAll(() => world.end());
  const someone = () => world.newId<ResidentId>();
  const inScope = <T>(work: Parameters<TestWorld['inScope']>[2]) => world.inScope(account, system, work) as Promise<T>;

  test('nothing is written while a required tick is missing', async () => {
    const id = someone();
    await expect(
      inScope((scope) => recordTicks(scope, id, asked(), new Set(['terms', 'research']), how)),
    ).rejects.toMatchObject({ code: 'consent.ticks-missing', params: { items: 'privacy' } });
    const state = await world.inScope(account, system, (scope) => consentState(scope, id, asked()));
    expect(state).toMatchObject({ mayAnswer: false, asksAgain: false });
    expect(state.records.size).toBe(0);
  });

  test('each tick is kept on its own, given or not, with the document it stood under', async () => {
    const id = someone();
    await inScope((scope) => recordTicks(scope, id, asked(), new Set(['terms', 'privacy', 'followup']), how));
    const state = await world.inScope(account, system, (scope) => consentState(scope, id, asked()));
    expect(state).toMatchObject({ mayAnswer: true, followup: true, research: false });
    expect(state.records.get('research')).toMatchObject({ given: false, documentId: 'miyagi', version: '1' });
  });

  test('withdrawing privacy closes the questions; the record of having agreed stays', async () => {
    const id = someone();
    await inScope((scope) => recordTicks(scope, id, asked(), new Set(['terms', 'privacy']), how));
    world.at = new Date(world.at.getTime() + 1000);
    await inScope((scope) => changeTick(scope, id, asked()[1]!, false, how));
    const state = await world.inScope(account, system, (scope) => consentState(scope, id, asked()));
    expect(state).toMatchObject({ mayAnswer: false, asksAgain: false });
    const all = await world.inScope(account, system, (scope) =>
      scope.tx.selectFrom('consent').selectAll().where('resident_id', '=', id).execute(),
    );
    expect(all).toHaveLength(5);
  });

  test('a new version that does not hold from the old one asks again', async () => {
    const id = someone();
    await inScope((scope) => recordTicks(scope, id, asked(), new Set(['terms', 'privacy']), how));
    const state = await world.inScope(account, system, (scope) => consentState(scope, id, asked('2')));
    expect(state).toMatchObject({ mayAnswer: false, asksAgain: true });
  });

  test('nor do ticks for research and follow-up messages reach what a new version says', async () => {
    const id = someone();
    const all = new Set(['terms', 'privacy', 'research', 'followup'] as const);
    await inScope((scope) => recordTicks(scope, id, asked(), all, how));
    const under = (version: string) =>
      world.inScope(account, system, (scope) => consentState(scope, id, asked(version)));
    expect(await under('1')).toMatchObject({ research: true, followup: true });
    expect(await under('2')).toMatchObject({ research: false, followup: false });
  });

  test('another account sees nothing of it', async () => {
    const id = someone();
    await inScope((scope) => recordTicks(scope, id, asked(), new Set(['terms', 'privacy']), how));
    const other = await world.account();
    const state = await world.inScope(other, system, (scope) => consentState(scope, id, asked()));
    expect(state.records.size).toBe(0);
  });
});
