import type { Finding } from '../../base/finding.ts';
import type { Places } from '../../base/places.ts';
import type { Catalogues, Words } from '../../base/words.ts';
import type { Account, NewsItem } from '../../engines/accounts/index.ts';
import type { Desk } from '../../engines/care-desk/index.ts';
import type { Calendar, ContactPoint } from '../../engines/contact-points/index.ts';
import type { EmergencyPattern } from '../../engines/emergency-phrases/index.ts';
import type { StaffWords } from '../../engines/faq-search/index.ts';
import type { Notices, Plan, Programme } from '../../engines/follow-up/index.ts';
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
  /** Words that the search of the FAQ has from the staff. */
  readonly faqWords: StaffWords;
  /** What is met with a fixed answer before anything is searched. */
  readonly emergencies: readonly EmergencyPattern[];
  readonly followUp: FollowUpContent;
  readonly careDesk: Desk;
}

/** How people are followed: `compileFollowUp` makes it ready for use. */
export interface FollowUpContent {
  readonly programme: Programme;
  readonly plans: readonly Plan[];
  readonly notices: Notices;
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
