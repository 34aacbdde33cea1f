import type { Answers } from '../../base/answers.ts';
import type { ResponseId } from '../../base/ids.ts';
import type { OnDate } from '../../base/jst.ts';
import type { Language } from '../../base/language.ts';
import type { EpisodeState, Exposure } from '../../engines/guidance/index.ts';

/** What guidance was decided on besides the answers: enough to decide again with another table. */
export interface DecisionContext {
  readonly questionnaire: 'ps-initial' | 'ps-daily';
  readonly episode: EpisodeState | null;
  readonly exposure: Exposure | null;
  /** Kept answers that this questionnaire did not ask for. */
  readonly profile: Answers;
  readonly enrolledKnownPositive: boolean;
  /** The answer before said that a fever reducer is being taken. */
  readonly lastAntipyretic: boolean;
}

export interface StoredResponse {
  readonly responseId: ResponseId;
  readonly questionnaire: string;
  readonly version: string;
  readonly channel: 'line' | 'web' | 'staff';
  readonly language: Language;
  readonly answeredAt: Date;
  readonly answeredOn: OnDate;
  /** Coded answers; free text is sealed apart. */
  readonly answers: Answers;
  readonly context: DecisionContext;
  readonly outcome: string;
  readonly previousOutcome: string | null;
  /** The # of the decision table's row, 0–12. */
  readonly row: number;
  /** The rule profile, the version of its table, and the rule in it. */
  readonly profile: string;
  readonly tableVersion: string;
  readonly ruleId: string;
  readonly contactPointId: string | null;
  readonly prefectureCode: string | null;
  readonly municipalityCode: string | null;
  /** When the optional questions were answered. */
  readonly optionalAt: Date | null;
}
