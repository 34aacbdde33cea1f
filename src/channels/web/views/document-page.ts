import type { OnDate } from '../../../base/jst.ts';
import { formatDate } from './format.ts';
import { linkButton } from './forms.ts';
import type { Frame } from './frame.ts';
import { type Html, html, label, text } from './html.ts';
import { page } from './layout.ts';
import { notice } from './notices.ts';

/** A policy or the terms in full. Where the document is not written in the page's language, `language` says in which. */
export interface DocumentView {
  readonly title: string;
  readonly version: string;
  readonly effectiveOn: OnDate;
  readonly articles: readonly Article[];
  readonly writtenIn?: 'ja' | 'en';
  readonly backHref: string;
  /** This version is not the one in force: where that one is. */
  readonly inForceHref?: string;
  /** Earlier and later versions, newest first. */
  readonly versions?: readonly { readonly version: string; readonly effectiveOn: OnDate; readonly href: string }[];
}

export interface Article {
  /** For links to a single article: 'research'. */
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly (string | { readonly items: readonly string[] })[];
}

export function documentPage(frame: Frame, view: DocumentView): string {
  const { say } = frame;
  const stated = say('document.version', { version: view.version, date: formatDate(frame, view.effectiveOn) });
  const contents = html`<nav class="contents" aria-label="${say('document.contents')}"><ul>${view.articles.map(
    (article) => html`<li><a href="#${article.id}">${label(article.title)}</a></li>`,
  )}</ul></nav>`;
  const lang = view.writtenIn && html` lang="${view.writtenIn}"`;
  const main = html`<div class="stack"><h1>${text(view.title)}</h1><p class="hint">${text(stated)}</p>
${view.writtenIn && html`<p>${text(say('document.other_language'))}</p>`}</div>
${view.inForceHref !== undefined && notInForce(frame, view.inForceHref)}
${view.articles.length > 2 && contents}
<div class="document"${lang}>${view.articles.map(article)}</div>
${view.versions && versions(frame, view.versions)}
${linkButton(view.backHref, say('document.back'), 'second')}`;
  return page(frame, { title: view.title, main });
}

const notInForce = ({ say }: Frame, href: string): Html =>
  notice({
    kind: 'plain',
    icon: 'info',
    title: say('document.not_in_force'),
    body: html`<p><a href="${href}">${label(say('document.in_force'))}</a></p>`,
  });

const article = ({ id, title, paragraphs }: Article): Html =>
  html`<section class="stack" id="${id}"><h2>${text(title)}</h2>${paragraphs.map((one) =>
    typeof one === 'string'
      ? html`<p>${text(one)}</p>`
      : html`<ul>${one.items.map((item) => html`<li>${text(item)}</li>`)}</ul>`,
  )}</section>`;

function versions(frame: Frame, all: NonNullable<DocumentView['versions']>): Html {
  const { say } = frame;
  const row = (one: (typeof all)[number]) => {
    const words = say('document.version', { version: one.version, date: formatDate(frame, one.effectiveOn) });
    return html`<li><a href="${one.href}">${label(words)}</a></li>`;
  };
  return html`<section class="stack"><h2>${text(say('document.versions'))}</h2><ul class="links">${all.map(row)}</ul></section>`;
}
