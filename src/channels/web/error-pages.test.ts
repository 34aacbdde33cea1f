import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LineWorld, lineWorld } from '../../../test/support/line-world.ts';

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld();
});
afterAll(() => world.end());

const open = (url: string, accept = 'text/html,*/*', language = 'ja') =>
  world.served.http.inject({ url, headers: { accept, 'accept-language': language } });

test.for(['/m/nowhere', '/m/nowhere/guidance', '/m/', '/nowhere', '/m/%E3%81%82'])(
  'at %s a person finds the way to a prefecture, and 119',
  async (url) => {
    const reply = await open(url);
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(reply.body).toContain('href="/m/miyagi"');
    expect(reply.body).toContain('119');
    expect(reply.body.indexOf('このページは見つかりません')).toBeLessThan(
      reply.body.indexOf('This page cannot be found'),
    );
    const english = (await open(url, 'text/html', 'en')).body;
    expect(english).toContain('<html lang="en">');
  },
);

test('a program is answered as one', async () => {
  expect((await open('/nowhere', 'application/json')).json()).toMatchObject({ status: 404 });
  expect((await open('/api/v1/nowhere', 'text/html')).json()).toMatchObject({ status: 404 });
});

test('browsers find the icon, by the page and where they look for it themselves', async () => {
  const page = (await open('/m/miyagi')).body;
  const named = /<link rel="icon" href="([^"]+)"/.exec(page)![1]!;
  for (const url of [named, '/favicon.ico']) {
    const reply = await open(url);
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'image/svg+xml']);
    expect(reply.body).toContain('<svg');
  }
});
