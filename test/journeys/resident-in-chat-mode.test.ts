import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { changedContent } from '../support/changed-content.ts';
import { ChatDriver } from '../support/chat-driver.ts';
import { phoneWith } from '../support/phone-driver.ts';
import { type PrefecturesWorld, prefecturesWorld } from '../support/prefectures-world.ts';

const well = {
  fever: 'no',
  strong: 'none',
  antipyretic: 'no',
  other_sx: 'none',
  age: '３４才',
  sex: 'female',
  conditions: 'none',
  pregnancy: 'no',
  visit: 'no',
  contact: 'no',
  travel: 'no',
  zip: '980-0811',
};
const ill = {
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
    yes: 'はい',
    done: 'これで選び終わり',
    again: '症状が出た',
    same: '変わりありません',
    call: '電話で相談',
  },
  en: {
    begin: 'Read and begin',
    yes: 'Yes',
    done: 'That is all',
    again: 'I have symptoms now',
    same: 'Nothing has changed',
    call: 'Call',
  },
} as const;

describe('a resident whose account asks in the chat', () => {
  let world: PrefecturesWorld;
  let browser: Browser;
  let content: Awaited<ReturnType<typeof changedContent>>;
  beforeAll(async () => {
    content = await changedContent({ 'accounts/miyagi/account.yaml': (text) => `${text}\nanswerMode: chat\n` });
    world = await prefecturesWorld({ content: content.folder, accounts: ['miyagi'] });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.end();
    await content?.remove();
  });

  test.for(['ja', 'en'] as const)(
    'agrees, answers by buttons, and answers again when a symptom appears (%s)',
    async (language) => {
      const said = words[language];
      const phone = await phoneWith(world, browser, 'miyagi', language);
      const chat = new ChatDriver(world, phone, 'miyagi', language);
      if (language === 'en') await chat.press('English');
      await chat.press(said.begin);
      for (let tick = 0; tick < 4; tick += 1) await chat.press(said.yes);
      const asked = await chat.answer(well, said);
      expect(asked).toEqual(Object.keys(well));
      expect(chat.said().join()).toContain('P1-12');

      await chat.press(said.again);
      const again = await chat.answer(ill, said);
      expect(again).not.toContain('age');
      await chat.press(said.same);
      await chat.answer(ill, said);
      const told = chat.said().slice(-3).join();
      expect(told).toContain(said.call);
      expect(told).toContain('tel:0120000501');
      // Buttons carry opaque codes: nothing about health stands on the resident's side of the chat but what was typed.
      expect(chat.ownWords().filter((line) => /熱|せき|fever|cough/i.test(line))).toEqual([]);
    },
  );
});
