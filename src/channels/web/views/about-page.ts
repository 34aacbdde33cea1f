import type { Frame } from './frame.ts';
import { html, text } from './html.ts';
import { page } from './layout.ts';
import { linkListOf } from './link-list.ts';

export interface AboutView {
  /** Where to ask about the service itself, from the account: 「宮城県 保健福祉部」. */
  readonly contact: string;
  /** Who signed the guidance texts as medical adviser; in a demonstration, that nobody has. */
  readonly adviser: string;
}

/** What this is, what it is not, who runs it. */
export function aboutPage(frame: Frame, view: AboutView): string {
  const { say, account, links } = frame;
  const section = (title: string, words: string) =>
    html`<section class="stack"><h2>${text(say(title))}</h2><p>${text(words)}</p></section>`;
  const main = html`<h1>${text(say('layout.about'))}</h1>
${section('about.what', say('about.what_text', { organisation: account.organisation }))}
${section('about.not', say('about.not_text'))}
${section('about.basis', say('about.basis_text', { adviser: view.adviser }))}
${section('about.where', say('about.where_text'))}
${section('about.contact', view.contact)}
${linkListOf(say, [
  [links.questions, 'layout.questions'],
  [links.privacy, 'layout.privacy'],
  [links.terms, 'about.terms'],
])}`;
  return page(frame, { title: say('layout.about'), main });
}
