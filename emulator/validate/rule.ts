/**
 * A small language for what a request body must look like. A rule looks at one value and notes what is wrong with it,
 * with the place written as LINE writes it: `messages[0].template.actions[1].label`.
 * Unknown properties are let through, as at LINE.
 */

export type Detail = { readonly message: string; readonly property: string };
export type Rule = (value: unknown, at: string, found: Detail[]) => void;

type Fields = Readonly<Record<string, Rule | Required_>>;
type Required_ = { readonly required: Rule };
type Record_ = Readonly<Record<string, unknown>>;

/** Marks a field that must be there. */
export const required = (rule: Rule): Required_ => ({ required: rule });

export function isRecord(value: unknown): value is Record_ {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; nothing for anything that is no list. */
export function records(value: unknown): Record_[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.filter(isRecord);
}

/** Details that `rule` finds; an empty list means the value is good. */
export function check(rule: Rule, value: unknown, at = ''): Detail[] {
  const found: Detail[] = [];
  rule(value, at, found);
  return found;
}

export function object(fields: Fields, ...more: Rule[]): Rule {
  const entries = Object.entries(fields);
  return (value, at, found) => {
    if (!isRecord(value)) {
      found.push({ message: 'Must be an object', property: at });
      return;
    }
    for (const [name, field] of entries) {
      const property = at === '' ? name : `${at}.${name}`;
      const given = value[name];
      if (given === undefined) {
        if (typeof field !== 'function') found.push({ message: 'May not be empty', property });
      } else if (typeof field === 'function') field(given, property, found);
      else field.required(given, property, found);
    }
    for (const rule of more) rule(value, at, found);
  };
}

/** An object of which one field (`type`, unless told otherwise) says which shape it has. */
export function union(shapes: Readonly<Record<string, Rule>>, by = 'type'): Rule {
  const names = Object.keys(shapes);
  return (value, at, found) => {
    if (!isRecord(value)) {
      found.push({ message: 'Must be an object', property: at });
      return;
    }
    const name = value[by];
    const shape = typeof name === 'string' && Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape) shape(value, at, found);
    else found.push({ message: `Must be one of the following values: [${names.join(', ')}]`, property: `${at}.${by}` });
  };
}

export function list(rule: Rule, least: number, most: number): Rule {
  return (value, at, found) => {
    if (!Array.isArray(value)) {
      found.push({ message: 'Must be an array', property: at });
      return;
    }
    if (value.length < least || value.length > most) {
      found.push({ message: `Size must be between ${least} and ${most}`, property: at });
    }
    value.forEach((item, index) => {
      rule(item, `${at}[${index}]`, found);
    });
  };
}

type TextLimits = {
  readonly min?: number;
  readonly max?: number;
  /** LINE counts most short texts in characters as people see them, long ones in UTF-16 code units. */
  readonly count?: 'utf16' | 'graphemes';
  readonly pattern?: RegExp;
};

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });

export function graphemes(text: string): number {
  let n = 0;
  for (const _ of segmenter.segment(text)) n += 1;
  return n;
}

export function text(limits: TextLimits = {}): Rule {
  const { min = 1, max = Number.POSITIVE_INFINITY, count = 'utf16', pattern } = limits;
  return (value, at, found) => {
    if (typeof value !== 'string') {
      found.push({ message: 'Must be a string', property: at });
      return;
    }
    // A text never has more graphemes than code units: only what might be too long is worth segmenting.
    const length = count === 'graphemes' && value.length > max ? graphemes(value) : value.length;
    if (min === 1 && length === 0) found.push({ message: 'May not be empty', property: at });
    else if (length < min || length > max) {
      const least = min === 1 ? 0 : min;
      const message =
        max === Number.POSITIVE_INFINITY
          ? `Length must be ${least} or more`
          : `Length must be between ${least} and ${max}`;
      found.push({ message, property: at });
    } else if (pattern && !pattern.test(value)) {
      found.push({ message: `Must match ${pattern.source}`, property: at });
    }
  };
}

/** Texts counted in graphemes. */
export const words = (max: number, min = 1): Rule => text({ min, max, count: 'graphemes' });

export function oneOf(...values: readonly string[]): Rule {
  return (value, at, found) => {
    if (typeof value !== 'string' || !values.includes(value)) {
      found.push({ message: `Must be one of the following values: [${values.join(', ')}]`, property: at });
    }
  };
}

export function number(least: number, most: number, whole = true): Rule {
  return (value, at, found) => {
    if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isInteger(value))) {
      found.push({ message: whole ? 'Must be an integer' : 'Must be a number', property: at });
    } else if (value < least || value > most) {
      found.push({ message: `Must be between ${least} and ${most}`, property: at });
    }
  };
}

export const integer = (least = -2_147_483_648, most = 2_147_483_647): Rule => number(least, most);

export const boolean: Rule = (value, at, found) => {
  if (typeof value !== 'boolean') found.push({ message: 'Must be a boolean', property: at });
};

/** An own condition on a value already known to be a record. */
export function also(holds: (value: Record_) => boolean, message: string, field?: string): Rule {
  return (value, at, found) => {
    if (isRecord(value) && !holds(value)) {
      found.push({ message, property: field === undefined ? at : `${at}.${field}` });
    }
  };
}

/** Follows a rule that refers to itself (Flex boxes in boxes). */
export const later =
  (rule: () => Rule): Rule =>
  (value, at, found) =>
    rule()(value, at, found);

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * A URL of one of the given schemes. LINE wants https for whatever it loads; this emulator also takes http
 * on the loopback, as nobody has a certificate for their own laptop.
 */
export function uri(max: number, schemes: readonly string[] = ['https:']): Rule {
  return (value, at, found) => {
    if (typeof value !== 'string') {
      found.push({ message: 'Must be a string', property: at });
      return;
    }
    if (value.length > max) found.push({ message: `Length must be between 0 and ${max}`, property: at });
    const url = URL.canParse(value) && URI_CHARACTERS.test(value) ? new URL(value) : undefined;
    if (!url) found.push({ message: 'Invalid URI', property: at });
    else if (!schemes.includes(url.protocol) && !(url.protocol === 'http:' && LOOPBACK.has(url.hostname))) {
      found.push({ message: 'Invalid URI scheme', property: at });
    }
  };
}

/** RFC 3986: a URI is ASCII, with everything else percent-encoded. */
const URI_CHARACTERS = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;
