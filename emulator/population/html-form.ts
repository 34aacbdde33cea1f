/**
 * Reads the forms of a plain HTML page: enough of HTML for pages that work without JavaScript, tolerant as browsers are.
 */

export type Field = {
  readonly name: string;
  readonly type: 'text' | 'number' | 'date' | 'hidden' | 'radio' | 'checkbox' | 'select' | 'textarea';
  /** Values to choose from; for other fields the value it has already. */
  readonly options: readonly Option[];
  readonly value: string;
  readonly required: boolean;
  readonly min?: string;
  readonly max?: string;
};
export type Option = { readonly value: string; readonly chosen: boolean; readonly required: boolean };
export type Button = { readonly name: string; readonly value: string };
export type Form = {
  readonly method: string;
  /** As written; relative to the page. Empty means the page itself. */
  readonly action: string;
  readonly fields: readonly Field[];
  readonly buttons: readonly Button[];
};

type Attributes = Readonly<Record<string, string>>;
type Tag = { readonly name: string; readonly closing: boolean; readonly attributes: Attributes; readonly text: string };

const TAG =
  /<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1\s*>|<(\/?)([a-z][a-z0-9-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>`]+))?)*)\s*\/?>/gi;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+)))?/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function decoded(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal) return String.fromCodePoint(Number(decimal));
      return ENTITIES[name?.toLowerCase() ?? ''] ?? whole;
    },
  );
}

function* tags(html: string): Generator<Tag> {
  const found = [...html.matchAll(TAG)].filter((one) => one[3] !== undefined);
  for (const [index, one] of found.entries()) {
    const attributes: Record<string, string> = {};
    for (const [, key = '', double, single, bare] of (one[4] ?? '').matchAll(ATTRIBUTE)) {
      attributes[key.toLowerCase()] = decoded(double ?? single ?? bare ?? '');
    }
    const end = one.index + one[0].length;
    const text = decoded(html.slice(end, found[index + 1]?.index ?? html.length));
    yield { name: (one[3] ?? '').toLowerCase(), closing: one[2] === '/', attributes, text };
  }
}

type Draft = { method: string; action: string; fields: Map<string, Draft_>; buttons: Button[] };
type Draft_ = { -readonly [K in keyof Field]: Field[K] } & { options: Option[] };

/** The forms of a page, in order. Disabled fields and fields without a name are left out, as a browser would. */
export function readForms(html: string): Form[] {
  const forms: Draft[] = [];
  let form: Draft | undefined;
  let select: Draft_ | undefined;
  for (const { name, closing, attributes, text } of tags(html)) {
    if (name === 'form') {
      form = closing
        ? undefined
        : {
            method: (attributes.method ?? 'get').toLowerCase(),
            action: attributes.action ?? '',
            fields: new Map(),
            buttons: [],
          };
      if (form) forms.push(form);
    } else if (name === 'select' && closing) select = undefined;
    else if (form && !closing && attributes.disabled === undefined) {
      if (name === 'input') addInput(form, attributes);
      else if (name === 'button') addButton(form, attributes);
      else if (name === 'textarea') addField(form, attributes, 'textarea', text.replace(/^\n/, ''));
      else if (name === 'select') select = addField(form, attributes, 'select', '');
      else if (name === 'option' && select)
        select.options.push(option(attributes, attributes.value ?? text.trim(), 'selected'));
    }
  }
  return forms.map((one) => ({ ...one, fields: [...one.fields.values()] }));
}

function addInput(form: Draft, attributes: Attributes): void {
  const type = (attributes.type ?? 'text').toLowerCase();
  if (type === 'submit' || type === 'image') {
    form.buttons.push({ name: attributes.name ?? '', value: attributes.value ?? '' });
  } else if (type === 'radio' || type === 'checkbox') {
    const field = addField(form, attributes, type, '');
    field?.options.push(option(attributes, attributes.value ?? 'on', 'checked'));
  } else if (!['button', 'reset', 'file'].includes(type)) {
    const kind = type === 'hidden' || type === 'number' || type === 'date' ? type : 'text';
    addField(form, attributes, kind, attributes.value ?? '');
  }
}

function addButton(form: Draft, attributes: Attributes): void {
  if ((attributes.type ?? 'submit').toLowerCase() !== 'submit') return;
  form.buttons.push({ name: attributes.name ?? '', value: attributes.value ?? '' });
}

function option(attributes: Attributes, value: string, chosen: string): Option {
  return { value, chosen: attributes[chosen] !== undefined, required: attributes.required !== undefined };
}

function addField(form: Draft, attributes: Attributes, type: Field['type'], value: string): Draft_ | undefined {
  const { name, min, max } = attributes;
  if (!name) return undefined;
  const known = form.fields.get(name);
  if (known) return known;
  const field: Draft_ = {
    name,
    type,
    value,
    options: [],
    required: attributes.required !== undefined,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
  form.fields.set(name, field);
  return field;
}
