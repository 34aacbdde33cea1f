import type { ChatId, ResidentId } from '../../base/ids.ts';
import type { Language } from '../../base/language.ts';
import type { EpisodeState, Exposure } from '../../engines/guidance/index.ts';
import type { Kept } from '../../engines/questionnaire/index.ts';

/** Where someone writes from: a LINE friend, or a browser. */
export interface Chat {
  readonly chatId: ChatId;
  readonly channel: 'line' | 'web';
  readonly language: Language;
  readonly followedAt: Date | null;
  /** Blocked residents are never messaged. */
  readonly blockedAt: Date | null;
}

/** A person who is looked after. Answers, outcomes, follow-ups and rights belong to the person, not to the chat. */
export interface Resident {
  readonly residentId: ResidentId;
  readonly chatId: ChatId | null;
  readonly relation: 'self' | 'family';
  /** Who answers for this person. */
  readonly answeredBy: 'self' | 'guardian' | 'carer';
  readonly profile: Profile;
  readonly place: Place | null;
  readonly episode: EpisodeState | null;
  readonly exposure: Exposure | null;
  readonly knownPositiveSince: Date | null;
  readonly lastOutcome: string | null;
  readonly lastOutcomeSince: Date | null;
  readonly lastResponseId: string | null;
  readonly lastAnsweredAt: Date | null;
  readonly answers: number;
}

/** Kept answers by question id: confirmed next time instead of asked. Free text among them is sealed apart. */
export type Profile = Kept;

export interface Place {
  readonly prefectureCode: string;
  readonly municipalityCode: string | null;
}
