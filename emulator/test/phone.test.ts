import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openBrowser } from '../../test/support/browser.ts';
import { CHANNEL, type Event, type Fixture, LIFF_ID, startFixture } from './fixture.ts';
import { FLEX_FIXTURES, flexFixture, officialIsThere } from './official.ts';

/** The phone in a real browser, driven by roles and names as a journey would. */

// A real browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });

let browser: Browser;
let f: Fixture;
let page: Page;
let problems: string[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  f = await startFixture({ frozen: false });
  f.bot.onEvent = answer;
  f.bot.page = (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(liffPage());
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'ja-JP' });
  context.setDefaultTimeout(20_000);
  page = await context.newPage();
  problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
});
afterEach(async () => {
  await page.context().close();
  await f.close();
  expect(problems).toEqual([]);
});

const quick = (...labels: string[]) => ({
  items: labels.map((label) => ({ type: 'action', action: { type: 'message', label, text: label } })),
});
const card = {
  type: 'flex',
  altText: 'はじめる前に',
  contents: {
    type: 'bubble',
    size: 'kilo',
    body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text: 'はじめる前に', weight: 'bold' }] },
    footer: {
      type: 'box',
      layout: 'vertical',
      contents: [
        {
          type: 'button',
          style: 'primary',
          action: { type: 'uri', label: 'はじめる', uri: `https://liff.line.me/${LIFF_ID}/form?a=1` },
        },
      ],
    },
  },
};

async function answer({ type, replyToken, message, postback }: Event): Promise<void> {
  const reply = (...messages: object[]) => f.api('POST', '/v2/bot/message/reply', { replyToken, messages });
  if (type === 'follow')
    await reply({ type: 'text', text: 'ようこそ' }, { ...card, quickReply: quick('はい', 'いいえ') });
  if (message?.text) await reply({ type: 'text', text: `「${message.text}」ですね` });
  if (postback) await reply({ type: 'text', text: `符号 ${JSON.stringify(postback)}` });
}

const liffPage = () => `<!doctype html><html lang="ja"><title>体調の登録</title>
<script src="${f.emulator.url}/liff/sdk.js"></script><h1 id="where"></h1><p id="who"></p><button id="send">送って閉じる</button>
<script>liff.init({ liffId: '${LIFF_ID}' }).then(() => {
  where.textContent = location.pathname + location.search;
  who.textContent = liff.isInClient() + ' ' + liff.getDecodedIDToken().sub;
  send.onclick = () => liff.sendMessages([{ type: 'text', text: '終わりました' }]).then(() => liff.closeWindow());
});</script></html>`;

const button = (name: string) => page.getByRole('button', { name, exact: true });
const log = () => page.getByRole('log');
const open = async (language = 'ja') => {
  await page.goto(`${f.emulator.url}/phone/${f.userId}?lang=${language}`);
  await page.getByRole('navigation').waitFor();
};
const befriend = async () => {
  await open();
  await button('追加：見本県').click();
  await log().getByText('ようこそ').waitFor();
};
const push = (...messages: object[]) => f.api('POST', '/v2/bot/message/push', { to: f.userId, messages });

async function violations(): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
}

async function giveMenu(): Promise<void> {
  const image = await browser.newPage({ viewport: { width: 800, height: 540 } });
  await image.setContent('<body style="background:#dcf0ff">');
  const bytes = await image.screenshot();
  await image.close();
  const area = (x: number, action: object) => ({ bounds: { x, y: 0, width: 400, height: 540 }, action });
  const areas = [
    area(0, { type: 'postback', label: '体調を登録', data: 'report' }),
    area(400, { type: 'message', text: '最新情報' }),
  ];
  const menu = { size: { width: 800, height: 540 }, selected: false, name: 'a', chatBarText: 'メニュー', areas };
  const { json } = await f.api('POST', '/v2/bot/richmenu', menu);
  const headers = { authorization: `Bearer ${CHANNEL.accessToken}`, 'content-type': 'image/png' };
  const upload = `${f.emulator.url}/v2/bot/richmenu/${json.richMenuId}/content`;
  await fetch(upload, { method: 'POST', headers, body: new Uint8Array(bytes) });
  await f.api('POST', `/v2/bot/user/all/richmenu/${json.richMenuId}`);
}

describe('on the phone', () => {
  it('a person finds an account, adds it, answers by a quick reply, and writes', async () => {
    await open();
    await page.getByRole('searchbox', { name: 'アカウントを探す' }).fill('ない県');
    await page.getByText('見つかりませんでした。').waitFor();
    await page.getByRole('searchbox').fill('Sample');
    await button('追加：見本県').click();
    await log().getByText('ようこそ').waitFor();
    await page.getByRole('group', { name: '返事の候補' }).getByRole('button', { name: 'はい' }).click();
    await log().getByText('「はい」ですね').waitFor();
    expect(await page.getByRole('group', { name: '返事の候補' }).count()).toBe(0);
    await page.getByRole('textbox', { name: 'メッセージ' }).fill('熱があります');
    await page.keyboard.press('Enter');
    await log().getByText('「熱があります」ですね').waitFor();
    expect(f.bot.events.map(({ type }) => type)).toEqual(['follow', 'message', 'message']);
  });

  it('a LIFF page opens over the chat, knows who it is, sends, and closes', async () => {
    await befriend();
    await button('はじめる').click();
    const frame = page.frameLocator('iframe');
    await frame.getByRole('heading', { name: '/liff/form?a=1' }).waitFor();
    expect(await frame.locator('#who').textContent()).toBe(`true ${f.userId}`);
    await page.getByRole('heading', { name: /体調の登録/ }).waitFor();
    await frame.getByRole('button', { name: '送って閉じる' }).click();
    await log().getByText('「終わりました」ですね').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('a LIFF page closes by its button and by Escape, and focus comes back', async () => {
    await befriend();
    await button('はじめる').click();
    await button('ページを閉じる').click();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await button('はじめる').click();
    await button('ページを閉じる').focus();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.waitForFunction("document.activeElement.textContent === 'はじめる'");
  });

  it('the rich menu opens, its areas are buttons with names, and it closes', async () => {
    await giveMenu();
    await befriend();
    await button('メニューを開く').click();
    await button('体調を登録').click();
    await log().getByText('符号 {"data":"report"}').waitFor();
    await button('最新情報').click();
    await log().getByText('「最新情報」ですね').waitFor();
    await button('メニューを閉じる').click();
    expect(await page.getByRole('group', { name: 'メニュー' }).count()).toBe(0);
  });

  it('a date is picked, and shows what was picked', async () => {
    await befriend();
    const actions = [
      { type: 'datetimepicker', label: 'いつからですか', data: 'since', mode: 'date', min: '2020-04-01' },
    ];
    await push({ type: 'template', altText: 'a', template: { type: 'buttons', text: 'お答えください', actions } });
    await button('いつからですか').click();
    await page.getByLabel('日づけを選んでください').last().fill('2020-04-20');
    await button('決める').click();
    await log().getByText('符号 {"data":"since","params":{"date":"2020-04-20"}}').waitFor();
  });

  it('a photo, a place and a sticker are sent', async () => {
    await befriend();
    const attach = async (name: string) => {
      await button('写真や場所を送る').click();
      await button(name).click();
    };
    await attach('見本の写真を送る');
    await page.getByRole('img', { name: '送った画像' }).waitFor();
    await attach('場所を送る');
    await button('仙台駅').click();
    await log().getByText('仙台駅').waitFor();
    await attach('スタンプ：つらいです');
    await page.getByRole('img', { name: 'スタンプ：つらいです' }).waitFor();
    expect(f.bot.events.slice(1).map(({ message }) => message?.type)).toEqual(['image', 'location', 'sticker']);
  });

  it('an own message is unsent', async () => {
    await befriend();
    await page.getByRole('textbox').fill('内緒');
    await button('送る').click();
    await log().getByText('「内緒」ですね').waitFor();
    await button('このメッセージの操作').click();
    await button('送信を取り消す').click();
    await log().getByText('メッセージの送信を取り消しました').waitFor();
    expect(f.bot.events.at(-1)?.type).toBe('unsend');
  });

  it('an account is blocked and unblocked', async () => {
    await befriend();
    await button('このアカウントの設定').click();
    await button('ブロックする').click();
    await page.getByText('このアカウントをブロックしています。').waitFor();
    await button('ブロック解除').click();
    await page.getByRole('textbox', { name: 'メッセージ' }).waitFor();
    expect(f.bot.events.map(({ type }) => type)).toEqual(['follow', 'unfollow', 'follow']);
  });

  it('dots move while the account is thinking', async () => {
    await befriend();
    await f.api('POST', '/v2/bot/chat/loading/start', { chatId: f.userId, loadingSeconds: 20 });
    await page.getByText('見本県が入力しています').waitFor();
    await push({ type: 'text', text: 'お待たせしました' });
    await log().getByText('お待たせしました').waitFor();
    expect(await page.getByText('見本県が入力しています').count()).toBe(0);
  });

  it('calls and outside pages say that they are such', async () => {
    await befriend();
    const uri = (label: string, to: string) => ({ type: 'uri', label, uri: to });
    const actions = [uri('119番', 'tel:119'), uri('国の案内', 'https://www.mhlw.go.jp/')];
    await push({ type: 'template', altText: 'a', template: { type: 'buttons', text: '緊急のとき', actions } });
    await button('119番').click();
    await page.getByText('これは見本です。この電話からは、どこにもかかりません。').waitFor();
    await page.keyboard.press('Escape');
    await button('国の案内').click();
    expect(await page.getByRole('link', { name: '新しいタブで開く' }).getAttribute('href')).toBe(
      'https://www.mhlw.go.jp/',
    );
  });

  it.each([
    ['ja', '友だち', '追加：見本県'],
    ['easy', '友だち', '追加：見本県'],
    ['en', 'Friends', 'Add：Sample Prefecture'],
  ])('every screen is accessible in %s', async (language, heading, add) => {
    await giveMenu();
    await open(language);
    await page.getByRole('button', { name: heading }).waitFor();
    expect(await violations()).toEqual([]);
    await button(add).click();
    await log().getByText('ようこそ').waitFor();
    const columns = [1, 2].map((n) => ({
      title: `${n}`,
      text: '列',
      actions: [{ type: 'message', label: `選ぶ ${n}`, text: 'a' }],
    }));
    await push(
      { type: 'template', altText: 'カード', template: { type: 'carousel', columns } },
      { type: 'location', title: '駅', address: '中央', latitude: 38, longitude: 140 },
    );
    await push({
      type: 'image',
      originalContentUrl: 'https://example.com/none.png',
      previewImageUrl: 'https://example.com/none.png',
    });
    await f.desk('POST', `phones/${f.userId}/text`, { text: 'a' });
    await page.locator('.open-menu').click();
    await log().getByText('「a」ですね').waitFor();
    expect(await violations()).toEqual([]);
    for (const sheet of [0, 1, 2]) {
      await page
        .locator(sheet === 0 ? '.bar .tap:last-child' : sheet === 1 ? '.line-options' : '.composer .tap')
        .first()
        .click();
      if (sheet === 2) await page.locator('.composer .tap').first().click();
      await page.getByRole('dialog').waitFor();
      expect(await violations()).toEqual([]);
      await page.keyboard.press('Escape');
    }
    await page.locator('.bar .tap').first().click();
    expect(await violations()).toEqual([]);
    await page.locator('.tabs button').last().click();
    expect(await violations()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });
});

describe('at the desk', () => {
  const desk = async (width: number) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(f.emulator.url);
    await page.getByRole('heading', { name: '仮の時計' }).waitFor();
  };

  it('the clock goes to the next morning, and the account hears of it by its virtual time', async () => {
    await desk(1280);
    await button('追加：見本県').click();
    await button('次の朝 9:00').click();
    await page.locator('.clock').getByText('9:00').waitFor();
    await page.getByRole('textbox', { name: 'メッセージ' }).fill('おはよう');
    await page.keyboard.press('Enter');
    await log().getByText('「おはよう」ですね').waitFor();
    expect(new Date(f.bot.events.at(-1)?.timestamp ?? 0).toISOString()).toMatch(/^2020-04-22T00:00:/);
  });

  it('a fault is switched on, counted, strikes once, and shows in the log', async () => {
    await desk(1280);
    await button('追加：見本県').click();
    await log().getByText('ようこそ').waitFor();
    await page.getByRole('checkbox', { name: '500エラー' }).check();
    await page.getByText('1つ入っています').waitFor();
    expect((await push({ type: 'text', text: '届かない' })).status).toBe(500);
    await page.getByText('1つ入っています').waitFor({ state: 'detached' });
    expect(await page.getByRole('checkbox', { name: '500エラー' }).isChecked()).toBe(false);
    const row = page.getByRole('row', { name: /プッシュ：届かない/ });
    expect(await row.getByRole('cell').nth(3).textContent()).toBe('500');
  });

  it('another resident is made and given the phone; a second phone lies beside', async () => {
    await desk(1280);
    await button('新しい住民をつくる').click();
    await page.getByRole('textbox', { name: '名前（架空の人）' }).fill('高橋 正一');
    await button('つくる').click();
    await page.getByRole('radio', { name: '高橋 正一', checked: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('phone')).not.toBe(f.userId);
    await button('電話をもう1台ならべる').click();
    await page.locator(`[data-phone="${f.userId}"]`).getByRole('navigation').waitFor();
    expect(await page.locator('.handset').count()).toBe(2);
    await page.locator(`[data-phone="${f.userId}"]`).getByRole('button', { name: '追加：見本県' }).click();
    await page.locator(`[data-phone="${f.userId}"]`).getByText('ようこそ').waitFor();
    await button('この電話をかたづける：佐藤 みどり').click();
    expect(await page.locator('.handset').count()).toBe(1);
  });

  it('the phone changes its language', async () => {
    await desk(1280);
    await button('追加：見本県').waitFor();
    await page.getByRole('radio', { name: 'English' }).check();
    await button('Add：Sample Prefecture').waitFor();
    expect((await f.desk('GET', `phones/${f.userId}`)).json).toMatchObject({ phone: { language: 'en' } });
  });

  it.each([360, 1280])('is accessible in three languages at %i px, and does not scroll sideways', async (width) => {
    await desk(width);
    await page.getByRole('checkbox', { name: '二重配信' }).check();
    await button('追加：見本県').click();
    await log().getByText('ようこそ').waitFor();
    f.emulator.setNext([
      { at: f.clock.now() + 86_400_000, text: { ja: '体調確認', easy: '{体調|たいちょう}', en: 'Check-in' } },
    ]);
    for (const next of ['English', 'やさしい日本語', '日本語']) {
      await page
        .getByText(/体調|Check-in/)
        .first()
        .waitFor();
      expect(await violations()).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await page.locator('.top').getByRole('button', { name: next }).click();
    }
  });
});

describe.skipIf(!officialIsThere())("LINE's own Flex layouts", () => {
  it.each(FLEX_FIXTURES)('%s: nothing is lost or pushed out, and everything has its place', async (name) => {
    await befriend();
    const contents = flexFixture(name);
    await push({ type: 'flex', altText: name, contents });
    const drawn = page.getByRole('group', { name: name === 'TODOapp' ? 'カード3枚' : name });
    await drawn.waitFor();
    const words = [...JSON.stringify(contents).matchAll(/"text":"([^"]+)"/g)].map(([, text]) => text);
    const shown = await drawn.textContent();
    for (const text of words) expect(shown).toContain(text);
    const boxes = await drawn.evaluate((element) => {
      const outer = element.getBoundingClientRect();
      const inner = [...element.querySelectorAll('.flex-text, .flex-button')].map((one) => one.getBoundingClientRect());
      return {
        width: outer.width,
        flat: inner.filter(({ width, height }) => width < 4 || height < 8).length,
        outside: element.classList.contains('carousel')
          ? 0
          : inner.filter(({ left, right }) => left < outer.left - 1 || right > outer.right + 1).length,
      };
    });
    expect(boxes.flat).toBe(0);
    expect(boxes.outside).toBe(0);
    expect(boxes.width).toBeGreaterThan(250);
    expect(boxes.width).toBeLessThanOrEqual(340);
  });
});
