import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  });
  afterAll(async () => {
    await browser?.close();
    await world?.end();
  });

  async function signIn(login: string, viewport = { width: 1280, height: 900 }): Promise<Page> {
    const context = await browser.newContext({ viewport, locale: 'ja-JP' });
    context.setDefaultTimeout(90_000);
    const page = await context.newPage();
    await page.goto(`${world.served.url}/console/`);
    await page.locator('input[autocomplete=username], input[name=login]').first().fill(login);
    await page.locator('input[type=password]').fill(password);
    await page.locator('input[type=password]').press('Enter');
    await page.waitForURL(/\/console\/miyagi\//);
    return page;
  }

  test('sees two answers of one resident counted, and the history with the rule behind each; the look is on record', async () => {
    const phone = await phoneWith(world, browser, 'miyagi');
    await phone.press('確認して、はじめる');
    await agree(phone.window);
    await answerForm(phone.window, well);
    await phone.window.getByRole('link', { name: '症状が出た' }).click();
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

  test.for([
    { width: 1280, height: 900 },
    { width: 360, height: 740 },
  ])('every place of the console is accessible at $width px', async (viewport) => {
    const page = await signIn('aoi', viewport);
    const faults: string[] = [];
    for (const place of ['situation', 'residents', 'content', 'news', 'audit', 'settings']) {
      await page.goto(`${world.served.url}/console/miyagi/${place}`);
      await page.getByRole('main').getByRole('heading').first().waitFor();
      await page.waitForTimeout(500);
      faults.push(...(await accessibilityFaults(page)).map((fault) => `${place}: ${fault}`));
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
