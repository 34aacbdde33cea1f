import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { PrefecturesWorld } from './prefectures-world.ts';

export type PhoneLanguage = 'ja' | 'en';

/** One resident's phone in a browser window of 360 × 740. */
export interface PhoneScreen {
  readonly userId: string;
  readonly page: Page;
  /** The page that is open over the chat. */
  readonly window: FrameLocator;
  /** Presses a button of the newest card, quick reply or menu with this label. */
  press(label: string | RegExp): Promise<void>;
  closeWindow(): Promise<void>;
  write(text: string): Promise<void>;
  /** Puts the phone away. */
  close(): Promise<void>;
}

const words = {
  ja: { add: '追加', close: 'ページを閉じる', message: 'メッセージ', send: '送る', closeMenu: 'メニューを閉じる' },
  en: { add: 'Add', close: 'Close page', message: 'Message', send: 'Send', closeMenu: 'Close menu' },
} as const;

/** Takes a phone in hand and adds an account as a friend. */
export async function phoneWith(
  world: PrefecturesWorld,
  browser: Browser,
  account: string,
  language: PhoneLanguage = 'ja',
): Promise<PhoneScreen> {
  const userId = world.phone(`a resident of ${account}`, language);
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    locale: language === 'en' ? 'en-GB' : 'ja-JP',
  });
  // A loaded machine may take its time; what is asserted is what happens, not how fast.
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  await page.goto(`${world.emulator.url}/phone/${userId}?lang=${language}`);
  await page.getByRole('button', { name: new RegExp(`${words[language].add}.${account}`) }).click();
  return {
    userId,
    page,
    window: page.frameLocator('iframe'),
    press: async (label) => {
      await page.getByRole('button', { name: label }).last().click();
    },
    closeWindow: () => page.getByRole('button', { name: words[language].close }).click(),
    write: async (text) => {
      const box = page.getByRole('textbox', { name: words[language].message });
      if (!(await box.isVisible())) await page.getByRole('button', { name: words[language].closeMenu }).first().click();
      await box.fill(text);
      await page.getByRole('button', { name: words[language].send, exact: true }).click();
    },
    close: () => context.close(),
  };
}
