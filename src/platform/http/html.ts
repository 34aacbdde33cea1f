/** HTML that is already safe. */
export interface Html {
  readonly html: string;
}

export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (one) => entities[one]!);

/** A template whose values are escaped unless they are HTML themselves; lists are joined, `undefined` and `false` left out. */
export const html = (parts: TemplateStringsArray, ...values: HtmlValue[]): Html => ({
  html: parts.map((part, at) => part + (at < values.length ? textOf(values[at]) : '')).join(''),
});

function textOf(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if ('html' in value) return value.html;
  return value.map(textOf).join('');
}
