import type { OnDate } from '../../base/jst.ts';
import type { Localized } from '../../base/language.ts';

/** What of an answer is counted. Facts about groups only: nothing here leads back to a person. */
export interface ResponseFacts {
  readonly answeredOn: OnDate;
  /** The resident's; null while it is not known (an emergency ends the form before the postal code). */
  readonly prefectureCode: string | null;
  readonly municipalityCode: string | null;
  readonly anySymptom: boolean;
  /** 37.5 °C or more, or kept down by medicine: as the guidance tables understand it. */
  readonly fever: boolean;
  /** The same for four days or more. */
  readonly fever4: boolean;
  /** Codes of `other_sx` and `strong` without `none`: cough, fatigue … */
  readonly symptoms: readonly string[];
  readonly outcome: string;
  /** The person had not answered yet on this day. */
  readonly firstAnswerOfDay: boolean;
  /** The person had never answered. */
  readonly newResident: boolean;
}

export type Count = readonly [on: string, prefectureCode: string, municipalityCode: string, measure: string, n: number];

/** Where the place is not known. */
export const unknownPlace = '';
/** Stands for all prefectures, or all municipalities of one, in counters that add up others. */
export const everywhere = '*';

export const outcomeMeasure = (outcome: string): string => `outcome.${outcome}`;

/** The counts that one answer adds: its measures, once each. */
export function countsOf(facts: ResponseFacts): Count[] {
  const measures = new Set(['answers', outcomeMeasure(facts.outcome), ...facts.symptoms]);
  if (facts.firstAnswerOfDay) measures.add('residents');
  if (facts.newResident) measures.add('new_residents');
  if (facts.anySymptom) measures.add('any_sx');
  if (facts.fever) measures.add('fever');
  if (facts.fever4) measures.add('fever4');
  const prefecture = facts.prefectureCode ?? unknownPlace;
  const municipality = facts.municipalityCode ?? unknownPlace;
  return [...measures].map((measure) => [facts.answeredOn, prefecture, municipality, measure, 1]);
}

/** The same counts with one entry for each day, place and measure. */
export function sumOf(counts: readonly Count[]): Count[] {
  const sums = new Map<string, Count>();
  for (const count of counts) {
    const [on, prefecture, municipality, measure, n] = count;
    const key = `${on} ${municipality} ${prefecture} ${measure}`;
    const known = sums.get(key);
    sums.set(key, known ? [on, prefecture, municipality, measure, known[4] + n] : count);
  }
  return [...sums.values()];
}

export type OutcomeLevel = 'calm' | 'watch' | 'call' | 'emergency';

export interface OutcomeWords {
  readonly outcome: string;
  /** The row of the outcome table, 0 first. */
  readonly row: number;
  /** 0 = most severe. */
  readonly severity: number;
  readonly level: OutcomeLevel;
  readonly label: Localized;
}

/** What an account's content says about the counts: names of measures and outcomes, rules in force. */
export interface SituationContent {
  /** In the order in which staff choose: fever, any_sx, fever4, then single symptoms. */
  readonly measures: ReadonlyArray<{ readonly code: string; readonly label: Localized }>;
  /** Most severe first. */
  readonly outcomes: readonly OutcomeWords[];
  rulesAt(at: Date): {
    readonly current: { readonly profile: string; readonly noticeTitle: Localized; readonly from: string };
    readonly next: { readonly profile: string; readonly from: string } | null;
  };
}

export const unknownMeasure = {
  code: 'situation.unknown-measure',
  status: 400,
  title: "There is no measure '{measure}'; the situation lists those there are under symptoms.",
} as const;
export const badPeriod = {
  code: 'situation.bad-period',
  status: 400,
  title: 'A period begins before it ends, ends today at the latest, and has at most {days} days.',
} as const;

export const longestPeriodDays = 366;
