import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LineWorld, lineWorld } from '../../../test/support/line-world.ts';
import type { ResidentId } from '../../base/ids.ts';
import { changeTick } from '../../features/consent/index.ts';
import { addPerson, type Chat, findLineUser } from '../../features/residents/index.ts';
import { formUnderWay } from '../../features/responses/index.ts';
import type { Actor, Scope } from '../../platform/scope.ts';
import type { AccountKit } from '../account-kit.ts';
import { converse } from './converse.ts';

const system: Actor = { kind: 'system', job: 'test' };

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld();
});
afterAll(() => world.end());

const inScope = <T>(work: (scope: Scope) => Promise<T>): Promise<T> => world.app.inScope(world.kit, system, work);
const press = (chat: Chat, code: string) =>
  inScope((scope) => converse(scope, world.kit, chat, { kind: 'code', code }, true));

/** A friend whose chat looks after their mother alone, and has agreed for her. */
async function agreedForMother(): Promise<{ chat: Chat; mother: ResidentId }> {
  const { userId } = await world.friend();
  const chat = (await inScope((scope) => findLineUser(scope, userId)))!;
  const mother = await inScope((scope) =>
    addPerson(scope, chat.chatId, { relation: 'family', answeredBy: 'carer', label: '母' }),
  );
  await press(chat, 'm.report');
  for (let tick = 0; tick < world.kit.ticks.length; tick += 1) await press(chat, `c.${tick}.1`);
  return { chat, mother };
}

test('who agrees in the chat for someone in the family is written down as their carer', async () => {
  const { mother } = await agreedForMother();
  const rows = await world.look<{ given_by: string }>('select given_by from consent where resident_id = $1', [mother]);
  expect(rows.map((row) => row.given_by)).toEqual(world.kit.ticks.map(() => 'carer'));
});

test('consent withdrawn on the page stops the questions that stand in the chat', async () => {
  const { chat, mother } = await agreedForMother();
  const session = () => inScope(async (scope) => (await formUnderWay(scope, world.kit.initial, mother))!.session);
  const before = await session();
  const privacy = world.kit.ticks.find(({ item }) => item === 'privacy')!;
  await inScope((scope) => changeTick(scope, mother, privacy, false, { channel: 'line', givenBy: 'carer' }));

  const first = `q.${Date.parse(before.startedAt).toString(36)}.1.o0`;
  const said = JSON.stringify(await press(chat, first));
  expect(said).toContain('m.report');
  expect(await session()).toEqual(before);
  // Beginning again asks for the ticks first.
  expect(JSON.stringify(await press(chat, 'm.report'))).toContain('c.0.1');
});

test('what is written down is the version that was shown with each tick, not the one in force at the end', async () => {
  const { userId } = await world.friend();
  const chat = (await inScope((scope) => findLineUser(scope, userId)))!;
  const inForce = (version: string, holds: boolean): AccountKit => ({
    ...world.kit,
    ticks: world.kit.ticks.map((tick) =>
      tick.item === 'terms'
        ? tick
        : {
            ...tick,
            document: { ...tick.document, version, hash: version.padEnd(64, '0').replace(/\D/g, '0') },
            holdsFrom: (given) => holds || given === version,
          },
    ),
  });
  const pressUnder = (kit: AccountKit, code: string) =>
    inScope((scope) => converse(scope, kit, chat, { kind: 'code', code }, true));
  const [before, after] = [inForce('2020-03-30', false), inForce('2020-05-01', false)];
  await pressUnder(before, 'm.report');
  await pressUnder(before, 'c.0.1');
  await pressUnder(before, 'c.1.1');
  // The third tick was shown before the new version came, and is answered after.
  await pressUnder(after, 'c.2.1');
  const said = JSON.stringify(await pressUnder(after, 'c.3.1'));
  const ledger = () =>
    world.look<{ item: string; version: string }>(
      `select k.item, k.version from consent k join resident r using (account_id, resident_id)
       where r.chat_id = $1 and k.item <> 'terms' order by k.consent_id`,
      [chat.chatId],
    );
  expect(await ledger()).toEqual([
    { item: 'privacy', version: '2020-03-30' },
    { item: 'research', version: '2020-03-30' },
    { item: 'followup', version: '2020-05-01' },
  ]);
  // The new version asks again, so the questions do not begin.
  expect(said).toContain('c.0.1');
  for (let tick = 0; tick < 4; tick += 1) await pressUnder(after, `c.${tick}.1`);
  expect((await ledger()).slice(3).map(({ version }) => version)).toEqual(Array(3).fill('2020-05-01'));
  expect(JSON.stringify(await pressUnder(after, 'm.report'))).not.toContain('c.0.1');
});
