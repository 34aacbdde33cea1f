import type { Finding } from '../../base/finding.ts';
import type { Places } from '../../base/places.ts';
import type { Catalogues, Words } from '../../base/words.ts';
import type { Account, NewsItem } from '../../engines/accounts/index.ts';
import type { Calendar, ContactPoint } from '../../engines/contact-points/index.ts';
import type { Guidance, Pack as PackPage } from '../../engines/guidance/index.ts';
import type { FaqEntry, GuidanceMessages } from '../../engines/messages/index.ts';
import type { Policy, PolicyItems, Terms } from '../../engines/policy/index.ts';
import type { Questionnaire } from '../../engines/questionnaire/index.ts';

/** A disease pack, loaded: questions, rules and words that belong together. */
export interface Pack {
  readonly page: PackPage;
  readonly guidance: Guidance;
  readonly questionnaires: ReadonlyMap<string, Questionnaire>;
  readonly messages: GuidanceMessages;
  readonly faq: readonly FaqEntry[];
}

/** An official account with all that it refers to. */
export interface AccountContent {
  readonly account: Account;
  readonly pack: Pack;
  /** The pack's tables by the account's own schedule, where it keeps one. */
  readonly guidance: Guidance;
  readonly policy: Policy;
  /** Every version of the same policy: an older tick may still hold. */
  readonly policyVersions: readonly Policy[];
  readonly terms: Terms;
  readonly termsVersions: readonly Terms[];
  /** What each kind of item is called. */
  readonly items: PolicyItems;
  /** Shared and own points, merged: what is imported when the account opens. */
  readonly points: readonly ContactPoint[];
  readonly news: readonly NewsItem[];
}

/** Everything under `content/`, checked. Never changed in place: a new reading takes the place of the old in one step. */
export interface Content {
  readonly places: Places;
  readonly calendar: Calendar;
  readonly words: Words;
  readonly catalogues: Catalogues;
  readonly packs: ReadonlyMap<string, Pack>;
  readonly accounts: ReadonlyMap<string, AccountContent>;
}

export interface ReadContent {
  /** Present unless a finding is an error. */
  readonly content: Content | undefined;
  readonly findings: readonly Finding[];
}
