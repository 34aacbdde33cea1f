import type { OnDate } from '../../../base/jst.ts';
import { formatDate } from './format.ts';
import { linkButton } from './forms.ts';
import type { Frame } from './frame.ts';
import { html, safeHref, text } from './html.ts';
import { page } from './layout.ts';
import { linkList } from './link-list.ts';

export interface FaqListView {
  readonly categories: readonly {
    readonly title: string;
    readonly entries: readonly { readonly question: string; readonly href: string }[];
  }[];
}

/** Questions and answers, by category. */
export function faqListPage(frame: Frame, { categories }: FaqListView): string {
  const { say } = frame;
  const lists = categories.map(
    ({ title, entries }) =>
      html`<section class="stack"><h2>${text(title)}</h2>${linkList(entries.map(({ question, href }) => ({ href, words: question })))}</section>`,
  );
  const main = html`<div class="stack"><h1>${text(say('faq.title'))}</h1><p>${text(say('faq.lead'))}</p></div>
${lists}
${linkButton(frame.links.contactPoints, say('layout.contact_points'), 'second')}`;
  return page(frame, { title: say('faq.title'), main });
}

export interface FaqEntryView {
  readonly question: string;
  readonly paragraphs: readonly string[];
  readonly source?: { readonly title: string; readonly href: string };
  /** When staff last compared it with its source. */
  readonly checkedOn: OnDate;
  readonly related: readonly { readonly question: string; readonly href: string }[];
}

export function faqEntryPage(frame: Frame, view: FaqEntryView): string {
  const { say } = frame;
  const source =
    view.source &&
    html`${text(say('faq.source'))} <a href="${safeHref(view.source.href)}">${text(view.source.title)}</a><br>`;
  const related =
    view.related.length > 0 &&
    html`<section class="stack"><h2>${text(say('faq.related'))}</h2>${linkList(
      view.related.map(({ question, href }) => ({ href, words: question })),
    )}</section>`;
  const main = html`<h1>${text(view.question)}</h1>
<div class="stack">${view.paragraphs.map((paragraph) => html`<p>${text(paragraph)}</p>`)}</div>
<p class="hint">${source}${text(say('faq.checked', { date: formatDate(frame, view.checkedOn) }))}</p>
${related}
<div class="stack">${linkButton(frame.links.faq, say('faq.back'), 'second')}</div>`;
  return page(frame, { title: view.question, main });
}
