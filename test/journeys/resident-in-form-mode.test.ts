import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { agree, answerForm, type GivenAnswers } from '../support/form-driver.ts';
import { type PhoneLanguage, phoneWith } from '../support/phone-driver.ts';
import { type PrefecturesWorld, prefecturesWorld } from '../support/prefectures-world.ts';

const well: GivenAnswers = {
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
const ill: GivenAnswers = {
  ...well,
  fever: 'yes',
  fever_days: '4',
  other_sx: ['cough', 'sore_throat'],
  sx_days: '4',
  emergency: 'none',
};

const words = {
  ja: {
    begin: '確認して、はじめる',
    result: '結果はこちら',
    appeared: '症状が出た',
    calm: '予防を続ける',
    call: '今、電話で相談してください',
  },
  en: {
    begin: 'Read and begin',
    result: 'See the result',
    appeared: 'I have symptoms now',
    calm: /protecting yourself/i,
    call: /call/i,
  },
} as const;

describe('a resident on the phone, answering on the prefecture’s own pages', () => {
  let world: PrefecturesWorld;
  let browser: Browser;
  beforeAll(async () => {
    world = await prefecturesWorld();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.end();
  });

  test.for(['ja', 'en'] as const)(
    'adds Miyagi, agrees, answers, is guided, and answers again when a symptom appears (%s)',
    async (language: PhoneLanguage) => {
      const said = words[language];
      const phone = await phoneWith(world, browser, 'miyagi', language);
      if (language === 'en') await phone.press('English');
      await phone.press(said.begin);
      await agree(phone.window, ['followup']);
      await answerForm(phone.window, well);
      const level = phone.window.locator('section.level');
      expect(await level.getAttribute('class')).toContain('calm');
      expect(await level.innerText()).toMatch(said.calm);

      // The chat carries a neutral notice and a link, never an answer.
      await phone.closeWindow();
      const notice = phone.page.getByRole('button', { name: said.result }).last();
      await notice.waitFor();
      expect(await phone.page.getByRole('log').innerText()).not.toMatch(/症状は|symptoms?:|37\.5/);
      await notice.click();

      await phone.window.getByRole('button', { name: said.appeared }).click();
      const askedAgain = await answerForm(phone.window, ill);
      // What is kept is confirmed on one page, not asked again.
      expect(askedAgain).toContain('confirm');
      expect(askedAgain).not.toContain('age');
      expect(await level.getAttribute('class')).toContain('call');
      expect(await level.innerText()).toMatch(said.call);
      const centre = phone.window.locator('section.centre').first();
      expect(await centre.innerText()).toContain('0120-000-501');
      expect(await phone.window.locator('body').innerText()).toMatch(/CONSULT_DURATION/);
    },
  );

  test('a resident of Yamanashi is served by Kanagawa’s account, with Yamanashi’s numbers', async () => {
    const phone = await phoneWith(world, browser, 'kanagawa');
    await phone.press(words.ja.begin);
    await agree(phone.window);
    await answerForm(phone.window, { ...ill, zip: '400-0031' });
    expect(await phone.window.locator('section.level').getAttribute('class')).toContain('call');
    const centre = await phone.window.locator('section.centre').first().innerText();
    expect(centre).toContain('甲府市');
    expect(centre).toContain('0120-000-191');
  });

  test('a sign that calls for 119 ends the form at once, without a postal code', async () => {
    const phone = await phoneWith(world, browser, 'miyagi');
    await phone.press(words.ja.begin);
    await agree(phone.window);
    const asked = await answerForm(phone.window, { ...ill, strong: 'dyspnoea', emergency: 'lips_purple' });
    expect(asked.at(-1)).toBe('emergency');
    const level = phone.window.locator('section.level');
    expect(await level.getAttribute('class')).toContain('emergency');
    // A demonstration asks before it calls the real 119.
    await level.getByRole('link', { name: /119/ }).click();
    await phone.window.getByRole('dialog').waitFor();
  });

  test('impossible answers get a kind sentence and the same question again', async () => {
    const phone = await phoneWith(world, browser, 'miyagi');
    await phone.press(words.ja.begin);
    await agree(phone.window);
    const stop = await answerForm(phone.window, { ...well, age: '200' }).catch((error: Error) => error.message);
    expect(stop).toMatch(/age is asked again/);
    expect(stop).toContain('200');
    const rest = await answerForm(phone.window, { ...well, age: '３４才', zip: '980-08111' }).catch(
      (e: Error) => e.message,
    );
    expect(rest).toMatch(/zip is asked again/);
    expect(rest).toContain('8けた入っています');
  });

  test('a postal code across municipalities asks which one', async () => {
    const phone = await phoneWith(world, browser, 'miyagi');
    await phone.press(words.ja.begin);
    await agree(phone.window);
    const asked = await answerForm(phone.window, { ...ill, zip: '985-0000', municipality: '04209' });
    expect(asked.slice(-2)).toEqual(['zip', 'municipality']);
    expect(await phone.window.locator('section.centre').first().innerText()).toContain('多賀城市');
  });
});
