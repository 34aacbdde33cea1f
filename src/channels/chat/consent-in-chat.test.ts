import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LineWorld, lineWorld } from '../../../test/support/line-world.ts';
import type { ResidentId } from '../../base/ids.ts';
import { changeTick } from '../../features/consent/index.ts';
import { addPerson, type Chat, findLineUser } from '../../features/residents/index.ts';
import { formUnderWay } from '../../features/responses/index.ts';
import type { Actor, Scope } from '../../platform/scope.ts';
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
