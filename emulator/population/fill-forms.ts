import type { LiffGrant } from '../resident/open-uri.ts';
import { type Answers, fill } from './answers.ts';
import type { Browser, Page } from './browser.ts';
import { type Form, readForms } from './html-form.ts';
import type { Chance } from './random.ts';

/** Goes from page to page of a questionnaire, answering, until a page asks nothing more. */

const MOST_PAGES = 80;
const SAME_PAGE = 3;
/** An empty hidden field of such a name is where a page's script would put the LIFF ID token. */
const TOKEN_FIELDS = new Set(['id_token', 'idToken']);

export type Filling = {
  readonly browser: Browser;
  readonly answers: Answers;
  readonly chance: Chance;
  readonly now: () => number;
  readonly grant: LiffGrant | undefined;
  /** Whether nothing more should be answered here; by default: when no form on the page posts any field to fill. */
  readonly isEnd?: (page: Page) => boolean;
};

/** The page on which it ended, and how many forms were sent. Throws when a page fails or does not move on. */
export async function fillForms(filling: Filling, first: string): Promise<{ page: Page; sent: number }> {
  let page = await filling.browser.get(first);
  let sent = 0;
  const seen = new Map<string, number>();
  for (; sent < MOST_PAGES; sent += 1) {
    if (page.status >= 400) throw new Error(`${page.status} at ${page.url}`);
    const form = filling.isEnd?.(page) ? undefined : nextForm(readForms(page.html));
    if (!form) return { page, sent };
    const asked = form.fields.map(({ name }) => name).join(' ');
    const times = (seen.get(asked) ?? 0) + 1;
    if (times > SAME_PAGE) throw new Error(`The page ${page.url} asks for "${asked}" again and again.`);
    seen.set(asked, times);
    const fields = withToken(fill(form, filling.answers, filling.chance, filling.now()), filling.grant);
    page = await filling.browser.post(new URL(form.action, page.url).href, fields);
  }
  throw new Error(`More than ${MOST_PAGES} pages.`);
}

/** The form that asks most: pages also hold small ones, for the language or for leaving. */
function nextForm(forms: readonly Form[]): Form | undefined {
  const asking = forms.filter(({ method, fields }) => method === 'post' && fields.some(isToFill));
  return asking.sort((a, b) => b.fields.filter(isToFill).length - a.fields.filter(isToFill).length)[0];
}

function isToFill(field: Form['fields'][number]): boolean {
  return field.type !== 'hidden' || (TOKEN_FIELDS.has(field.name) && field.value === '');
}

function withToken(fields: [string, string][], grant: LiffGrant | undefined): [string, string][] {
  if (!grant) return fields;
  return fields.map(([name, value]) =>
    TOKEN_FIELDS.has(name) && value === '' ? [name, grant.idToken] : [name, value],
  );
}
