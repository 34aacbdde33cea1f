export { byMunicipalityCode, japanesePlaces } from './places.ts';
export { prefectures } from './prefectures.ts';
export { findMunicipalities, municipalityNameEn } from './romaji.ts';
