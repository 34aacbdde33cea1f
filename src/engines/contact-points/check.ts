import type { Finding } from '../../base/finding.ts';
import { addDays, type OnDate } from '../../base/jst.ts';
import type { Municipality, Places } from '../../base/places.ts';
import { type Calendar, type Day, daysFrom, japaneseCalendar } from './calendar.ts';
import type { ContactKind, ContactPoint } from './model.ts';
import { type Interval, joined, openIntervals } from './opening.ts';
import { matchPlace } from './who-to-call.ts';

export interface ContactPointCheck {
  readonly prefectureCode: string;
  /** The first day on which the points must hold: an account's opening day, or today. */
  readonly from: OnDate;
  readonly places: Places;
  /** File or account, for the findings. */
  readonly where: string;
  readonly calendar?: Calendar;
  /** Whether residents really call: then the fictitious numbers of demonstrations (0120-000-…) are faults. */
  readonly inService?: boolean;
}

/** More than a year, so that every holiday, a leap day and a year-end lie within. */
const checkedDays = 400;
/** Without these an account cannot tell a resident whom to call. */
const requiredKinds: readonly ContactKind[] = ['emergency', 'consultation', 'after_hours', 'fax'];
/** Kinds of which a resident is given one: two at the same time for the same place would be a toss-up. */
const singleKinds: readonly ContactKind[] = [
  'consultation',
  'after_hours',
  'fax',
  'paediatric',
  'ambulance_advice',
  'emergency',
];

/**
 * Whether the contact points (shared and own, merged) serve every municipality of a prefecture at every hour for 400 days:
 * kinds that must exist, codes that do not, two lines for one place and time, hours that nobody answers, gaps in validity.
 */
export function checkContactPoints(points: readonly ContactPoint[], check: ContactPointCheck): readonly Finding[] {
  const days = daysFrom(addDays(check.from, -1), checkedDays + 1, check.calendar ?? japaneseCalendar());
  const here = points.filter(
    ({ jurisdiction: { prefectureCode } }) => prefectureCode === undefined || prefectureCode === check.prefectureCode,
  );
  return [
    ...duplicateIds(points, check),
    ...unknownMunicipalities(here, check),
    ...missingKinds(here, check),
    ...clashes(here, days, check),
    ...unansweredHours(here, days, check),
    ...validityGaps(here, check),
    ...(check.inService ? fictitiousNumbers(here, check) : []),
  ];
}

const finding = (reason: string, where: string, message: string): Finding => ({
  severity: 'error',
  code: `contact-points.${reason}`,
  where,
  message,
});

function duplicateIds(points: readonly ContactPoint[], { where }: ContactPointCheck): Finding[] {
  const ids = points.map((point) => point.id);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map((id) =>
    finding('id-twice', where, `Two contact points have the id ${id}; give each one of its own.`),
  );
}

function unknownMunicipalities(
  points: readonly ContactPoint[],
  { places, prefectureCode, where }: ContactPointCheck,
): Finding[] {
  return points.flatMap(({ id, jurisdiction }) =>
    jurisdiction.municipalityCodes
      .filter((code) => places.municipality(code)?.prefectureCode !== prefectureCode)
      .map((code) =>
        finding(
          'municipality-unknown',
          `${where}: ${id}`,
          `Contact point ${id} names municipality ${code}, which is not in prefecture ${prefectureCode}; correct or remove the code.`,
        ),
      ),
  );
}

const servesMunicipality = (point: ContactPoint, { code, prefectureCode }: Municipality): boolean =>
  matchPlace(point, { prefectureCode, municipalityCode: code }) !== undefined;

/** A few names, then how many more: a sentence stays a sentence for a prefecture of 180 municipalities. */
const someNames = (municipalities: readonly Municipality[]): string => {
  const names = municipalities
    .slice(0, 3)
    .map((one) => `${one.name} (${one.code})`)
    .join(', ');
  return municipalities.length > 3 ? `${names} and ${municipalities.length - 3} more` : names;
};

function missingKinds(
  points: readonly ContactPoint[],
  { places, prefectureCode, from, where }: ContactPointCheck,
): Finding[] {
  return requiredKinds.flatMap((kind) => {
    const inForce = points.filter(
      (point) => point.kind === kind && (point.validFrom ?? from) <= from && from <= (point.validTo ?? from),
    );
    const unserved = places
      .municipalitiesIn(prefectureCode)
      .filter((municipality) => !inForce.some((point) => servesMunicipality(point, municipality)));
    if (unserved.length === 0) return [];
    return [
      finding(
        'kind-missing',
        where,
        `No contact point of kind ${kind} serves ${someNames(unserved)} on ${from}; add one, or one for the whole prefecture.`,
      ),
    ];
  });
}

/** The units by which a point claims places: two points that share one compete for the same callers. */
function unitsOf({
  jurisdiction: { prefectureCode, municipalityCodes, zipPrefixes },
}: ContactPoint): readonly string[] {
  if (prefectureCode === undefined) return ['the whole country'];
  if (municipalityCodes.length + zipPrefixes.length === 0) return [`prefecture ${prefectureCode}`];
  return [
    ...municipalityCodes.map((code) => `municipality ${code}`),
    ...zipPrefixes.map((prefix) => `postal codes ${prefix}…`),
  ];
}

function clashes(points: readonly ContactPoint[], days: readonly Day[], { where }: ContactPointCheck): Finding[] {
  return singleKinds.flatMap((kind) => {
    const ofKind = points.filter((point) => point.kind === kind);
    return ofKind.flatMap((one, at) =>
      ofKind.slice(at + 1).flatMap((other) => {
        const unit = unitsOf(one).find((candidate) => unitsOf(other).includes(candidate));
        if (unit === undefined) return [];
        const together = firstOverlap(openIntervals(one, days), openIntervals(other, days));
        if (together === undefined) return [];
        return [
          finding(
            'overlap',
            `${where}: ${one.id}`,
            `Contact points ${one.id} and ${other.id} (${kind}) are both open for ${unit} on ${minuteText(together)}; part their hours, days or areas.`,
          ),
        ];
      }),
    );
  });
}

function firstOverlap(a: readonly Interval[], b: readonly Interval[]): number | undefined {
  let at = 0;
  for (const one of a) {
    while (at < b.length && b[at]!.to <= one.from) at += 1;
    const other = b[at];
    if (other && other.from < one.to) return Math.max(one.from, other.from);
  }
  return undefined;
}

/** Municipalities that the same lines serve are looked at together. */
function unansweredHours(points: readonly ContactPoint[], days: readonly Day[], check: ContactPointCheck): Finding[] {
  const answering = points.filter((point) => point.kind === 'consultation' || point.kind === 'after_hours');
  const openOf = new Map(answering.map((point) => [point, openIntervals(point, days)]));
  const groups = new Map<string, { lines: readonly ContactPoint[]; municipalities: Municipality[] }>();
  for (const municipality of check.places.municipalitiesIn(check.prefectureCode)) {
    const lines = answering.filter((point) => servesMunicipality(point, municipality));
    const key = lines.map((point) => point.id).join(' ');
    const group = groups.get(key) ?? { lines, municipalities: [] };
    group.municipalities.push(municipality);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ lines, municipalities }) => {
    const gap = firstGap(joined(lines.flatMap((point) => openOf.get(point)!)), days);
    if (gap === undefined) return [];
    return [
      finding(
        'unanswered',
        check.where,
        `From ${minuteText(gap)} no consultation or after_hours number answers for ${someNames(municipalities)}; extend the hours or the validity of one of them.`,
      ),
    ];
  });
}

/** The first instant, after the first day (which only lends its hours past midnight), that no interval covers. */
function firstGap(open: readonly Interval[], days: readonly Day[]): number | undefined {
  const end = days.at(-1)!.startMs;
  let covered = days[1]!.startMs;
  for (const one of open) {
    if (one.from > covered) break;
    covered = Math.max(covered, one.to);
  }
  return covered < end ? covered : undefined;
}

/** Successors of one kind for the same places must follow each other without a day between. */
function validityGaps(points: readonly ContactPoint[], { where }: ContactPointCheck): Finding[] {
  const rows = new Map<string, ContactPoint[]>();
  for (const point of points) {
    const key = `${point.kind} ${unitsOf(point).join()}`;
    rows.set(key, [...(rows.get(key) ?? []), point]);
  }
  return [...rows.values()].flatMap((row) => {
    const ordered = row.toSorted((a, b) => ((a.validFrom ?? '') < (b.validFrom ?? '') ? -1 : 1));
    return ordered.flatMap((later, at) => {
      if (at === 0 || later.validFrom === undefined) return [];
      const lastDays = ordered.slice(0, at).map((point) => point.validTo);
      if (lastDays.includes(undefined)) return [];
      const lastDay = lastDays.toSorted().at(-1)!;
      if (later.validFrom <= addDays(lastDay, 1)) return [];
      return [
        finding(
          'validity-gap',
          `${where}: ${later.id}`,
          `Between ${lastDay} and ${later.validFrom} there is no ${later.kind} for the area of ${later.id}; close the gap between valid_to and valid_from.`,
        ),
      ];
    });
  });
}

function fictitiousNumbers(points: readonly ContactPoint[], { from, where }: ContactPointCheck): Finding[] {
  return points.flatMap(({ id, phone, fax, override, validTo }) =>
    [phone, fax, override?.phone]
      .filter((number) => number?.startsWith('0120-000-') && (validTo ?? from) >= from)
      .map((number) =>
        finding(
          'number-fictitious',
          `${where}: ${id}`,
          `Contact point ${id} has the demonstration number ${number}; write the real one under the same id in the account's own file.`,
        ),
      ),
  );
}

/** '2020-05-08 09:00' in Japan. */
const minuteText = (ms: number): string =>
  new Date(ms + 9 * 60 * 60 * 1000).toISOString().slice(0, 16).replace('T', ' ');
