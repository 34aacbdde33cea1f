import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  buildIndex,
  createAnalyzer,
  morphemeWords,
  parseStaffWords,
  type SearchEntry,
  type StaffSynonym,
  search,
  segmenterWords,
} from './index.ts';
import { measure } from './measures.ts';
import { TermField } from './term-field.ts';
import { truncatedSvd } from './truncated-svd.ts';

const entry = (id: string, question: string, answer = '', phrasings: string[] = []): SearchEntry => ({
  id,
  question,
  phrasings,
  answer,
});
const entries = [
  entry('fever', '熱が出たらどこに電話しますか', '相談センターに電話してください。', ['発熱したときの連絡先']),
  entry('contact', '濃厚接触者とは何ですか', '長い時間近くにいた人です。'),
  entry('mask', 'マスクはどこで買えますか', 'お店に聞いてください。'),
  entry('test', '検査はどこで受けられますか', '医師が決めます。'),
];
const analyzer = createAnalyzer({ splitter: segmenterWords('ja'), terms: ['濃厚接触者'], silent: ['宮城県', '宮城'] });
const index = buildIndex(entries, { analyzer });
const best = (text: string, from = index) => search(text, from).found[0]?.id;
const withStaff = (...staff: StaffSynonym[]) => buildIndex(entries, { analyzer, synonyms: { staff } });

describe('a question finds its entry', () => {
  test.for([
    ['fever', '熱があるときの電話'],
    ['fever', '発熱した'],
    ['contact', '濃厚接触者の定義は？'],
    ['mask', 'マスクが 売って いません。どこで 買えますか'],
    ['mask', 'ﾏｽｸ'],
    ['test', '宮城県の検査'],
  ])('%s: %s', ([id, text]) => {
    expect(best(text!)).toBe(id);
  });
  test('in English, whatever the ending of a word', () => {
    const english = createAnalyzer({ splitter: segmenterWords('en') });
    const from = buildIndex([entry('a', 'Where can I get tested?'), entry('b', 'Where do I buy masks?')], {
      analyzer: english,
    });
    expect(best('testing', from)).toBe('a');
    expect(best('no mask in the shops', from)).toBe('b');
  });
});

describe('synonyms of the staff', () => {
  test('stand for each other', () => {
    expect(best('ワクチン')).toBeUndefined();
    expect(best('ワクチン', withStaff({ words: ['ワクチン', '検査'] }))).toBe('test');
  });
  test('or one way only', () => {
    const oneWay = withStaff({ from: ['ガーゼ'], to: ['マスク'] });
    expect(best('ガーゼ', oneWay)).toBe('mask');
    const reverse = withStaff({ from: ['マスク'], to: ['検査'] });
    expect(search('検査', reverse).found.map(({ id }) => id)).not.toContain('mask');
  });
  test('a group of the dictionary can be switched off', () => {
    const dictionary = [{ id: '1', words: ['ワクチン', '検査'] }];
    const of = (off: string[]) => buildIndex(entries, { analyzer, synonyms: { dictionary, off: new Set(off) } });
    expect(best('ワクチン', of([]))).toBe('test');
    expect(best('ワクチン', of(['1']))).toBeUndefined();
  });
});

describe('the analyzer', () => {
  test('keeps a term of the staff whole, and says nothing of the account’s own places', () => {
    const { words } = analyzer.analyze('宮城県で濃厚接触者');
    expect(words.map(({ base }) => base)).toEqual(['濃厚接触者']);
  });
  test('takes words of a morphological analyzer by their base form', () => {
    const splitter = morphemeWords(() => [
      { surface_form: '受け', pos: '動詞', pos_detail_1: '自立', basic_form: '受ける', reading: 'ウケ' },
      { surface_form: 'られ', pos: '動詞', pos_detail_1: '接尾', basic_form: 'られる', reading: 'ラレ' },
    ]);
    expect(splitter.split('受けられ')).toEqual({
      words: [{ base: '受ける', kind: 'verb', from: 0, to: 2, sound: 'うけ' }],
      reading: 'うけられ',
    });
  });
});

describe('any text at all', () => {
  test('is answered: scores from 0 to 1 that fall, entries that exist, each once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const { found, likely } = search(text, index);
        const scores = found.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        expect(likely).toBeGreaterThanOrEqual(0);
        expect(likely).toBeLessThanOrEqual(1);
      }),
    );
  });
  test('finds the same twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...entries), fc.string({ maxLength: 10 }), ({ question }, more) => {
        expect(search(question + more, index)).toEqual(search(question + more, index));
      }),
    );
  });
  test('finds an entry first when it is that entry’s own question', () => {
    for (const { id, question } of entries) expect(best(question)).toBe(id);
  });
  test('an empty FAQ has nothing to say', () => {
    expect(search('熱', buildIndex([], { analyzer }))).toEqual({ found: [], likely: 0, kind: 'none' });
  });
});

describe('what is computed', () => {
  test('BM25 of a term that one of two equally long texts holds', () => {
    const field = new TermField([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    const scores = field.score([['a', 1]]);
    expect(scores[0]).toBeCloseTo(Math.log(2), 5);
    expect(scores[1]).toBe(0);
  });
  test('measures of a list with a related entry second and the answer fourth', () => {
    const measures = measure(['x', 'related', 'y', 'answer'], { answer: 2, related: 1 });
    expect(measures).toMatchObject({ 'SR@1': 0, 'SR@5': 1, MRR: 0.5, MAP: 0.5, 'R@10': 1 });
    expect(measures['nDCG@10']).toBeCloseTo((1 / Math.log2(3) + 2 / Math.log2(5)) / (2 + 1 / Math.log2(3)), 10);
  });
  test('singular values of a diagonal matrix, the strongest first', () => {
    const diagonal = {
      rows: 3,
      columns: 3,
      starts: Uint32Array.of(0, 1, 2, 3),
      index: Uint32Array.of(0, 1, 2),
      values: Float32Array.of(1, 3, 2),
    };
    const { values } = truncatedSvd(diagonal, 2);
    expect([...values].map((value) => Number(value.toFixed(4)))).toEqual([3, 2]);
  });
});

test('faults in the words of the staff are found', () => {
  const codes = (terms: unknown, synonyms: unknown) =>
    parseStaffWords({ where: 't', object: terms }, { where: 's', object: synonyms }).findings.map(({ code }) => code);
  expect(codes(undefined, undefined)).toEqual([]);
  expect(codes({ terms: [''] }, { groups: [{ id: 'a', words: ['one'] }] })).toEqual([
    'faq-words.shape',
    'faq-words.shape',
  ]);
  const twice = { id: 'a', words: ['x', 'y'] };
  expect(codes({ terms: [] }, { groups: [twice, twice] })).toEqual(['faq-words.id-twice']);
});
