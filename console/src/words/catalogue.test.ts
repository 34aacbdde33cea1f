import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from './en/index.ts';
import { ja } from './ja/index.ts';
import { fill, wanted } from './text.ts';

const keys = Object.keys(ja) as (keyof typeof ja)[];

/** Words that are the same in Japan, and patterns that hold only figures and names. */
const sameWord = [
  'channel.line',
  'history.asked',
  'kind.fax',
  'map.between',
  'residents.search-example',
  'situation.csv',
];

describe('the catalogues', () => {
  it('have the same keys, and no key twice in two files of a language', () => {
    expect(Object.keys(en).toSorted()).toEqual(keys.toSorted());
    for (const language of ['ja', 'en']) {
      const folder = path.join(import.meta.dirname, language);
      const lines = readdirSync(folder).flatMap((file) => readFileSync(path.join(folder, file), 'utf8').split('\n'));
      const named = lines.map((line) => /^ {2}'([\w.-]+)':/.exec(line)?.[1]).filter((key) => key !== undefined);
      expect(named.length, language).toBe(new Set(named).size);
      expect(named.length, language).toBe(keys.length);
    }
  });

  it('ask for the same values in both languages', () => {
    for (const key of keys) expect(wanted(en[key]), key).toEqual(wanted(ja[key]));
  });

  it('have English in English and Japanese with Japanese in it', () => {
    for (const key of keys) expect(en[key], key).not.toMatch(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u);
    const withoutJapanese = keys.filter(
      (key) => !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(ja[key]),
    );
    expect(withoutJapanese.toSorted()).toEqual(sameWord);
  });

  it('hold no key that nothing uses', () => {
    const sources = filesIn(path.join(import.meta.dirname, '..')).map((file) => readFileSync(file, 'utf8'));
    const code = sources.join('\n');
    const prefixes = [...code.matchAll(/`([\w-]+(?:\.[\w-]+)*\.)\$\{/g)].map((match) => match[1]!);
    const unused = keys.filter(
      (key) => !code.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });
});

/** The console's own code, without catalogues and tests. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$/.test(file) && !/^words\/(ja|en)\//.test(file))
    .map((file) => path.join(folder, file));
}

describe('a sentence', () => {
  it('is filled, and refuses to stay empty', () => {
    expect(fill('{n} of {all}', { n: 2, all: '3' })).toBe('2 of 3');
    expect(() => fill('{n} of {all}', { n: 2 })).toThrow(/wants \{all\}/);
  });

  it('counts one and many', () => {
    expect(fill('{n} {n|person|people}', { n: 1 })).toBe('1 person');
    expect(fill('{n} {n|person|people}', { n: 0 })).toBe('0 people');
  });

  it('leaves readings of easy Japanese alone', () => {
    expect(fill('{相談|そうだん}')).toBe('{相談|そうだん}');
  });
});
