import { jstDate, type OnDate } from '../../base/jst.ts';
import type { Localized } from '../../base/language.ts';
import { type Calendar, type Day, daysAround, japaneseCalendar } from './calendar.ts';
import type { ContactKind, ContactPoint } from './model.ts';
import { type Opening, openingAt } from './opening.ts';

/** Where the person lives. The more is known, the nearer the centre. */
export interface CallerPlace {
  readonly prefectureCode: string;
  readonly municipalityCode?: string;
  /** Seven digits. */
  readonly zip?: string;
}

/** What the call is about: one's own health, a child's, or an emergency. */
export type CallTopic = 'consult' | 'child' | 'emergency';

/** How near a line is to the place: its postal code, its municipality, its prefecture, or the whole country. */
export type Reach = 'zip' | 'municipality' | 'prefecture' | 'nationwide';

/** A contact point as it stands at one instant. */
export interface Line extends Opening {
  readonly kind: ContactKind;
  readonly names: Localized;
  /** The number that holds now, a temporary one if there is one. */
  readonly phone?: string;
  readonly fax?: string;
  readonly reach: Reach;
  /** The rest of what is known: hours, languages, note, override. */
  readonly point: ContactPoint;
}

/** Whom to call from here, now: facts and instants, no words. */
export interface ContactAdvice {
  /** The number that answers now; if none does, the centre for here with `openNow: false`; null only without any number. */
  readonly callNow: Line | null;
  /** The centre for here, open or not. */
  readonly here: Line | null;
  readonly afterHours: Line | null;
  /** When the number to call is engaged: other lines of the same purpose, those open now first. */
  readonly alternatives: readonly Line[];
  /** The centre's own FAX, or else the prefecture's. */
  readonly fax: Line | null;
  readonly testing: Line | null;
  readonly paediatric: Line | null;
  readonly ambulanceAdvice: Line | null;
  readonly emergency: Line | null;
  readonly multilingual: Line | null;
}

/** What the call is about, by what guidance came to: 119 where nothing may wait, the paediatric line for a child. */
const topicOf = (outcome: string): CallTopic =>
  outcome === 'EMERGENCY' ? 'emergency' : outcome === 'CHILD_SYMPTOMATIC' ? 'child' : 'consult';

export interface CallOptions {
  readonly topic?: CallTopic;
  /** Prefer a multilingual line where this language is spoken (BCP 47). */
  readonly speaks?: string;
  readonly calendar?: Calendar;
}

const plainCalendar = japaneseCalendar();

/**
 * Whom to call from a place at an instant. The most specific line of each kind counts: postal prefix before municipality
 * before prefecture before country; among equals one that is open, then one that opens sooner.
 *
 * @example
 * const { callNow, here } = whoToCall(points, { prefectureCode: '04', municipalityCode: '04101' }, at);
 */
export function whoToCall(
  points: readonly ContactPoint[],
  place: CallerPlace,
  at: Date,
  { topic = 'consult', speaks, calendar = plainCalendar }: CallOptions = {},
): ContactAdvice {
  const kept = keptAdvice(points, calendar, at);
  if (!kept) return advise(points, place, at, topic, speaks, calendar);
  const zip = kept.readsZip ? place.zip : '';
  const key = `${topic} ${speaks} ${place.prefectureCode} ${place.municipalityCode} ${zip}`;
  let advice = kept.byPlace.get(key);
  if (!advice) {
    advice = advise(points, place, at, topic, speaks, calendar);
    if (kept.byPlace.size >= mostKeptPlaces) kept.byPlace.clear();
    kept.byPlace.set(key, advice);
  }
  return advice;
}

/** Hours begin and end on whole minutes: within one, everybody from the same place is told the same. */
interface KeptAdvice {
  readonly calendar: Calendar;
  readonly minute: number;
  readonly readsZip: boolean;
  readonly byPlace: Map<string, ContactAdvice>;
}
const keptByPoints = new WeakMap<readonly ContactPoint[], KeptAdvice>();
const mostKeptPlaces = 5000;
const minuteMs = 60_000;

/** What was worked out in this minute; undefined in a minute within which an override begins or ends. */
function keptAdvice(points: readonly ContactPoint[], calendar: Calendar, at: Date): KeptAdvice | undefined {
  const minute = Math.floor(at.getTime() / minuteMs);
  const known = keptByPoints.get(points);
  if (known && known.minute === minute && known.calendar === calendar) return known;
  const changes = (instant: Date) => Math.floor(instant.getTime() / minuteMs) === minute;
  if (points.some(({ override }) => override && (changes(override.fromAt) || changes(override.toAt)))) return undefined;
  const readsZip = points.some(({ jurisdiction }) => jurisdiction.zipPrefixes.length > 0);
  const fresh: KeptAdvice = { calendar, minute, readsZip, byPlace: new Map() };
  keptByPoints.set(points, fresh);
  return fresh;
}

function advise(
  points: readonly ContactPoint[],
  place: CallerPlace,
  at: Date,
  topic: CallTopic,
  speaks: string | undefined,
  calendar: Calendar,
): ContactAdvice {
  const linesOf = lineFinder(points, place, at, calendar);
  const consultation = linesOf('consultation');
  const afterHours = linesOf('after_hours');
  const paediatric = linesOf('paediatric');
  const emergency = linesOf('emergency');
  const multilingual = linesOf('multilingual');

  const first: Readonly<Record<CallTopic, readonly Line[]>> = { consult: [], child: paediatric, emergency };
  const consultChain = [
    ...consultation.slice(0, 1),
    ...afterHours.slice(0, 1),
    ...consultation.slice(1),
    ...afterHours.slice(1),
    ...linesOf('general'),
    ...linesOf('ministry'),
  ];
  const chain = [...first[topic], ...consultChain].filter((line) => line.phone !== undefined);
  const callNow = chain.find((line) => line.openNow) ?? consultChain.find((line) => line.phone) ?? chain[0] ?? null;
  const others = consultChain.filter((line) => line.phone !== undefined && line.phone !== callNow?.phone);
  const here = consultation[0] ?? null;
  return {
    callNow,
    here,
    afterHours: afterHours[0] ?? null,
    alternatives: [...others.filter((line) => line.openNow), ...others.filter((line) => !line.openNow)],
    fax: here?.fax ? here : (linesOf('fax')[0] ?? null),
    testing: linesOf('testing')[0] ?? null,
    paediatric: paediatric[0] ?? null,
    ambulanceAdvice: linesOf('ambulance_advice')[0] ?? null,
    emergency: emergency[0] ?? null,
    multilingual:
      multilingual.find((line) => speaks !== undefined && line.point.languages.includes(speaks)) ??
      multilingual[0] ??
      null,
  };
}

/** The number that comes first, and another beside it. */
export interface LinesToCall {
  readonly first: Line | null;
  /** The consultation line, where something else comes first: next to 119 it may be shown, never instead of it. */
  readonly beside: Line | null;
}

/** The one rule for every place that tells somebody whom to call after guidance: the page, the chat, `mimamori advise`. */
export function linesAfter(
  outcome: string,
  points: readonly ContactPoint[],
  place: CallerPlace,
  at: Date,
  options: Omit<CallOptions, 'topic'> = {},
): LinesToCall {
  const topic = topicOf(outcome);
  const first = whoToCall(points, place, at, { ...options, topic }).callNow;
  if (topic === 'consult') return { first, beside: null };
  const consultation = whoToCall(points, place, at, options).callNow;
  return { first, beside: consultation?.phone === first?.phone ? null : consultation };
}

/** What `mimamori advise` prints of a line; null for none. */
export function lineSummary(
  line: Line | null,
): { readonly kind: ContactKind; readonly name: string; readonly phone: string; readonly openNow: boolean } | null {
  if (!line?.phone) return null;
  return { kind: line.kind, name: line.names.ja, phone: line.phone, openNow: line.openNow };
}

interface Match {
  readonly point: ContactPoint;
  readonly reach: Reach;
  /** More is nearer. */
  readonly nearness: number;
}

/** How a point's jurisdiction meets a place, or undefined if it does not. */
export function matchPlace({ jurisdiction }: ContactPoint, place: CallerPlace): Omit<Match, 'point'> | undefined {
  const { prefectureCode, municipalityCodes, zipPrefixes } = jurisdiction;
  if (prefectureCode === undefined) return { reach: 'nationwide', nearness: 0 };
  if (prefectureCode !== place.prefectureCode) return undefined;
  const prefixLength = Math.max(0, ...zipPrefixes.filter((one) => place.zip?.startsWith(one)).map((one) => one.length));
  if (prefixLength > 0) return { reach: 'zip', nearness: 10 + prefixLength };
  if (place.municipalityCode !== undefined && municipalityCodes.includes(place.municipalityCode)) {
    return { reach: 'municipality', nearness: 2 };
  }
  const whole = municipalityCodes.length === 0 && zipPrefixes.length === 0;
  return whole ? { reach: 'prefecture', nearness: 1 } : undefined;
}

/** The lines of a kind that serve a place, nearest first. */
function lineFinder(points: readonly ContactPoint[], place: CallerPlace, at: Date, calendar: Calendar) {
  const days = daysAround(at, calendar);
  const today = jstDate(at);
  const matches = points.flatMap((point): Match[] => {
    if (point.validTo !== undefined && point.validTo < today) return [];
    const match = matchPlace(point, place);
    return match ? [{ point, ...match }] : [];
  });
  return (kind: ContactKind): readonly Line[] => {
    const ofKind = matches.filter((match) => match.point.kind === kind);
    // A line that is yet to come may stand in for its predecessor, but not push aside a wider line that is there today.
    const levels = new Set(ofKind.filter((match) => inForce(match.point, today)).map((match) => match.nearness));
    return ofKind
      .filter((match) => levels.has(match.nearness))
      .map((match) => ({ nearness: match.nearness, line: lineAt(match, at, days) }))
      .sort((a, b) => b.nearness - a.nearness || soonerFirst(a.line, b.line))
      .map(({ line }) => line);
  };
}

const inForce = (point: ContactPoint, on: OnDate): boolean => point.validFrom === undefined || point.validFrom <= on;

function lineAt({ point, reach }: Match, at: Date, days: readonly Day[]): Line {
  const { override } = point;
  const overridden = override && override.fromAt <= at && at < override.toAt ? override : undefined;
  const phone = overridden?.phone ?? point.phone;
  return {
    kind: point.kind,
    names: point.names,
    ...(phone === undefined ? {} : { phone }),
    ...(point.fax === undefined ? {} : { fax: point.fax }),
    reach,
    point,
    ...openingAt(point, at, days),
  };
}

const never = Number.POSITIVE_INFINITY;

function soonerFirst(a: Line, b: Line): number {
  if (a.openNow !== b.openNow) return a.openNow ? -1 : 1;
  const byOpening = (a.opensAt?.getTime() ?? never) - (b.opensAt?.getTime() ?? never);
  if (byOpening !== 0 && !Number.isNaN(byOpening)) return byOpening;
  return a.point.id < b.point.id ? -1 : 1;
}
