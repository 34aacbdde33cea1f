import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bury } from '../../src/features/messages/index.ts';
import { addStaff } from '../../src/features/staff/index.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';
import { agree, answerForm } from '../support/form-driver.ts';
import { phoneWith } from '../support/phone-driver.ts';
import { type PrefecturesWorld, prefecturesWorld } from '../support/prefectures-world.ts';

const password = 'a long password for tests';
const well = {
  fever: 'no',
  strong: 'none',
  antipyretic: 'no',
  other_sx: 'none',
  age: '34',
  sex: 'female',
  conditions: 'none',
  pregnancy: 'no',
  visit: 'no',
  contact: 'no',
  travel: 'no',
  zip: '980-0811',
};

describe('staff at the console', () => {
  let world: PrefecturesWorld;
  let browser: Browser;
  beforeAll(async () => {
    world = await prefecturesWorld();
    browser = await openBrowser();
    await addStaff(
      world.app.staff,
      { kind: 'operator', user: 'test' },
      {
        login: 'aoi',
        name: '見守 あおい',
        password,
        organisation: { name: '宮城県', kind: 'prefecture' },
        grants: [{ account: 'miyagi', roles: ['officer', 'nurse', 'privacy'], areas: null }],
      },
    );
    await addStaff(
      world.app.staff,
      { kind: 'operator', user: 'test' },
      {
        login: 'ken',
        name: '見本 健',
        password,
        organisation: { name: '見本大学', kind: 'university' },
        grants: [{ account: 'miyagi', roles: ['analyst'], areas: null }],
      },
    );
    await addStaff(
      world.app.staff,
      { kind: 'operator', user: 'test' },
      {
        login: 'taro',
        name: '管理 太郎',
        password,
        organisation: { name: '宮城県', kind: 'prefecture' },
        grants: ['miyagi', 'kanagawa'].map((account) => ({ account, roles: ['administrator', 'viewer'], areas: null })),
      },
    );
    await addStaff(
      world.app.staff,
      { kind: 'operator', user: 'test' },
      {
        login: 'city',
        name: '見本 市子',
        password,
        organisation: { name: '見本市', kind: 'city' },
        grants: [{ account: 'miyagi', roles: ['nurse'], areas: ['04101', '04202'] }],
      },
    );
  });
  afterAll(async () => {
    await browser?.close();
    await world?.end();
  });

  async function signIn(
    login: string,
    viewport = { width: 1280, height: 900 },
    locale: 'ja-JP' | 'en-GB' = 'ja-JP',
  ): Promise<Page> {
    const context = await browser.newContext({ viewport, locale });
    context.setDefaultTimeout(90_000);
    const page = await context.newPage();
    await page.goto(`${world.served.url}/console/`);
    await page.locator('input[autocomplete=username], input[name=login]').first().fill(login);
    await page.locator('input[type=password]').fill(password);
    await page.locator('input[type=password]').press('Enter');
    await page.waitForURL(/\/console\/miyagi\//);
    return page;
  }

  const at = (place: string) => `${world.served.url}/console/miyagi/${place}`;
  /** A page is there once its heading is and nothing is being fetched. */
  async function open(page: Page, place: string): Promise<void> {
    await page.goto(at(place));
    await page.getByRole('main').getByRole('heading').first().waitFor();
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  }
  /** No page may be wider than the screen: tables scroll within themselves. */
  const overflow = (page: Page) =>
    page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  // The second looks for whom the first brought in.
  describe('with someone who answered twice', { shuffle: false }, () => {
    test('sees two answers of one resident counted, and the history with the rule behind each; the look is on record', async () => {
      const phone = await phoneWith(world, browser, 'miyagi');
      await phone.press('確認して、はじめる');
      await agree(phone.window);
      await answerForm(phone.window, well);
      await phone.window.getByRole('button', { name: '症状が出た' }).click();
      await answerForm(phone.window, { ...well, fever: 'yes', fever_days: '4', emergency: 'none' });
      await phone.close();

      const page = await signIn('aoi');
      await page
        .getByRole('main')
        .getByText(/回答\s*2/)
        .first()
        .waitFor();
      await page
        .getByRole('link', { name: /利用者/ })
        .first()
        .click();
      await page
        .getByRole('main')
        .getByText(/M-[0-9A-Z]{6}/)
        .first()
        .click();
      const main = page.getByRole('main');
      await main.getByText('mhlw-2020-02-17').first().waitFor();
      const record = await main.innerText();
      expect(record).toContain('NOSX_LOW');
      expect(record).toContain('CONSULT_DURATION');

      await page.goto(`${world.served.url}/console/miyagi/audit`);
      await page.getByRole('main').getByText('residents.read').first().waitFor();
      await page.context().close();
    });

    test('people are found by sex and age, and whom one looked for is not in the address', async () => {
      const page = await signIn('aoi');
      await open(page, 'residents');
      const code = (await page.getByRole('main').locator('a[data-row]').first().innerText()).trim();
      await page.getByRole('button', { name: '性別' }).click();
      await page.getByRole('option', { name: '男性' }).click();
      await page.getByRole('heading', { name: '条件に合う方はいません' }).waitFor();
      expect(page.url()).toMatch(/\?sex=male$/);
      await page.getByRole('button', { name: '条件を消す' }).click();
      await page.getByRole('button', { name: /^.*年齢$/ }).click();
      await page.getByRole('option', { name: '30–39歳' }).click();
      await page.getByRole('main').getByText(code).waitFor();
      await page.getByRole('searchbox').fill(code);
      await page.getByRole('searchbox').press('Enter');
      await page.getByRole('main').locator('a[data-row]').first().waitFor();
      expect(page.url()).toMatch(/\/residents\?age=30-39$/);
      await page.reload();
      expect(await page.getByRole('searchbox').inputValue()).toBe(code);
      await page.context().close();
    });
  });

  test('an analyst sees counts and nobody’s record', async () => {
    const page = await signIn('ken');
    await page
      .getByRole('main')
      .getByText(/日ごとの回答数/)
      .waitFor();
    expect(await page.getByRole('link', { name: /利用者/ }).count()).toBe(0);
    const answer = await page.request.get(`${world.served.url}/api/v1/accounts/miyagi/residents`);
    expect(answer.status()).toBe(403);
    const elsewhere = await page.request.get(`${world.served.url}/api/v1/accounts/kanagawa/situation`);
    expect(elsewhere.status()).toBe(403);
    await page.context().close();
  });

  test('someone starts at the account where their work is, and then where they were last', async () => {
    const page = await signIn('taro');
    expect(page.url()).toContain('/console/miyagi/');
    await page.goto(`${world.served.url}/console/kanagawa/situation`);
    await page.getByRole('main').getByRole('heading').first().waitFor();
    await page.goto(`${world.served.url}/console/`);
    await page.waitForURL(/\/console\/kanagawa\/situation/);
    await page.context().close();
  });

  test('a browser in English gets English at the first visit, and keeps what is chosen', async () => {
    const page = await signIn('aoi', undefined, 'en-GB');
    await page.getByRole('heading', { name: 'Situation' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('radio', { name: '日本語' }).click();
    await page.getByRole('heading', { name: '状況' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '状況' }).waitFor();
    await page.context().close();
  });

  test('someone who works for two towns sees their figures, no map, and is told so', async () => {
    const page = await signIn('city');
    await open(page, 'situation');
    await page.getByText(/担当の地域の集計です: 仙台市青葉区、石巻市/).waitFor();
    expect(await page.getByRole('heading', { name: '都道府県' }).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });

  test('an administrator sees what was set aside, and not what it says', async () => {
    const account = (await world.app.staff.accounts()).find(({ slug }) => slug === 'miyagi')!;
    await world.app.inScope(account, { kind: 'system', job: 'test' }, (scope) =>
      bury(scope, { source: 'line', eventId: 'EVENT', event: { text: '熱があります' }, reason: 'TypeError' }),
    );
    const page = await signIn('taro');
    await open(page, 'situation');
    await page.getByRole('link', { name: '退避' }).click();
    await page.getByRole('main').getByText('TypeError').waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain('熱があります');
    await page.context().close();
  });

  test('the figures come as a file for Excel that names day and account, and a failure is a sentence', async () => {
    const page = await signIn('aoi');
    await open(page, 'situation');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/^situation-miyagi-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
    await page.route('**/situation.csv*', (route) => route.abort());
    await page.getByRole('button', { name: 'CSV' }).click();
    await page.getByText('サーバーにつながりませんでした。').waitFor();
    await page.context().close();
  });

  const places = ['situation', 'residents', 'content', 'news', 'audit', 'dead-letters', 'settings'] as const;
  test.for([
    { width: 1920, height: 1000, locale: 'ja-JP' },
    { width: 1280, height: 900, locale: 'en-GB' },
    { width: 768, height: 1000, locale: 'ja-JP' },
    { width: 360, height: 740, locale: 'ja-JP' },
    { width: 360, height: 740, locale: 'en-GB' },
  ] as const)('every place fits and is accessible at $width px in $locale', async ({ width, height, locale }) => {
    const faults: string[] = [];
    for (const login of ['aoi', 'taro']) {
      const page = await signIn(login, { width, height }, locale);
      for (const place of places) {
        await open(page, place);
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${place}: ${fault}`));
        if ((await overflow(page)) > 0) faults.push(`${place} is wider than the screen`);
      }
      await page.context().close();
    }
    expect(faults).toEqual([]);
  });

  const troubles: Record<string, (page: Page) => Promise<unknown>> = {
    'while it is being read': (page) => page.route(/api\/v1\/accounts\//, () => {}),
    'when the server fails': (page) =>
      page.route(/api\/v1\/accounts\//, (route) => route.fulfill({ status: 500, json: { code: 'http.failed' } })),
    'without a connection': (page) => page.route(/api\/v1\/accounts\//, (route) => route.abort()),
    'when it is refused': (page) =>
      page.route(/api\/v1\/accounts\//, (route) =>
        route.fulfill({ status: 403, json: { code: 'staff.not-allowed', params: { permission: 'x' } } }),
      ),
    'when the session has ended': (page) =>
      page.route(/api\/v1\/accounts\//, (route) => route.fulfill({ status: 401, json: { code: 'session.required' } })),
  };
  const signs: Record<string, RegExp> = {
    'while it is being read': /を読んでいます|を読むのに時間がかかっています/,
    'when the server fails': /サーバーが答えられませんでした/,
    'without a connection': /サーバーにつながりませんでした/,
    'when it is refused': /権限がありません/,
    'when the session has ended': /もう一度ログインします/,
  };
  test.for(Object.keys(troubles))('every place says what is the matter, accessibly, %s', async (trouble) => {
    const page = await signIn('taro', { width: 360, height: 740 });
    await troubles[trouble]!(page);
    const faults: string[] = [];
    for (const place of ['situation', 'content', 'news', 'audit', 'dead-letters']) {
      await page.goto(at(place));
      await page.getByText(signs[trouble]!).first().waitFor();
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${place}: ${fault}`));
      if ((await overflow(page)) > 0) faults.push(`${place} is wider than the screen`);
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
