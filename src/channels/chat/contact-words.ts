import {
  type CallerPlace,
  type ContactPoint,
  type Line,
  linesAfter,
  whoToCall,
} from '../../engines/contact-points/index.ts';
import type { Place } from '../../features/residents/index.ts';
import type { AccountKit } from '../account-kit.ts';
import type { Speech } from './speech.ts';

/** A line as the chat names it. */
export interface LineWords {
  readonly name: string;
  readonly phone: string;
}

/** Name and number of the line that answers now, for a place; the prefecture's where the place is not known. */
export function contactWords(
  kit: AccountKit,
  speech: Speech,
  points: readonly ContactPoint[],
  place: Place | null,
  now: Date,
): LineWords {
  return inWords(speech, whoToCall(points, callerAt(kit, place), now, { calendar: kit.calendar }).callNow);
}

/** The numbers to call after guidance, by the rule that every channel follows; the first one first. */
export function numbersAfter(
  outcome: string,
  kit: AccountKit,
  speech: Speech,
  points: readonly ContactPoint[],
  place: Place | null,
  now: Date,
): readonly LineWords[] {
  const { first, beside } = linesAfter(outcome, points, callerAt(kit, place), now, { calendar: kit.calendar });
  return [first, beside].flatMap((line) => (line ? [inWords(speech, line)] : []));
}

const callerAt = (kit: AccountKit, place: Place | null): CallerPlace => ({
  prefectureCode: place?.prefectureCode ?? kit.content.account.prefectureCode,
  ...(place?.municipalityCode ? { municipalityCode: place.municipalityCode } : {}),
});

const inWords = (speech: Speech, line: Line | null): LineWords => ({
  name: speech.plain(line?.names[speech.language] ?? ''),
  phone: line?.phone ?? '',
});

/** The county in front of a town's name (gun, U+90E1), which addresses may leave out. */
const countyOf = /^.+\u90e1/;

/** The place that an address names, as a messenger writes it: 「日本、〒980-0811 宮城県仙台市青葉区…」. */
export function placeOfAddress(kit: AccountKit, address: string): (Place & { readonly name: string }) | undefined {
  const text = address.slice(0, 500).normalize('NFKC').replace(/\s/g, '');
  const prefecture = kit.places.prefectures().find(({ name }) => text.includes(name));
  if (!prefecture) return undefined;
  const after = text.slice(text.indexOf(prefecture.name) + prefecture.name.length);
  const inside = kit.places
    .municipalitiesIn(prefecture.code)
    .filter(({ name }) => after.startsWith(name) || after.startsWith(name.replace(countyOf, '')))
    .sort((a, b) => b.name.length - a.name.length)[0];
  return {
    prefectureCode: prefecture.code,
    municipalityCode: inside?.code ?? null,
    name: inside ? inside.name : prefecture.name,
  };
}
