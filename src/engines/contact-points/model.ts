import type { OnDate } from '../../base/jst.ts';
import type { Localized } from '../../base/language.ts';
import type { Span, WeeklyHours } from './hours.ts';

/** What a contact point is for. */
export const contactKinds = [
  /** 帰国者・接触者相談センター and its later names (受診・相談センター …): the first number to call about one's own health. */
  'consultation',
  /** The number that answers when the centre is closed. */
  'after_hours',
  /** 検査窓口 */
  'testing',
  /** 小児救急電話相談 #8000 */
  'paediatric',
  /** 救急安心センター #7119, where it exists. */
  'ambulance_advice',
  /** 119 */
  'emergency',
  'multilingual',
  /** For people who hear or speak with difficulty. */
  'fax',
  /** The ministry's call centre, 0120-565653. */
  'ministry',
  /** The prefecture's general line: another way when the centre cannot be reached. */
  'general',
] as const;
export type ContactKind = (typeof contactKinds)[number];

export const isContactKind = (text: string): text is ContactKind => contactKinds.includes(text as ContactKind);

/**
 * Whose line it is. Municipalities and postal prefixes are both meant when both are given; neither: the whole prefecture;
 * no prefecture: the whole country. A municipality that two health centres share is parted by postal prefixes.
 */
export interface Jurisdiction {
  /** JIS X 0401, two digits. */
  readonly prefectureCode?: string;
  /** Five digits, prefecture first. */
  readonly municipalityCodes: readonly string[];
  /** The first three to seven digits of postal codes, without hyphen. */
  readonly zipPrefixes: readonly string[];
}

/** What a special day does to the hours: nothing, no service, or hours of its own. */
export type DayRule = 'as-usual' | 'closed' | readonly Span[];

/** A change for a while: a storm, a flood of calls, a move. Within [fromAt, toAt) it takes the place of what it names. */
export interface TemporaryOverride {
  readonly fromAt: Date;
  readonly toAt: Date;
  readonly closed?: boolean;
  readonly phone?: string;
  /** Holidays do not change these: they are stated for the very days. */
  readonly hours?: WeeklyHours;
  /** For staff and the audit log, not shown to residents. */
  readonly reason: string;
}

export interface ContactPoint {
  /** Stable from import to import: 'miyagi-sendai'. An account's own point takes the place of a shared one of the same id. */
  readonly id: string;
  readonly kind: ContactKind;
  readonly names: Localized;
  readonly jurisdiction: Jurisdiction;
  readonly hours: WeeklyHours;
  /** On national holidays and the days off in their stead. */
  readonly onHolidays: DayRule;
  /** From 29 December to 3 January; goes before `onHolidays` on 1 January. */
  readonly onYearEnd: DayRule;
  /** As it is dialled and shown: '0120-000-041', '#8000'. Present in every kind but `fax`. */
  readonly phone?: string;
  readonly fax?: string;
  /** Spoken there, as BCP 47 tags. */
  readonly languages: readonly string[];
  readonly note?: Localized;
  readonly validFrom?: OnDate;
  /** The last day. */
  readonly validTo?: OnDate;
  readonly override?: TemporaryOverride;
  /** Where the facts come from. */
  readonly source?: string;
}

/** Shared points with an account's own; an own point replaces a shared one of the same id. Order: shared, then own. */
export function mergeContactPoints(
  shared: readonly ContactPoint[],
  own: readonly ContactPoint[],
): readonly ContactPoint[] {
  const ownIds = new Set(own.map((point) => point.id));
  return [...shared.filter((point) => !ownIds.has(point.id)), ...own];
}

/** Back from JSON, where the two instants of an override are ISO strings. For points that this engine made. */
export function reviveContactPoint(json: ContactPoint): ContactPoint {
  const { override } = json;
  if (!override) return json;
  return { ...json, override: { ...override, fromAt: new Date(override.fromAt), toAt: new Date(override.toAt) } };
}
