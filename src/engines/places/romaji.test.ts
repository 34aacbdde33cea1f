import { describe, expect, it } from 'vitest';
import { japanesePlaces } from './places.ts';
import { findMunicipalities, municipalityNameEn, romajiOf } from './romaji.ts';

const places = japanesePlaces();
const everywhere = places.prefectures().flatMap((prefecture) => places.municipalitiesIn(prefecture.code));

describe('names in Latin letters', () => {
  it.each([
    ['04101', 'Aoba-ku, Sendai-shi'],
    ['14363', 'Matsuda-machi (Ashigarakami-gun)'],
    ['34102', 'Higashi-ku, Hiroshima-shi'],
    ['22101', 'Aoi-ku, Shizuoka-shi'],
    ['40101', 'Moji-ku, Kitakyushu-shi'],
    ['27128', 'Chuo-ku, Osaka-shi'],
    ['10344', 'Shinto-mura (Kitagunma-gun)'],
    ['01408', 'Yoichi-cho (Yoichi-gun)'],
    ['13381', 'Miyake-mura'],
    ['13401', 'Hachijo-machi'],
    ['13206', 'Fuchu-shi'],
    ['24202', 'Yokkaichi-shi'],
    ['01400', 'Kutchan-cho (Abuta-gun)'],
    ['42208', 'Matsuura-shi'],
    ['33212', 'Setouchi-shi'],
    ['28209', 'Toyooka-shi'],
    ['46217', 'Soo-shi'],
    ['07301', 'Koori-machi (Date-gun)'],
    ['07203', 'Koriyama-shi'],
  ])('%s is %s', (code, expected) => {
    expect(municipalityNameEn(places.municipality(code)!)).toBe(expected);
  });

  it('can be made for every municipality, with the kind of municipality at the end', () => {
    const odd = everywhere
      .map((place) => municipalityNameEn(place)!)
      .filter(
        (name) => !/^[A-Z][a-z]+-(shi|ku|cho|machi|son|mura)(, [A-Z][a-z]+-shi| \([A-Z][a-z]+-gun\))?$/.test(name),
      );
    expect(odd).toEqual([]);
  });

  it('are not made up where there is no reading', () => {
    expect(municipalityNameEn({ code: '04101', prefectureCode: '04', name: '仙台市青葉区' })).toBeUndefined();
  });

  it.each([
    ['シュクチョウ', 'shukuchou'],
    ['ジョウエツ', 'jouetsu'],
    ['サッポロ', 'sapporo'],
    ['コッチャ', 'kotcha'],
    ['キョウト', 'kyouto'],
    ['ニュウゼン', 'nyuuzen'],
  ])('%s reads %s', (kana, romaji) => {
    expect(romajiOf(kana)).toBe(romaji);
  });
});

describe('finding a municipality by typing', () => {
  const kanagawa = places.municipalitiesIn('14');
  const found = (typed: string) => findMunicipalities(kanagawa, typed).map((place) => place.code);

  it.each(['松田', 'まつだ', 'マツダ', 'ﾏﾂﾀﾞ', 'matsuda', 'Matsuda-machi', '足柄上郡松田', ' まつ だ '])(
    'finds 足柄上郡松田町 from %j',
    (typed) => {
      expect(found(typed)).toEqual(['14363']);
    },
  );

  it('finds the wards of a city by the name of the city or of the ward', () => {
    expect(found('かわさき')).toHaveLength(7);
    expect(found('川崎市')).toHaveLength(7);
    expect(found('miyamae')).toEqual(['14136']);
  });

  it('takes a long vowel long or short', () => {
    const tokyo = places.municipalitiesIn('13');
    const codes = (typed: string) => findMunicipalities(tokyo, typed).map((place) => place.code);
    expect(codes('chuou')).toEqual(['13102']);
    expect(codes('chuo')).toEqual(['13102']);
    expect(codes('oota')).toEqual(codes('ota'));
  });

  it.each(['', ' ', 'zzz', '東京', '!', '-'])('finds nothing in Kanagawa for %j', (typed) => {
    expect(found(typed)).toEqual([]);
  });
});
