import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { OnDate } from '../../base/jst.ts';
import { type FaqEntry, faqCategories, faqOn, parseFaq, phrasingsOf, repeatedFaqIds } from './faq.ts';

const files = globSync('content/packs/covid-19/faq/*.yaml').sort();
const read = (file: string) => parseFaq(parse(readFileSync(file, 'utf8')), file);
const shipped = files.flatMap((file) => read(file).entries);

const ids = (entries: readonly FaqEntry[]) => entries.map(({ id }) => id);
const on = (day: string) => ids(faqOn(shipped, day as OnDate));

/** The codes of the findings after one change to a shipped file. */
function findingsAfter(change: (file: { category: string; entries: Record<string, unknown>[] }) => void): string[] {
  const file = parse(readFileSync('content/packs/covid-19/faq/testing.yaml', 'utf8'));
  change(file);
  return parseFaq(file, 'f').findings.map(({ code, where }) => `${code} ${where}`);
}

describe('the questions that ship', () => {
  test.each(files)('have no fault in %s', (file) => {
    expect(read(file).findings).toEqual([]);
  });

  test('cover every category, each in a file of its name', () => {
    expect(files.map((file) => parse(readFileSync(file, 'utf8')).category)).toEqual([...faqCategories].sort());
    expect(files.map((file) => file.split('/').at(-1))).toEqual(
      [...faqCategories].sort().map((name) => `${name}.yaml`),
    );
  });

  test('are at least thirty, each with an id of its own', () => {
    expect(shipped.length).toBeGreaterThanOrEqual(30);
    expect(repeatedFaqIds(shipped)).toEqual([]);
  });

  test('answer by the criteria of the day', () => {
    expect(on('2020-05-07')).toContain('consultation-when-feb');
    expect(on('2020-05-07')).not.toContain('consultation-when-may');
    expect(on('2020-05-08')).toContain('consultation-when-may');
    expect(on('2020-05-08')).not.toContain('consultation-when-feb');
    expect(on('2020-11-01').filter((id) => id.startsWith('consultation-when'))).toEqual(['consultation-when-nov']);
  });

  test('leave no category empty on any day from the first account on', () => {
    for (const day of ['2020-03-30', '2020-05-08', '2020-11-01', '2021-03-01']) {
      const covered = new Set(faqOn(shipped, day as OnDate).map(({ category }) => category));
      expect([...covered].sort(), day).toEqual([...faqCategories].sort());
    }
  });

  test('name no phone number but the public ones', () => {
    const known = /119|#7119|#8000|0120-565653/g;
    const texts = shipped.flatMap(({ answer }) => Object.values(answer)).map((words) => words.replace(known, ''));
    expect(texts.filter((words) => /#\d|\d{2,4}-\d{2,}/.test(words))).toEqual([]);
  });
});

describe('a fault in a question is found:', () => {
  test('a category that is not in the menu', () => {
    const found = findingsAfter((file) => {
      file.category = 'weather';
    });
    expect(found).toEqual(['faq.shape f: category']);
  });

  test('an answer missing in one language', () => {
    const found = findingsAfter((file) => delete (file.entries[0]!.answer as Record<string, unknown>).en);
    expect(found).toEqual(['faq.shape f: entries.0.answer.en']);
  });

  test('a source without an address, or a date that does not exist', () => {
    const found = findingsAfter((file) => {
      file.entries[0]!.sourceUrl = 'the ministry';
      file.entries[0]!.checkedOn = '2020-02-30';
    });
    expect(found).toEqual(['faq.shape f: entries.0.sourceUrl', 'faq.shape f: entries.0.checkedOn']);
  });

  test('phrasings in a language that nobody is spoken to in', () => {
    const found = findingsAfter((file) => {
      file.entries[0]!.phrasings = { ja: [], easy: [], en: [], fr: ['test ?'] };
    });
    expect(found).toEqual(['faq.shape f: entries.0.phrasings']);
  });

  test('an entry that ends before it begins', () => {
    const found = findingsAfter((file) => {
      file.entries[0]!.validTo = '2020-01-01';
    });
    expect(found).toEqual(['faq.dates f: testing-how']);
  });

  test('an id used twice', () => {
    const found = findingsAfter((file) => file.entries.push({ ...file.entries[0]! }));
    expect(found).toEqual(['faq.id-twice f: testing-how']);
  });

  test('a kanji without its reading, a judging word, an answer too long to read', () => {
    const found = findingsAfter((file) => {
      const answer = file.entries[0]!.answer as Record<string, string>;
      answer.easy = '検査を して ください。';
      answer.en = 'You are fine.';
      answer.ja = '検査'.repeat(121);
    });
    expect(found).toEqual([
      'faq.reading-missing f: testing-how',
      'faq.too-long f: testing-how',
      'faq.wording f: testing-how',
    ]);
  });
});

test('the ways in which an entry is asked are its good words and what people type, each once and without readings', () => {
  const file = parse(readFileSync('content/packs/covid-19/faq/testing.yaml', 'utf8'));
  Object.assign(file.entries[0], {
    otherPhrasings: { ja: [], easy: ['{検査|けんさ}は どこですか'], en: [] },
    phrasings: { ja: [], easy: ['検査は どこですか', 'けんさ うけたい'], en: [] },
  });
  expect(phrasingsOf(parseFaq(file, 'f').entries[0]!, 'easy')).toEqual(['検査は どこですか', 'けんさ うけたい']);
});
