import type { Say } from '../../../base/words.ts';
import { type FormTarget, form } from './forms.ts';
import { type Html, html, safeHref, text } from './html.ts';

interface Listed {
  readonly words: string;
  /** A second line, quieter: a date, a source. */
  readonly more?: string;
}
interface ListedLink extends Listed {
  readonly href: string;
}
/** Choosing it changes something, so it is sent. */
interface ListedButton extends Listed {
  readonly send: FormTarget;
}

/** Links and buttons as rows, each a target over the whole width. */
export const linkList = (rows: readonly (ListedLink | ListedButton)[]): Html =>
  html`<ul class="links">${rows.map((row) => html`<li>${listed(row)}</li>`)}</ul>`;

function listed(row: ListedLink | ListedButton): Html {
  const { words, more } = row;
  const inside = html`<span>${text(words)}${more !== undefined && html`<small>${text(more)}</small>`}</span>`;
  return 'send' in row
    ? form(row.send, html`<button type="submit">${inside}</button>`)
    : html`<a href="${safeHref(row.href)}">${inside}</a>`;
}

/** The same from addresses and the keys of their words. */
export const linkListOf = (say: Say, links: readonly (readonly [href: string, key: string])[]): Html =>
  linkList(links.map(([href, key]) => ({ href, words: say(key) })));
