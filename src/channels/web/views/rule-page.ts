import type { OnDate } from '../../../base/jst.ts';
import { formatDate } from './format.ts';
import { linkButton } from './forms.ts';
import type { Frame } from './frame.ts';
import { html, safeHref, text } from './html.ts';
import { page } from './layout.ts';

/** A rule profile to read: the notices that it follows, and its rows in the order in which they are tried. */
export interface RuleView {
  /** 'mhlw-2020-02-17' */
  readonly profile: string;
  readonly version: string;
  readonly effectiveOn: OnDate;
  readonly notices: readonly { readonly title: string; readonly href?: string }[];
  /** `when` as the table writes it; `title` is what residents then read. */
  readonly rows: readonly {
    readonly row: string;
    readonly outcome: string;
    readonly when: string;
    readonly title: string;
  }[];
  readonly adviser: string;
  readonly backHref: string;
}

export function rulePage(frame: Frame, view: RuleView): string {
  const { say } = frame;
  const row = ({ row: number, outcome, when, title }: RuleView['rows'][number]) =>
    html`<div><dt>${number}</dt><dd>${text(title)}<small><code>${outcome}</code></small><small>${text(when)}</small></dd></div>`;
  const notices = view.notices.map(
    ({ title, href }) =>
      html`<li>${href === undefined ? text(title) : html`<a href="${safeHref(href)}">${text(title)}</a>`}</li>`,
  );
  const main = html`<div class="stack"><h1>${text(say('rule.title'))}</h1><p><code>${view.profile}</code></p>
<p class="hint">${text(say('document.version', { version: view.version, date: formatDate(frame, view.effectiveOn) }))}<br>${text(view.adviser)}</p></div>
<section class="stack"><h2>${text(say('rule.notices'))}</h2><ul class="plain">${notices}</ul></section>
<section class="stack"><h2>${text(say('rule.rows'))}</h2><p>${text(say('rule.rows_text'))}</p><dl class="held">${view.rows.map(row)}</dl></section>
${linkButton(view.backHref, say('document.back'), 'second')}`;
  return page(frame, { title: say('rule.title'), main });
}
