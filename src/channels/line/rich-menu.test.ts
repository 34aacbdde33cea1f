import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/index.ts';
import { official, officialIsThere } from '../../../emulator/test/official.ts';
import { testChannel } from '../../../test/support/line-world.ts';
import type { AccountId } from '../../base/ids.ts';
import { jstDate } from '../../base/jst.ts';
import { languages } from '../../base/language.ts';
import { createWords } from '../../base/words.ts';
import { type Content, readContent } from '../../features/content/index.ts';
import { type AccountKit, createAccountKit } from '../account-kit.ts';
import { createChannelTokens } from './channel-token.ts';
import { createLineApi, type LineApi } from './line-api.ts';
import { menuDesign, pictureName } from './menu-design.ts';
import { linkMenu, menuJson, provideMenus } from './rich-menu.ts';

const userId = `U${'5'.repeat(32)}`;
const inChat = (target: string) => `https://liff.line.me/2000000002-miyagi?to=${target}`;

let content: Content;
let emulator: Emulator;
let api: LineApi;
let calls: string[];
let parts: { api: LineApi; tokens: ReturnType<typeof createChannelTokens>; pictures?: string };

beforeAll(async () => {
  content = (await readContent('content', jstDate(new Date()))).content!;
});
beforeEach(async () => {
  emulator = await startEmulator({
    port: 0,
    seed: 'menus',
    residents: [{ name: '佐藤', language: 'ja', userId }],
    rates: { 'richmenu-batch': { burst: 100, perMs: 1000 } },
    channels: [
      {
        ...testChannel,
        basicId: '@miyagi',
        displayName: '宮城県',
        webhookUrl: 'http://127.0.0.1:1/none',
        liffApps: [],
      },
    ],
  });
  api = createLineApi({ api: emulator.url, data: emulator.url });
  calls = [];
  const counted: LineApi = {
    ...api,
    call: (request) => {
      if (request.method !== 'GET' && !request.path.startsWith('/oauth2')) {
        calls.push(`${request.method} ${request.path.replace(/richmenu-[0-9a-f]+/, '*').replace(/U5+/, 'U')}`);
      }
      return api.call(request);
    },
  };
  parts = { api: counted, tokens: createChannelTokens(counted, () => new Date(emulator.clock.now())) };
});
afterEach(async () => {
  await api.close();
  await emulator.close();
});

function kitOf(change: { words?: Content['words']; answerMode?: 'form' | 'chat' } = {}): AccountKit {
  const account = content.accounts.get('miyagi')!;
  const changed = {
    ...account,
    account: { ...account.account, ...(change.answerMode && { answerMode: change.answerMode }) },
  };
  const kit = createAccountKit(content, changed, 'x' as AccountId, async () => [], {
    base: '/m/miyagi',
    page: (path) => `https://example.jp/m/miyagi${path}`,
    inChat,
  });
  return { ...kit, words: change.words ?? kit.words };
}

/** The shipped words, with another name for a tile in every language. */
const reworded = (): Content['words'] => {
  const entry = { ja: '症状', easy: 'ようす', en: 'Symptoms' };
  return createWords({ ...content.catalogues, chat: { ...(content.catalogues.chat as object), menu_report: entry } });
};

/** A folder in which each menu of these words has its picture. */
async function drawn(words: Content['words']): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mimamori-menus-'));
  await cp('content/menus', folder, { recursive: true });
  const { account } = content.accounts.get('miyagi')!;
  for (const language of languages) {
    const shipped = join('content/menus', pictureName(menuDesign(content.words, account, language)));
    await cp(shipped, join(folder, pictureName(menuDesign(words, account, language))));
  }
  return folder;
}

const ask = async (method: 'GET' | 'POST' | 'DELETE', path: string, json?: unknown) => {
  const token = (await parts.tokens.of(testChannel))!;
  return (await api.call({ host: 'api', method, path, token, ...(json === undefined ? {} : { json }) })).body as Record<
    string,
    unknown
  >;
};
const listed = async () =>
  ((await ask('GET', '/v2/bot/richmenu/list')).richmenus as { richMenuId: string; name: string }[]).map((menu) => ({
    id: menu.richMenuId,
    name: menu.name,
  }));
const idOf = async (language: string) => (await ask('GET', `/v2/bot/richmenu/alias/mimamori-${language}`)).richMenuId;
const defaultId = async () => (await ask('GET', '/v2/bot/user/all/richmenu')).richMenuId;
const linkedId = async () => (await ask('GET', `/v2/bot/user/${userId}/richmenu`)).richMenuId;

describe('providing menus', () => {
  test('the first time makes one a language with its picture and alias, Japanese as default', async () => {
    await provideMenus(parts, kitOf(), testChannel);
    const menus = await listed();
    expect(menus.map(({ name }) => name.replace(/ [0-9a-f]{12}$/, ' #')).sort()).toEqual([
      'mimamori easy #',
      'mimamori en #',
      'mimamori ja #',
    ]);
    for (const language of languages) {
      const id = await idOf(language);
      expect(menus.find((menu) => menu.id === id)?.name).toContain(` ${language} `);
      const picture = await fetch(`${emulator.url}/v2/bot/richmenu/${id}/content`, {
        headers: { authorization: `Bearer ${await parts.tokens.of(testChannel)}` },
      });
      expect(picture.headers.get('content-type')).toBe('image/png');
    }
    expect(await defaultId()).toBe(await idOf('ja'));
  });

  test('the second time changes nothing', async () => {
    await provideMenus(parts, kitOf(), testChannel);
    calls.length = 0;
    await provideMenus(parts, kitOf(), testChannel);
    expect(calls).toEqual([]);
  });

  test('after a change of words the residents of a menu get the new one, and the old one goes', async () => {
    await provideMenus(parts, kitOf(), testChannel);
    expect(await linkMenu(parts, testChannel, userId, 'en')).toBe(true);
    const before = await listed();
    const words = reworded();
    const pictures = await drawn(words);
    await provideMenus({ ...parts, pictures }, kitOf({ words }), testChannel);
    await rm(pictures, { recursive: true });
    const after = await listed();
    expect(after).toHaveLength(3);
    expect(after.filter(({ id }) => before.some((menu) => menu.id === id))).toEqual([]);
    expect(await linkedId()).toBe(await idOf('en'));
    expect(await defaultId()).toBe(await idOf('ja'));
  });

  test('a menu that others made is left alone', async () => {
    const theirs = { ...menuJson(kitOf(), menuDesign(content.words, kitOf().content.account, 'ja')), name: 'summer' };
    await ask('POST', '/v2/bot/richmenu', theirs);
    await provideMenus(parts, kitOf(), testChannel);
    expect((await listed()).map(({ name }) => name)).toContain('summer');
  });

  test('what stopped half-way is finished the next time, and no menu without a picture stays', async () => {
    emulator.faults.add({ kind: 'server-error', endpoint: 'richmenu-image' });
    await expect(provideMenus(parts, kitOf(), testChannel)).rejects.toMatchObject({ code: 'line.menu-refused' });
    expect((await listed()).length).toBeGreaterThan(0);
    await provideMenus(parts, kitOf(), testChannel);
    expect(await listed()).toHaveLength(3);
    expect(await defaultId()).toBe(await idOf('ja'));
  });

  test('without LINE it says which call failed, and changes nothing', async () => {
    emulator.faults.add({ kind: 'server-error', endpoint: 'richmenu-list', status: 503 });
    await expect(provideMenus(parts, kitOf(), testChannel)).rejects.toThrow(
      /GET \/v2\/bot\/richmenu\/list gave 503 .*\(request .+\)/,
    );
    expect(calls).toEqual([]);
  });

  test('words without a picture are refused with the command that draws it', async () => {
    await expect(provideMenus(parts, kitOf({ words: reworded() }), testChannel)).rejects.toThrow(
      /miyagi in ja has no picture .*node content\/menus\/draw\.ts/,
    );
    expect(calls).toEqual([]);
  });

  test('a picture that was drawn anew under the same words is a new menu', async () => {
    await provideMenus(parts, kitOf(), testChannel);
    const before = await idOf('ja');
    const pictures = await drawn(content.words);
    const { account } = kitOf().content;
    const other = join(pictures, pictureName(menuDesign(content.words, account, 'ja')));
    await cp(join('content/menus', pictureName(menuDesign(content.words, account, 'en'))), other);
    await provideMenus({ ...parts, pictures }, kitOf(), testChannel);
    await rm(pictures, { recursive: true });
    expect(await idOf('ja')).not.toBe(before);
    expect(await listed()).toHaveLength(3);
  });
});

describe('linking a resident', () => {
  test('English and easy Japanese are linked; Japanese takes the link away, for it is the default', async () => {
    await provideMenus(parts, kitOf(), testChannel);
    for (const language of ['en', 'easy'] as const) {
      expect(await linkMenu(parts, testChannel, userId, language)).toBe(true);
      expect(await linkedId()).toBe(await idOf(language));
    }
    expect(await linkMenu(parts, testChannel, userId, 'ja')).toBe(true);
    expect(await linkedId()).toBeUndefined();
  });
  test('before the menus are there it says that nothing was linked', async () => {
    expect(await linkMenu(parts, testChannel, userId, 'en')).toBe(false);
  });
  test('for someone LINE does not know it says that nothing was linked', async () => {
    await provideMenus(parts, kitOf(), testChannel);
    expect(await linkMenu(parts, testChannel, `U${'0'.repeat(32)}`, 'en')).toBe(false);
  });
});

describe('what tiles do', () => {
  const actions = (kit: AccountKit) =>
    (menuJson(kit, menuDesign(kit.words, kit.content.account, 'en')).areas as { action: Record<string, string> }[]).map(
      ({ action }) => action.uri ?? action.data,
    );
  test('in form mode every tile opens its page', () => {
    const pages = ['report', 'guidance', 'faq', 'news', 'doctor', 'my-data'].map(inChat);
    expect(actions(kitOf())).toEqual([...pages, 'l.0', 'l.1']);
  });
  test('in chat mode report and guidance are asked and told in the chat', () => {
    expect(actions(kitOf({ answerMode: 'chat' })).slice(0, 3)).toEqual(['m.report', 'm.guidance', inChat('faq')]);
  });
  test.skipIf(!officialIsThere())('LINE’s specification takes the menus', () => {
    const validate = official('messaging-api')('RichMenuRequest');
    for (const answerMode of ['form', 'chat'] as const) {
      const kit = kitOf({ answerMode });
      for (const language of languages) {
        const json = { ...menuJson(kit, menuDesign(kit.words, kit.content.account, language)), name: 'mimamori ja 0' };
        expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
      }
    }
    expect(
      validate({
        areas: [{ bounds: { x: 0, y: 0, width: 1, height: 1 }, action: { type: 'postback', data: 'x'.repeat(301) } }],
      }),
    ).toBe(false);
  });
});
