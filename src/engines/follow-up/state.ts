import type { OnDate } from '../../base/jst.ts';
import type { Outcome } from '../guidance/index.ts';

/** How somebody is asked: over LINE, by staff on the phone, or not at all while LINE is blocked. */
export type Reach = 'line' | 'phone' | 'blocked';

/** Why the passing of time puts somebody before staff. What an answer says is the care desk's own matter. */
export type BoardEntry = 'no_answer' | 'unreachable' | 'phone_check_in';

export type EndReason = 'well' | 'time_over' | 'no_answer' | 'released' | 'stopped' | 'programme_over' | 'no_plan';

/**
 * Where somebody stands in their plan: plain JSON, the whole of what the next message is decided on. A feature keeps it as
 * columns (README, "What a table needs"). `…Ms` is an instant in milliseconds since 1970, `…On` a day in Japan.
 */
export interface FollowUpState {
  readonly plan: string;
  readonly version: string;
  /** Of the last answer, or as the rules that hold now would have it. */
  readonly outcome: Outcome;
  readonly startedAtMs: number;
  /** From which the rhythm counts: the last answer, else the beginning. */
  readonly anchorMs: number;
  /** The last time for which a message was sent or held back. */
  readonly lastSlotMs: number | null;
  /** The last question without an answer, and how many in a row there are. */
  readonly askedMs: number | null;
  readonly unanswered: number;
  /** For what staff were told already since the last answer. */
  readonly boarded: readonly BoardEntry[];
  readonly cleanDays: number;
  readonly lastCleanOn: OnDate | null;
  readonly lastIllOn: OnDate | null;
  readonly answeredAtMs: number | null;
  /** First day of the illness: threshold days count from it. */
  readonly onsetOn: OnDate | null;
  /** Day of the contact or the return. */
  readonly exposedOn: OnDate | null;
  readonly atRisk: boolean;
  /** Known to be infected, or enrolled by staff, and not released. */
  readonly underCare: boolean;
  readonly reach: Reach;
  /** That other rules hold: told in the window that begins here. */
  readonly tellAtMs: number | null;
  readonly ended: { readonly atMs: number; readonly reason: EndReason; readonly rule: string } | null;
}
