import type { Municipality, Places } from '../../base/places.ts';
import { type Reading, read, refuse } from './fault.ts';

/**
 * A postal code as people type it: seven digits, full-width or not, with 〒, hyphens or spaces. With `places`, one that
 * does not exist is refused; choosing the municipality by name is then the way on.
 */
export function readZip(raw: string, places: Places | undefined): Reading {
  const text = raw.normalize('NFKC').replace(/[〒\s\-ー−–—‐‑‒―ｰ.・]/gu, '');
  if (!/^\d+$/.test(text)) return refuse('questionnaire.zip-not-digits');
  if (text.length < 7) return refuse('questionnaire.zip-too-few-digits', { digits: text.length });
  if (text.length > 7) return refuse('questionnaire.zip-too-many-digits', { digits: text.length });
  if (places && places.municipalitiesOfZip(text).length === 0) {
    return refuse('questionnaire.zip-unknown', { zip: `${text.slice(0, 3)}-${text.slice(3)}` });
  }
  return read(text);
}

const squeeze = (text: string): string => text.normalize('NFKC').replace(/[\s・]/gu, '');

/**
 * The municipalities that a typed name may mean: 「仙台市青葉区」「宮城県仙台市青葉区」「青葉区」, or a reading in kana.
 * Whole names win over parts of names, so that 「府中市」 gives both of that name and 「仙台市」 its wards.
 */
export function municipalitiesNamed(places: Places, typed: string): readonly Municipality[] {
  const text = squeeze(typed);
  if (text === '' || text.length > 40) return [];
  const kana = text.replace(/[ぁ-ゖ]/gu, (character) => String.fromCharCode(character.charCodeAt(0) + 0x60));
  const within = places.prefectures().filter(({ name }) => text.startsWith(name));
  const searched = within.length > 0 ? within : places.prefectures();
  const municipalities = searched.flatMap(({ code }) => places.municipalitiesIn(code));
  const rest = within.length > 0 ? text.slice(within[0]!.name.length) : text;
  if (rest === '') return [];
  const names = (place: Municipality) => [squeeze(place.name), squeeze(place.nameKana ?? '')];
  const whole = municipalities.filter((place) => names(place).some((name) => name === rest || name === kana));
  if (whole.length > 0) return whole;
  const after = (place: Municipality) => squeeze(place.name).replace(/^.+?[郡市]/u, '');
  const tail = municipalities.filter((place) => after(place) === rest);
  return tail.length > 0 ? tail : municipalities.filter((place) => squeeze(place.name).startsWith(rest));
}

/** A municipality by its code, as forms send it, or by its name, as people type it in a chat. */
export function readMunicipality(raw: string, places: Places | undefined): Reading {
  const text = raw.normalize('NFKC').trim();
  if (/^\d{5}$/.test(text)) {
    return places && !places.municipality(text) ? refuse('questionnaire.municipality-unknown') : read(text);
  }
  const found = places ? municipalitiesNamed(places, raw) : [];
  if (found.length > 1) return refuse('questionnaire.municipality-ambiguous', { count: found.length });
  return found[0] ? read(found[0].code) : refuse('questionnaire.municipality-unknown');
}
