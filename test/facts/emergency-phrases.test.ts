import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { kanjiWithoutReading, rubyBare } from '../../src/base/ruby.ts';
import { projectFiles, read } from './source-files.ts';

const pack = 'content/packs/covid-19';

interface Pattern {
  readonly id: string;
  readonly kind: string;
  readonly say: string;
  readonly any?: readonly string[];
  readonly all?: ReadonlyArray<readonly string[]>;
  readonly unless?: readonly string[];
}
const { patterns } = parse(read(`${pack}/emergency-phrases.yaml`)) as { patterns: readonly Pattern[] };
const answers = parse(read(`${pack}/emergency-answers.yaml`)) as Record<
  string,
  Record<string, Record<string, string>> & { sources: string[] }
>;

const alike = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
const squeezed = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
const words = (text: string): string =>
  ` ${text
    .replaceAll("'", '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()} `;
const isLatin = (phrase: string): boolean => /^[\x20-\x7e]*[a-z][\x20-\x7e]*$/.test(phrase);
/** A phrase as it is looked for; `words` for Latin letters, `letters` for all others. */
const prepared = new Map<string, { readonly words?: string; readonly letters?: string }>();
const prepare = (phrase: string) => {
  const found = prepared.get(phrase);
  if (found) return found;
  const same = alike(phrase);
  const made = isLatin(same) ? { words: words(same) } : { letters: squeezed(same) };
  prepared.set(phrase, made);
  return made;
};

/** The reading that the head of the file describes. */
function fitting(text: string): readonly Pattern[] {
  const same = alike(text);
  const [asWords, asLetters] = [words(same), squeezed(same)];
  const has = (phrase: string): boolean => {
    const sought = prepare(phrase);
    return sought.words === undefined ? asLetters.includes(sought.letters!) : asWords.includes(sought.words);
  };
  return patterns.filter(
    ({ any, all = [], unless = [] }) =>
      (any?.some(has) ?? true) && all.every((group) => group.some(has)) && !unless.some(has),
  );
}
const said = (text: string): string | undefined =>
  ['119', 'violence', 'mental-health'].find((say) => fitting(text).some((one) => one.say === say));

const questions = <T>(file: string): T[] => JSON.parse(read(`test/faq/${file}.json`)) as T[];

describe('what is urgent', () => {
  test('is recognised in every way in which it is put here', () => {
    const urgent = questions<{ text: string; say: string }>('emergencies');
    expect(urgent.length).toBeGreaterThanOrEqual(150);
    expect(urgent.filter(({ text, say }) => said(text) !== say).map(({ text }) => text)).toEqual([]);
  });

  test.each(['ordinary', 'resident-questions', 'out-of-scope'])('is not seen in %s', (file) => {
    const ordinary = questions<{ text: string }>(file);
    expect(
      ordinary.flatMap(({ text }) => fitting(text).map(({ id }) => `${id}: ${text}`)),
      'narrow the pattern, or add what makes it a question to its unless',
    ).toEqual([]);
  });

  test('is met by patterns that say what they are for', () => {
    expect(new Set(patterns.map(({ id }) => id)).size).toBe(patterns.length);
    for (const { id, kind, say, any, all } of patterns) {
      expect(['breathing', 'consciousness', 'suicide', 'chest', 'colour', 'injury', 'other'], id).toContain(kind);
      expect(Object.keys(answers), id).toContain(say);
      expect((any?.length ?? 0) + (all?.length ?? 0), id).toBeGreaterThan(0);
    }
    const phrases = patterns.flatMap(({ any = [], all = [], unless = [] }) => [...any, ...all.flat(), ...unless]);
    expect(phrases.filter((phrase) => typeof phrase !== 'string' || squeezed(phrase) === '')).toEqual([]);
  });

  test('is answered in every language, with readings, and with a source', () => {
    for (const [say, answer] of Object.entries(answers)) {
      for (const part of ['title', 'text', 'more']) {
        expect(Object.keys(answer[part]!), `${say}: ${part}`).toEqual(['ja', 'easy', 'en']);
        expect(kanjiWithoutReading(answer[part]!.easy!), `${say}: ${part}`).toEqual([]);
        for (const text of Object.values(answer[part]!)) expect([...rubyBare(text)].length).toBeLessThanOrEqual(500);
      }
      expect(answer.sources.length, say).toBeGreaterThan(0);
    }
  });
});

describe('the questions to hold the search against', () => {
  const ids = new Set(
    projectFiles
      .filter((path) => path.startsWith(`${pack}/faq/`))
      .flatMap((path) => (parse(read(path)) as { entries: { id: string }[] }).entries.map(({ id }) => id)),
  );
  const asked = questions<{ text: string; language: string; accepted: string[] }>('resident-questions');

  test('name entries that are there, and ask for every one of them', () => {
    expect(asked.length).toBeGreaterThanOrEqual(300);
    const accepted = new Set(asked.flatMap((one) => one.accepted));
    expect([...accepted].filter((id) => !ids.has(id))).toEqual([]);
    expect([...ids].filter((id) => !accepted.has(id))).toEqual([]);
  });
  test('are not phrasings of the entries themselves', () => {
    const phrasings = new Set(
      projectFiles
        .filter((path) => path.startsWith(`${pack}/faq/`))
        .flatMap((path) => (parse(read(path)) as { entries: { phrasings?: Record<string, string[]> }[] }).entries)
        .flatMap(({ phrasings = {} }) => Object.values(phrasings).flat().map(alike)),
    );
    expect(asked.map(({ text }) => text).filter((text) => phrasings.has(alike(text)))).toEqual([]);
  });
  test('and those out of scope, and the ordinary ones, are many', () => {
    expect(questions('out-of-scope').length).toBeGreaterThanOrEqual(120);
    expect(questions('ordinary').length).toBeGreaterThanOrEqual(500);
  });
});
