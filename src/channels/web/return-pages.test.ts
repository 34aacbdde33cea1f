import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LineWorld, lineWorld } from '../../../test/support/line-world.ts';
import { answersOfSomeone } from '../../../test/support/web-answers.ts';
import { webVisitor } from '../../../test/support/web-visitor.ts';
import { openSession, returnCodeDays } from '../../features/entry/index.ts';
import { findLineUser } from '../../features/residents/index.ts';

const base = '/m/miyagi';
const ticks = { consent_terms: 'on', consent_privacy: 'on' };
const codeOn = (page: string): string =>
  [...page.matchAll(/<b>([0-9A-Z]{4})<\/b>/g)].map(([, group]) => group).join('-');

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld();
});
afterAll(() => world.end());

async function someoneOnTheWeb() {
  const visitor = webVisitor(world.served, base);
  await visitor.get(base);
  await visitor.submit(`${base}/begin`, {});
  await visitor.submit(`${base}/consent`, ticks);
  await visitor.answerForm(answersOfSomeone);
  return visitor;
}

test('someone without LINE is offered a way back, and comes back with it from another browser', async () => {
  const visitor = await someoneOnTheWeb();
  expect((await visitor.get(`${base}/guidance`)).body).toContain(`href="${base}/return-code"`);
  await visitor.get(`${base}/return-code`);
  const made = await visitor.submit(`${base}/return-code`, {});
  const code = codeOn(made.body);
  expect(code).toMatch(/^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
  expect(made.body).toContain(`/m/miyagi/return/${code}`);
  expect((await visitor.get(`${base}/guidance`)).body).not.toContain(`href="${base}/return-code"`);
  expect((await visitor.get(`${base}/my-data`)).body).toContain('2020年10月18日');
  const kept = await world.look<{ row: string }>('select return_code::text as row from return_code');
  expect(JSON.stringify(kept)).not.toContain(code.replaceAll('-', ''));

  const elsewhere = webVisitor(world.served, base);
  // Opening the link alone opens nothing: previews and scanners do that too.
  const link = await elsewhere.get(`${base}/return/${code}`);
  expect([link.status, elsewhere.cookies.has('mimamori')]).toEqual([200, false]);
  await elsewhere.submit(`${base}/return`, {});
  expect((await elsewhere.get(`${base}/my-data`)).body).toContain('980-0811');
  // It may be typed, as often as it is needed.
  const third = webVisitor(world.served, base);
  await third.get(`${base}/return`);
  await third.submit(`${base}/return`, { code: ` ${code.toLowerCase().replaceAll('-', ' ')} ` });
  expect((await third.get(`${base}/return-code`)).body).toContain('4月21日');
});

test('a code that was replaced, withdrawn or erased opens nothing, nor does one whose time is over', async () => {
  const visitor = await someoneOnTheWeb();
  const make = async () => codeOn((await visitor.post(`${base}/return-code`, {})).body);
  const opens = async (code: string) => (await webVisitor(world.served, base).post(`${base}/return`, { code })).status;
  const first = await make();
  const second = await make();
  expect([await opens(first), await opens(second)]).toEqual([422, 200]);
  await visitor.get(`${base}/return-code`);
  await visitor.submit(`${base}/return-code/withdraw`, {});
  expect(await opens(second)).toBe(422);

  const third = await make();
  await world.look('update return_code set expires_at = $1', [new Date('2020-04-21T10:19:59+09:00')]);
  expect(await opens(third)).toBe(422);
  const [row] = await world.look<{ days: number }>(
    `select extract(day from expires_at - made_at)::int as days from return_code where expires_at > made_at limit 1`,
  );
  expect(row?.days ?? returnCodeDays).toBe(returnCodeDays);

  const fourth = await make();
  await visitor.get(`${base}/my-data/erase`);
  await visitor.submit(`${base}/my-data/erase`, { sure: 'yes' });
  expect(await opens(fourth)).toBe(422);
});

test('who comes from LINE comes back from LINE: no code is offered, and none is made', async () => {
  const { userId } = await world.friend();
  const visitor = webVisitor(world.served, base);
  const system = { kind: 'system', job: 'test' } as const;
  const secret = await world.app.inScope(world.kit, system, async (scope) =>
    openSession(scope, (await findLineUser(scope, userId))!.chatId),
  );
  visitor.cookies.set('mimamori', secret);
  const before = await world.look('select 1 from return_code');
  await visitor.post(`${base}/return-code`, {});
  expect(await world.look('select 1 from return_code')).toEqual(before);
  expect((await visitor.get(`${base}/my-data`)).body).not.toContain('/return-code');
});
