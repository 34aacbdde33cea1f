import type { OnDate } from '../../../base/jst.ts';
import { formatDate } from './format.ts';
import type { Frame } from './frame.ts';
import { html, text } from './html.ts';
import { page } from './layout.ts';
import { linkList } from './link-list.ts';

export interface NewsView {
  /** Newest first; each leads to the prefecture's official page. */
  readonly entries: readonly { readonly title: string; readonly on: OnDate; readonly href: string }[];
}

export function newsPage(frame: Frame, { entries }: NewsView): string {
  const { say, account } = frame;
  const rows = entries.map(({ title, on, href }) => ({ href, words: title, more: formatDate(frame, on) }));
  const lead = say('news.lead', { organisation: account.organisation });
  const main = html`<div class="stack"><h1>${text(say('layout.news'))}</h1><p>${text(lead)}</p></div>
${rows.length > 0 ? linkList(rows) : html`<p>${text(say('news.none'))}</p>`}`;
  return page(frame, { title: say('layout.news'), main });
}
