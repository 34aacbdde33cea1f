import { type Language, languages } from '../../../base/language.ts';
import type { Words } from '../../../base/words.ts';
import { type Html, html, label, text } from './html.ts';
import { linkList } from './link-list.ts';

export interface LostView {
  readonly words: Words;
  /** What the browser prefers stands first. */
  readonly first: Language;
  readonly accounts: readonly { readonly href: string; readonly names: Readonly<Record<Language, string>> }[];
  readonly assets: { readonly style: string; readonly icon: string };
}

/** An address that leads nowhere, where no prefecture's page can stand around it: said in every language, with the way to each. */
export function lostPage({ words, first, accounts, assets }: LostView): string {
  const order = [first, ...languages.filter((one) => one !== first)];
  const lang = (one: Language) => (one === 'en' ? 'en' : 'ja');
  const said = (one: Language, at: number): Html =>
    html`<section class="stack${one === 'easy' && ' easy'}" lang="${lang(one)}">${
      at === 0
        ? html`<h1>${text(words(one)('layout.lost_title'))}</h1>`
        : html`<h2>${text(words(one)('layout.lost_title'))}</h2>`
    }<p>${text(words(one)('layout.lost_text'))}</p></section>`;
  const rows = accounts.map(({ href, names }) => ({
    href,
    words: first === 'en' ? names.en : names.ja,
    more: first === 'en' ? names.ja : names.en,
  }));
  return `<!doctype html>\n${html`<html lang="${lang(first)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${label(words(first)('layout.lost_title'))}</title>
<link rel="icon" href="${assets.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.style}">
</head>
<body>
<main id="main">
${order.map(said)}
<nav class="stack" aria-labelledby="list"><h2 id="list">${text(words(first)('layout.lost_list'))}</h2>${linkList(rows)}</nav>
</main>
</body>
</html>`}\n`;
}
