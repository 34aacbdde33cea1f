import type { FrameLocator, Page } from 'playwright-core';

/** Where resident pages are: in the phone's window, or in a browser of their own. */
export type Pages = FrameLocator | Page;

/** Answers by question id: an option's code, several codes, or what is typed. A date as 'YYYY-MM-DD'. */
export type GivenAnswers = Readonly<Record<string, string | readonly string[]>>;

/** Ticks the required boxes of the consent page, and those named, and goes on. */
export async function agree(pages: Pages, more: readonly string[] = []): Promise<void> {
  for (const id of ['consent_terms', 'consent_privacy', ...more]) await pages.locator(`#${id}`).check();
  await pages.locator('main form button[type=submit]').first().click();
}

/**
 * Answers the form as a person does, page by page, until guidance is shown. Every page that is shown must be answered in
 * `answers`; what was not asked is left over. Returns the question ids in the order in which they were asked.
 * @throws Error '… is asked again' with the page's words when an answer was not taken
 */
export async function answerForm(pages: Pages, answers: GivenAnswers): Promise<string[]> {
  const asked: string[] = [];
  for (;;) {
    await pages.locator('input[name=step], section.level').first().waitFor({ state: 'attached' });
    if ((await pages.locator('section.level').count()) > 0) return asked;
    const step = await pages.locator('input[name=step]').first().inputValue();
    asked.push(step);
    if (step !== 'confirm') await fill(pages, step, answers[step]);
    await pages.locator('main').evaluate((main) => main.setAttribute('data-left', ''));
    await pages.locator('form button[type=submit]:not([name])').first().click();
    await arrived(pages, step);
  }
}

/** The next page is there; or the same question, with what is wrong. */
async function arrived(pages: Pages, step: string): Promise<void> {
  const page = 'main:not([data-left])';
  await pages.locator(`${page} input[name=step], ${page} section.level`).first().waitFor({ state: 'attached' });
  if ((await pages.locator('#summary').count()) === 0) return;
  throw new Error(`${step} is asked again: ${await pages.locator('main').innerText()}`);
}

async function fill(pages: Pages, step: string, answer: string | readonly string[] | undefined): Promise<void> {
  if (answer === undefined) throw new Error(`${step} was asked, and the test has no answer for it`);
  if (typeof answer === 'string' && (await pages.locator(`#${step}-year`).count()) > 0) {
    const [year = '', month = '', day = ''] = answer.split('-');
    await pages.locator(`#${step}-year`).fill(year);
    await pages.locator(`#${step}-month`).fill(month);
    await pages.locator(`#${step}-day`).fill(day);
    return;
  }
  for (const one of [answer].flat()) {
    const option = pages.locator(`input[name="${step}"][value="${one}"]`);
    if ((await option.count()) > 0) await option.check();
    else await pages.locator(`[name="${step}"]`).fill(one);
  }
}
