/**
 * HTML that cannot be injected into: in `html\`…\`` every value is escaped unless it is Html itself.
 * Attribute values must stand in double quotes in the template, or come from `attributes`.
 */
const construct = Symbol('Html');

/** Markup that is known to be safe. Only `html`, `raw`, `text` and `attributes` make it. */
export class Html {
  readonly #markup: string;

  constructor(markup: string, key: symbol) {
    if (key !== construct) throw new TypeError('Make Html with html`…` or raw().');
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

export type HtmlValue = Html | string | number | false | null | undefined | readonly HtmlValue[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const special = /[&<>"']/;

export const escapeHtml = (plain: string): string =>
  special.test(plain) ? plain.replace(/[&<>"']/g, (character) => entities[character]!) : plain;

/** Marks markup as safe. For constants written by a programmer, never for what came from outside. */
export const raw = (markup: string): Html => new Html(markup, construct);

/** @example String(html`<p title="${'"'}">${'<b>'}</p>`) // '<p title="&quot;">&lt;b&gt;</p>' */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let markup = strings[0]!;
  for (let at = 0; at < values.length; at += 1) markup += markupOf(values[at]) + strings[at + 1]!;
  return raw(markup);
}

function markupOf(value: HtmlValue): string {
  if (value === false || value === null || value === undefined) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return value.map(markupOf).join('');
}

/**
 * Attributes with a leading space each; `true` writes the bare name, false and undefined write nothing.
 * @example String(html`<input${attributes({ name: 'age', required: true, value: undefined })}>`) // '<input name="age" required>'
 */
export function attributes(values: Readonly<Record<string, string | number | boolean | undefined>>): Html {
  const markup = Object.entries(values).map(([name, value]) => {
    if (!/^[a-z][a-z0-9:-]*$/.test(name)) throw new TypeError(`'${name}' is no attribute name.`);
    if (value === undefined || value === false) return '';
    return value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`;
  });
  return raw(markup.join(''));
}

/**
 * Words for residents as markup: `{熱|ねつ}` becomes ruby, `**…**` strong, a line break `<br>`. All else is escaped.
 * A word joiner ties ruby to what it touches: browsers would break the line there, and easy Japanese breaks at spaces only.
 * @example String(text('{熱|ねつ}')) // '<ruby>熱<rp>（</rp><rt>ねつ</rt><rp>）</rp></ruby>'
 */
export function text(words: string): Html {
  const known = markups.get(words);
  if (known) return known;
  const made = markupOfWords(words);
  if (words.length > longestKept) return made;
  if (markups.size >= mostKept) markups.clear();
  markups.set(words, made);
  return made;
}

/** Content says the same words on every page: their markup is made once. */
const markups = new Map<string, Html>();
const mostKept = 4000;
const longestKept = 2000;

const markupOfWords = (words: string): Html =>
  raw(
    escapeHtml(words.trim())
      .replace(/(?<=[^\s*。、！？）」])(?=\{[^{}|]+\|)|(?<=\|[^{}|]+\})(?=[^\s*])/g, '\u2060')
      .replace(/\{([^{}|]+)\|([^{}|]+)\}/g, '<ruby>$1<rp>（</rp><rt>$2</rt><rp>）</rp></ruby>')
      .replace(/\*\*(.+?)\*\*/gs, '<strong>$1</strong>')
      .replace(/\n/g, '<br>'),
  );

/** The same in an element of its own: where the parent is a flex box, each ruby would else become an item by itself. */
export const label = (words: string): Html => html`<span>${text(words)}</span>`;

/**
 * An address that a link may carry: relative, http(s), tel or mailto. Anything else (`javascript:`, `data:`) becomes '#',
 * for links also come from what staff type.
 */
export function safeHref(address: string): string {
  // Browsers skip spaces and control characters before and inside the scheme.
  const scheme = address.replace(/[\p{Cc} ]/gu, '').match(/^([a-z][a-z0-9+.-]*):/i)?.[1];
  return scheme === undefined || /^(https?|tel|mailto)$/i.test(scheme) ? address : '#';
}
