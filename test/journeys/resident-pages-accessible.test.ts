import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../../src/base/language.ts';
import { loadGalleryContent } from '../../src/channels/web/views/gallery/load.ts';
import { galleryPages } from '../../src/channels/web/views/gallery/pages.ts';
import { accessibilityFaults } from '../support/accessibility.ts';
import { openBrowser } from '../support/browser.ts';

const pages = galleryPages(await loadGalleryContent());

/** The gallery holds every resident page in every state; each is opened with the real style sheet. */
describe('every resident page, in every state', () => {
  let browser: Browser;
  let page: Page;
  let style: string;
  beforeAll(async () => {
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    page = await context.newPage();
    style = await readFile('src/channels/web/assets/resident.css', 'utf8');
    await page.route('**/*', (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname.endsWith('.css')) return route.fulfill({ contentType: 'text/css', body: style });
      const shown = pages.find(({ name, language }) => pathname === `/${language}/${name}`);
      if (shown) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: shown.html });
      return route.fulfill({ status: 404, body: '' });
    });
  });
  afterAll(() => browser?.close());

  // Each page in each language is measured; axe sees each page once, the languages in turn, for it takes a second a page.
  test.for(['ja', 'easy', 'en'] as const)('is accessible, and never wider than the phone (%s)', async (language) => {
    const faults: string[] = [];
    const inLanguage = pages.filter((one) => one.language === language);
    expect(inLanguage.length).toBeGreaterThan(50);
    const turn = languages.indexOf(language);
    for (const [at, { name }] of inLanguage.entries()) {
      await page.goto(`http://gallery.example/${language}/${name}`);
      if (at % languages.length === turn) {
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${name}: ${fault}`));
      }
      const wider = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      if (wider > 0) faults.push(`${name}: ${wider} px wider than the phone`);
    }
    expect(faults).toEqual([]);
  });
});
