import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, type TestConsole, testConsole } from '../../../test/support/console.ts';
import { system, type TestWorld, testWorld } from '../../../test/support/scopes.ts';
import type { OnDate } from '../../base/jst.ts';
import { withClient } from '../../platform/db/roles.ts';
import type { AccountFace } from '../staff/index.ts';
import { importNews, newsRoutes, publishedNews } from './index.ts';

const draft = {
  title: {
    ja: '相談窓口が変わります',
    easy: '{相談|そうだん} する ところが {変|か}わります',
    en: 'The place to call changes',
  },
  url: 'https://www.pref.miyagi.jp/news/1.html',
  publishedOn: '2020-04-21',
  state: 'published',
};

describe('news', () => {
  let world: TestWorld;
  let office: TestConsole;
  let account: AccountFace;
  let officer: Browser;
  let n = 0;
  beforeAll(async () => {
    world = await testWorld();
    office = await testConsole(world, (gate) => [newsRoutes({ gate, inScope: world.inScope })]);
  });
  afterAll(async () => {
    await office.end();
    await world.end();
  });
  beforeEach(async () => {
    n += 1;
    account = await office.account(`news-${n}`);
    officer = await office.browserOf(`officer-${n}`, account.slug, ['officer']);
  });
  const path = () => `/accounts/${account.slug}/news`;
  const shown = (on = '2020-04-21') =>
    world.inScope(account, system, async (scope) =>
      (await publishedNews(scope, on as OnDate)).map(({ title }) => title.en),
    );
  const audited = () =>
    withClient(world.database.superuser, async (client) => {
      const { rows } = await client.query(
        `select verb, detail::json as detail from mimamori.audit_entry where account_id = $1 and verb like 'news.%' order by seq`,
        [account.id],
      );
      return rows;
    });

  test('is written, shown to residents from its day on, and names who wrote it', async () => {
    const created = await officer.send('POST', path(), { ...draft, publishedOn: '2020-04-22' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      state: 'published',
      updatedBy: `officer-${n}`,
      updatedAt: world.at.toISOString(),
    });
    expect((await officer.get(path())).body).toEqual([created.body]);
    expect(await shown('2020-04-21')).toEqual([]);
    expect(await shown('2020-04-22')).toEqual([draft.title.en]);
  });

  test('is withdrawn, and the withdrawal undone with what stood before; both are in the log', async () => {
    const { body } = await officer.send('POST', path(), draft);
    const put = (change: object) => officer.send('PUT', `${path()}/${body.newsId}`, { ...draft, ...change });
    expect((await put({ state: 'withdrawn' })).status).toBe(200);
    expect(await shown()).toEqual([]);
    await put({});
    expect(await shown()).toEqual([draft.title.en]);
    const entries = await audited();
    expect(entries.map(({ verb }) => verb)).toEqual(['news.created', 'news.changed', 'news.changed']);
    expect(entries[1].detail).toEqual({ to: 'withdrawn', before: draft });
  });

  test('may be an unfinished draft, which nobody else sees', async () => {
    const unfinished = {
      title: { ja: '下書き', easy: '', en: '' },
      url: 'https://',
      publishedOn: '2020-04-21',
      state: 'draft',
    };
    expect((await officer.send('POST', path(), unfinished)).status).toBe(201);
    expect(await shown()).toEqual([]);
  });

  test.for([
    ['a missing language', { title: { ...draft.title, en: ' ' } }, 'title.en'],
    ['a title of more than 80 characters', { title: { ...draft.title, ja: 'あ'.repeat(81) } }, 'title.ja'],
    ['kanji without a reading in easy Japanese', { title: { ...draft.title, easy: '相談' } }, 'readings'],
    ['a link that is no page', { url: 'https://x' }, 'url'],
    ['a link without encryption', { url: 'http://www.pref.miyagi.jp/' }, 'url'],
  ] as const)('is not published with %s', async ([, change, field]) => {
    const { status, body } = await officer.send('POST', path(), { ...draft, ...change });
    expect([status, body.code, body.params.fields]).toEqual([422, 'news.incomplete', field]);
    expect(await audited()).toEqual([]);
  });

  test.for([
    ['a script as its link', { url: 'javascript:alert(1)' }],
    ['a day that does not exist', { publishedOn: '2020-02-30' }],
    ['a state of its own', { state: 'secret' }],
  ] as const)('is refused with %s', async ([, change]) => {
    expect((await officer.send('POST', path(), { ...draft, ...change })).status).toBe(400);
  });

  test('is written by officers alone; viewers read it, analysts do not; refusals are in the log', async () => {
    const viewer = await office.browserOf(`viewer-${n}`, account.slug, ['viewer']);
    const analyst = await office.browserOf(`analyst-${n}`, account.slug, ['analyst']);
    expect((await viewer.get(path())).status).toBe(200);
    expect((await analyst.get(path())).status).toBe(403);
    expect((await viewer.send('POST', path(), draft)).body).toMatchObject({
      code: 'staff.not-allowed',
      params: { permission: 'news.write' },
    });
    const refusals = await withClient(world.database.superuser, (client) =>
      client.query(
        `select detail::json->>'permission' as permission from mimamori.audit_entry where account_id = $1 and verb = 'staff.refused' order by seq`,
        [account.id],
      ),
    );
    expect(refusals.rows.map(({ permission }) => permission)).toEqual(['content.read', 'news.write']);
    expect(await shown()).toEqual([]);
  });

  test('of one account can be neither read nor changed from another', async () => {
    const { body } = await officer.send('POST', path(), draft);
    const other = await office.account(`other-${n}`);
    const stranger = await office.browserOf(`stranger-${n}`, other.slug, ['officer']);
    expect((await stranger.get(`/accounts/${other.slug}/news`)).body).toEqual([]);
    const reply = await stranger.send('PUT', `/accounts/${other.slug}/news/${body.newsId}`, {
      ...draft,
      state: 'withdrawn',
    });
    expect(reply.body).toMatchObject({ status: 404, code: 'news.no-such-item' });
    expect(await shown()).toEqual([draft.title.en]);
  });

  test('from the content is imported once, and what staff made of it stays', async () => {
    const items = [{ id: 'opening', on: '2020-04-01' as OnDate, title: draft.title, url: draft.url }];
    const bring = () => world.inScope(account, system, (scope) => importNews(scope, items));
    expect(await bring()).toBe(1);
    const [item] = (await officer.get(path())).body;
    expect(item).toMatchObject({ updatedBy: 'test', state: 'published' });
    await officer.send('PUT', `${path()}/${item.newsId}`, { ...draft, state: 'withdrawn' });
    expect(await bring()).toBe(0);
    expect(await shown()).toEqual([]);
  });
});
