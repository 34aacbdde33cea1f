import type { Localized } from '../../../src/base/language.ts';

/** What the server's own API answers, as the console reads it. `…At` is a UTC instant, `…On` a date in Japan. */
export interface Session {
  readonly staff: {
    readonly staffId: string;
    readonly login: string;
    readonly name: string;
    readonly organisation: { readonly id: string; readonly name: string };
  };
  readonly accounts: readonly Account[];
  /** The slug of the account where their work is. */
  readonly home: string | null;
  readonly demonstration: boolean;
  readonly now: string;
  readonly expiresAt: string;
}

export interface Account {
  readonly slug: string;
  readonly name: Localized;
  readonly prefectureCode: string;
  readonly seal: string;
  readonly roles: readonly string[];
  readonly areas: readonly string[] | null;
  readonly permissions: readonly string[];
}

export type Level = 'calm' | 'watch' | 'call' | 'emergency';

export interface OutcomeWords {
  readonly outcome: string;
  readonly row: number;
  readonly severity: number;
  readonly level: Level;
  readonly label: Localized;
}

/** A share with its n and 95 % Wilson interval, all in 0..1. */
export interface Share {
  readonly n: number;
  readonly count: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export type Suppressed = 'few' | 'complementary' | 'none';
export type MaybeShare = Share | { readonly suppressed: Suppressed };

/** Whether a value may be seen; if not it says why (few, complementary, none) and carries no figure. */
export const isShown = <T extends object>(value: T): value is Exclude<T, { readonly suppressed: Suppressed }> =>
  !('suppressed' in value);

/** Residents are null, or both are withheld, where someone sees an area alone and it is too small that day. */
export type Day = { readonly on: string; readonly complete: boolean; readonly holiday: boolean } & (
  | { readonly answers: number; readonly residents: number | null }
  | { readonly suppressed: Suppressed }
);

export type SeriesPoint = { readonly on: string } & MaybeShare;

export interface SymptomSeries {
  readonly code: string;
  readonly label: Localized;
  readonly series: readonly SeriesPoint[];
}

export type OutcomeShare = OutcomeWords & (Omit<Share, 'count'> | { readonly suppressed: Suppressed });
export type PrefectureShare = { readonly code: string; readonly name: string; readonly nameEn: string } & MaybeShare;
export type MunicipalityShare = { readonly code: string; readonly name: string } & (
  | (Share & { readonly series: readonly (number | null)[] })
  | { readonly suppressed: Suppressed }
);

export interface Situation {
  readonly now: string;
  readonly from: string;
  readonly to: string;
  readonly minimumN: number;
  readonly complete: { readonly throughOn: string };
  /** The municipalities to which the reader is limited; null = the whole account. */
  readonly areas: readonly { readonly code: string; readonly name: string }[] | null;
  readonly rules: {
    readonly current: { readonly profile: string; readonly noticeTitle: Localized; readonly from: string };
    readonly next: { readonly profile: string; readonly from: string } | null;
  };
  readonly headline: {
    readonly day: string;
    readonly answers:
      | { readonly n: number; readonly previousWeek: number | null }
      | { readonly suppressed: Suppressed };
    readonly share: (Share & { readonly measure: string }) | null;
    readonly fever4: Share | null;
    readonly consult: Omit<Share, 'count'> | null;
    readonly total: { readonly answers: number; readonly residents: number } | null;
  };
  readonly days: readonly Day[];
  readonly symptoms: readonly SymptomSeries[];
  readonly outcomes: readonly OutcomeShare[];
  readonly prefectures: readonly PrefectureShare[];
  readonly municipalities: readonly MunicipalityShare[];
  readonly tookMs: number;
}

export interface ResidentRow {
  readonly residentId: string;
  readonly code: string;
  readonly ageBand: string | null;
  readonly age: number | null;
  readonly sex: string | null;
  readonly municipality: { readonly code: string; readonly name: string } | null;
  readonly prefectureCode: string | null;
  readonly relation: 'self' | 'family';
  readonly outcome: string | null;
  readonly outcomeSince: string | null;
  readonly lastAnsweredAt: string | null;
  readonly answers: number;
  readonly followUp: boolean;
  readonly channel: 'line' | 'web';
  readonly blocked: boolean;
}

export interface ResidentPage {
  readonly items: readonly ResidentRow[];
  readonly next: string | null;
  readonly tookMs: number;
}

export interface Answered {
  readonly linkId: string;
  readonly question: Localized;
  readonly answer: Localized;
}

export interface HistoryEntry {
  readonly responseId: string;
  readonly answeredAt: string;
  readonly questionnaire: string;
  readonly version: string;
  readonly channel: string;
  readonly language: string;
  readonly outcome: string | null;
  readonly previousOutcome: string | null;
  readonly rose: boolean;
  readonly profile: string | null;
  readonly row: number | null;
  readonly tableVersion: string | null;
  readonly ruleId: string | null;
  readonly contactPoint: string | { readonly name: Localized } | null;
  readonly answers: readonly Answered[];
}

export interface ConsentEntry {
  readonly item: string;
  readonly title?: Localized;
  readonly given: boolean;
  readonly meaning: string;
  readonly policyId: string;
  readonly policyVersion: string;
  readonly at: string;
  readonly channel: string;
}

export interface ResidentRecord {
  readonly resident: ResidentRow & {
    readonly profile: readonly Answered[];
    readonly language: string;
    readonly consents: readonly ConsentEntry[];
    readonly episode: { readonly onsetOn: string } | null;
    readonly callback: { readonly number: string; readonly givenAt: string; readonly purpose: string } | null;
  };
  readonly history: readonly HistoryEntry[];
  readonly people: readonly { readonly residentId: string; readonly code: string; readonly relation: string }[];
}
