import type { Say } from '../../../base/words.ts';
import { type Html, html, safeHref, text } from './html.ts';

interface ListedLink {
  readonly href: string;
  readonly words: string;
  /** A second line, quieter: a date, a source. */
  readonly more?: string;
}

/** Links as rows, each a target over the whole width. */
export const linkList = (links: readonly ListedLink[]): Html =>
  html`<ul class="links">${links.map(
    ({ href, words, more }) =>
      html`<li><a href="${safeHref(href)}"><span>${text(words)}${more !== undefined && html`<small>${text(more)}</small>`}</span></a></li>`,
  )}</ul>`;

/** The same from addresses and the keys of their words. */
export const linkListOf = (say: Say, links: readonly (readonly [href: string, key: string])[]): Html =>
  linkList(links.map(([href, key]) => ({ href, words: say(key) })));
