import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LineWorld, lineWorld } from '../../../test/support/line-world.ts';
import { formsOf, webVisitor } from '../../../test/support/web-visitor.ts';
import { openSession } from '../../features/entry/index.ts';
import { findLineUser } from '../../features/residents/index.ts';
import { provideMenus } from '../line/rich-menu.ts';

const base = '/m/miyagi';
const system = { kind: 'system', job: 'test' } as const;

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld();
});
afterAll(() => world.end());

test('a browser that wants English is spoken to in English, until a language is chosen', async () => {
  const visitor = webVisitor(world.served, base, 'en-US,en;q=0.9');
  expect((await visitor.get(`${base}/faq`)).body).toContain('<html lang="en">');
  const page = await visitor.submit(`${base}/language`, { lang: 'easy' });
  // The same page again, and every one after.
  expect([page.path, page.body.includes('<body class="easy">')]).toEqual([`${base}/faq`, true]);
  expect((await visitor.get(base)).body).toContain('<body class="easy">');
});

test('an address alone changes no language, nor does one that the account does not speak', async () => {
  const visitor = webVisitor(world.served, base);
  await visitor.get(`${base}/faq?lang=en`);
  await visitor.submit(`${base}/language`, { lang: 'fr' });
  expect((await visitor.get(`${base}/faq`)).body).toContain('<html lang="ja">');
  expect(visitor.cookies.has('mimamori_language')).toBe(false);
});

test.for(['https://evil.example/', '//evil.example', '/m/miyagi-evil', '/console/', '/m/miyagi/\\evil', ''])(
  'from a language choice that names %j one is led to the first page',
  async (back) => {
    const visitor = webVisitor(world.served, base);
    await visitor.post(`${base}/language`, { lang: 'en', back });
    expect(visitor.seen[0]!.location).toBe(base);
  },
);

test('a page that can only be sent to leads back to one that can be opened', async () => {
  const visitor = webVisitor(world.served, base);
  await visitor.get(base);
  await visitor.submit(`${base}/begin`, {});
  const { body } = await visitor.post(`${base}/return`, { code: 'x' });
  expect(formsOf(body).find(({ action }) => action === `${base}/language`)!.hidden.back).toBe(`${base}/return`);
});

test('the language chosen on the pages is the chat’s too, and its menu’s', async () => {
  const { userId } = await world.friend();
  await provideMenus({ api: world.line.api, tokens: world.line.tokens }, world.kit, world.channel);
  const visitor = webVisitor(world.served, base);
  const chatId = (await world.app.inScope(world.kit, system, (scope) => findLineUser(scope, userId)))!.chatId;
  visitor.cookies.set('mimamori', await world.app.inScope(world.kit, system, (scope) => openSession(scope, chatId)));
  await visitor.get(base);
  await visitor.submit(`${base}/language`, { lang: 'en' });
  expect(await world.look('select language from chat where chat_id = $1', [chatId])).toEqual([{ language: 'en' }]);
  const token = await world.line.tokens.of(world.channel);
  const ask = async (path: string) =>
    (await world.line.api.call({ host: 'api', method: 'GET', path, token: token! })).body as { richMenuId?: string };
  const english = (await ask('/v2/bot/richmenu/alias/mimamori-en')).richMenuId;
  expect(english).toBeDefined();
  await expect.poll(async () => (await ask(`/v2/bot/user/${userId}/richmenu`)).richMenuId).toBe(english);
});
