/**
 * The words that residents read, by key and language. They live in `content/words/*.yaml`; code knows only keys.
 *
 * A catalogue is one file; its name is the first part of the key, and mappings inside give the rest:
 * `consent.yaml: { title: { ja: …, easy: …, en: … } }` is `consent.title`.
 * `{name}` is a placeholder; `{熱|ねつ}` is a reading (ruby.ts). Where a number changes the sentence, a language holds
 * forms instead of one text, chosen by the parameter `count`: `{ "1": "{count} answer", other: "{count} answers" }`.
 * A form's selector lists numbers and ranges: "2-10,14,24".
 * Every language uses the same placeholders, unless the entry lists them all under `params` and languages choose from it.
 */
import type { Finding } from './finding.ts';
import { isLanguage, type Language, languages } from './language.ts';
import { kanjiWithoutReading } from './ruby.ts';

export type WordParams = Readonly<Record<string, string | number>>;
/** The sentence under a key in one language. An unknown key or a missing parameter is a programmer's mistake: throws. */
export type Say = (key: string, params?: WordParams) => string;
export type Words = (language: Language) => Say;
/** Parsed YAML by catalogue name (the file's name without `.yaml`). */
export type Catalogues = Readonly<Record<string, unknown>>;

interface Form {
  /** Numbers for which this form stands; undefined = all others. */
  readonly ranges?: ReadonlyArray<readonly [from: number, to: number]>;
  readonly text: string;
}
interface Entry extends Readonly<Partial<Record<Language, readonly Form[]>>> {
  readonly params?: readonly string[];
}

const placeholder = /\{(\w+)\}/g;
const selector = /^\d+(-\d+)?(,\d+(-\d+)?)*$/;

/** @example createWords({ form: { next: { ja: '次へ', easy: '{次|つぎ}へ', en: 'Next' } } })('en')('form.next') // 'Next' */
export function createWords(catalogues: Catalogues): Words {
  const entries = entriesOf(catalogues).entries;
  const sayIn = (language: Language): Say => {
    return (key, params = {}) => {
      const forms = entries.get(key)?.[language];
      if (!forms) throw new Error(`No words under '${key}' in '${language}': add them to content/words.`);
      return fill(formFor(forms, params.count).text, key, params);
    };
  };
  const said: Readonly<Record<Language, Say>> = { ja: sayIn('ja'), easy: sayIn('easy'), en: sayIn('en') };
  return (language) => said[language];
}

/** Every key that the catalogues hold, in their order. */
export const wordKeys = (catalogues: Catalogues): string[] => [...entriesOf(catalogues).entries.keys()];

/** What is wrong with the catalogues: shapes, missing languages, differing placeholders, kanji without a reading. */
export function checkWords(catalogues: Catalogues): Finding[] {
  const { entries, findings } = entriesOf(catalogues);
  for (const [key, entry] of entries) findings.push(...checkEntry(key, entry));
  return findings;
}

function fill(text: string, key: string, params: WordParams): string {
  if (!text.includes('{')) return text;
  return text.replace(placeholder, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`The words '${key}' need '${name}'.`);
    return String(value);
  });
}

function formFor(forms: readonly Form[], count: string | number | undefined): Form {
  const number = Number(count);
  const form = forms.find((one) => one.ranges?.some(([from, to]) => number >= from && number <= to) ?? true);
  return form ?? forms.at(-1)!;
}

function entriesOf(catalogues: Catalogues): { entries: Map<string, Entry>; findings: Finding[] } {
  const entries = new Map<string, Entry>();
  const findings: Finding[] = [];
  const walk = (node: unknown, key: string): void => {
    if (!isMapping(node)) {
      findings.push(fault('words.shape', key, 'holds no texts; write a mapping with ja, easy and en.'));
      return;
    }
    const names = Object.keys(node);
    if (names.some(isLanguage)) {
      entries.set(key, entryOf(node, key, findings));
      return;
    }
    for (const name of names) walk(node[name], `${key}.${name}`);
  };
  for (const [name, catalogue] of Object.entries(catalogues)) walk(catalogue, name);
  return { entries, findings };
}

function entryOf(node: Readonly<Record<string, unknown>>, key: string, findings: Finding[]): Entry {
  const forms: Partial<Record<Language, readonly Form[]>> = {};
  let params: readonly string[] | undefined;
  for (const [name, value] of Object.entries(node)) {
    if (isLanguage(name)) {
      const found = formsOf(value);
      if (found) forms[name] = found;
      else findings.push(fault('words.shape', key, `needs text under '${name}', or forms that end with 'other'.`));
    } else if (name === 'params' && Array.isArray(value)) params = value.map(String);
    else findings.push(fault('words.shape', key, `has '${name}' beside its languages; keep ja, easy and en alone.`));
  }
  return params ? { ...forms, params } : forms;
}

function formsOf(value: unknown): readonly Form[] | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : [{ text: value }];
  if (!isMapping(value) || Object.keys(value).at(-1) !== 'other') return undefined;
  const forms: Form[] = [];
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== 'string' || text.trim() === '') return undefined;
    if (name === 'other') forms.push({ text });
    else if (selector.test(name)) forms.push({ text, ranges: name.split(',').map(rangeOf) });
    else return undefined;
  }
  return forms;
}

function rangeOf(text: string): readonly [number, number] {
  const [from, to] = text.split('-').map(Number);
  return [from!, to ?? from!];
}

function checkEntry(key: string, entry: Entry): Finding[] {
  const findings: Finding[] = [];
  const missing = languages.filter((language) => !entry[language]);
  if (missing.length > 0) findings.push(fault('words.language', key, `lacks ${missing.join(', ')}; add them.`));
  findings.push(...checkPlaceholders(key, entry));
  for (const form of entry.easy ?? []) {
    const bare = kanjiWithoutReading(form.text);
    if (bare.length > 0) {
      findings.push(fault('words.reading', key, `has kanji without a reading in 'easy': ${bare.join('')}.`));
    }
  }
  return findings;
}

function checkPlaceholders(key: string, entry: Entry): Finding[] {
  const expected = entry.params ?? placeholdersOf(entry.ja);
  return languages.flatMap((language) => {
    const used = placeholdersOf(entry[language]);
    const unknown = used.filter((name) => !expected.includes(name));
    const unused = entry.params || !entry[language] ? [] : expected.filter((name) => !used.includes(name));
    if (unknown.length + unused.length === 0) return [];
    const names = `{${used.join(', ')}} in '${language}' where {${expected.join(', ')}} are expected`;
    return [fault('words.placeholder', key, `has the placeholders ${names}; use the same in every language.`)];
  });
}

/** `count` chooses the form, and a form may say it in words: it is no difference between languages. */
function placeholdersOf(forms: readonly Form[] | undefined): string[] {
  const names = (forms ?? []).flatMap((form) => [...form.text.matchAll(placeholder)].map((match) => match[1]!));
  return [...new Set(names)].filter((name) => name !== 'count').sort();
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fault(code: string, key: string, what: string): Finding {
  const [file, ...rest] = key.split('.');
  const where = `content/words/${file}.yaml${rest.length > 0 ? `: ${rest.join('.')}` : ''}`;
  return { severity: 'error', code, where, message: `The entry ${what}` };
}
