import type { Localized } from '../../base/language.ts';
import type { ContactAdvice, Line } from '../../engines/contact-points/index.ts';
import type { Place } from '../../features/residents/index.ts';
import { municipalityName, prefectureName } from '../account-kit.ts';
import type { Centre, Way } from './views/centre-card.ts';
import type { Visit } from './visit.ts';

/** Where people live, as a card names it: the municipality, else the prefecture. */
export function placeName({ kit, language, frame }: Visit, place: Place | null): string | undefined {
  if (!place) return undefined;
  const municipality = place.municipalityCode ? kit.places.municipality(place.municipalityCode) : undefined;
  if (!municipality) return prefectureName(frame.say, place.prefectureCode);
  return municipalityName(municipality, language);
}

/** The centre for here as a card: open or closed now, the number that answers, the other ways. */
export function centreView(visit: Visit, advice: ContactAdvice, place: Place | null): Centre | undefined {
  const { language } = visit;
  const line = advice.here ?? advice.callNow;
  if (!line?.phone) return undefined;
  const where = placeName(visit, place);
  const { point } = line;
  return {
    ...(where !== undefined && line.reach !== 'nationwide' ? { place: where } : {}),
    name: line.names[language],
    phone: line.phone,
    now: nowOf(visit, line, advice),
    hours: point.hours,
    closedOnHolidays: point.onHolidays === 'closed',
    languages: point.languages,
    ways: waysOf(visit, line, advice),
  };
}

function nowOf({ language }: Visit, line: Line, { callNow }: ContactAdvice): Centre['now'] {
  if (line.openNow) return line.closesAt ? { state: 'open', closesAt: line.closesAt } : { state: 'always' };
  const answering =
    callNow?.openNow && callNow.phone ? { name: callNow.names[language], phone: callNow.phone } : undefined;
  const because = line.closedBecause === 'holiday' || line.closedBecause === 'year-end' ? line.closedBecause : 'hours';
  return {
    state: 'closed',
    because,
    ...(line.opensAt ? { opensAt: line.opensAt } : {}),
    ...(answering ? { answering } : {}),
  };
}

function waysOf(visit: Visit, here: Line, advice: ContactAdvice): Way[] {
  const { language } = visit;
  const note = (text: Localized | undefined) => (text ? { note: text[language] } : {});
  const ways: Way[] = [];
  const { afterHours, fax, multilingual } = advice;
  const answering = here.openNow ? undefined : advice.callNow?.phone;
  if (afterHours?.phone && afterHours.phone !== answering && afterHours.phone !== here.phone) {
    ways.push({ kind: 'after-hours', phone: afterHours.phone, ...note(afterHours.point.note) });
  }
  if (fax?.fax) ways.push({ kind: 'fax', phone: fax.fax });
  const other = advice.alternatives.find(
    (line) =>
      line.openNow && line.phone !== undefined && ![here.phone, afterHours?.phone, answering].includes(line.phone),
  );
  if (other?.phone) ways.push({ kind: 'cannot-connect', phone: other.phone, note: other.names[language] });
  if (multilingual?.phone)
    ways.push({ kind: 'languages', phone: multilingual.phone, note: multilingual.names[language] });
  return ways;
}
