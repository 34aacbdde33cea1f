import type { Localized } from '../../../src/base/language.ts';
import type { OutcomeWords } from './contract.ts';

/** What the API says of an account's content and of the log. */
export interface SignOff {
  readonly name: string;
  readonly role: string;
  readonly on: string;
  readonly demonstration: boolean;
}

export interface Source {
  readonly title: string;
  readonly url: string | null;
  readonly on: string;
}

export interface GuidanceSummary {
  readonly profile: string;
  readonly title: Localized;
  readonly from: string;
  readonly to: string | null;
  readonly current: boolean;
  readonly version: string;
  readonly rules: number;
  readonly source: Source;
  readonly signOff: SignOff;
}

export interface PolicySummary {
  readonly id: string;
  readonly version: string;
  readonly title: Localized;
  readonly effectiveOn: string;
  readonly lawRegime: string;
  readonly current: boolean;
}

export interface Content {
  readonly questionnaires: readonly {
    readonly id: string;
    readonly version: string;
    readonly title: Localized;
    readonly questions: number;
  }[];
  readonly guidance: readonly GuidanceSummary[];
  readonly contactPoints: {
    readonly count: number;
    readonly importedAt: string | null;
    readonly source: string | null;
  };
  readonly policies: readonly PolicySummary[];
  readonly outcomes?: readonly OutcomeWords[];
  readonly account: Readonly<Record<string, unknown>>;
}

export interface Question {
  readonly linkId: string;
  readonly text: Localized;
  readonly hint?: Localized;
  readonly type: string;
  readonly required: boolean;
  readonly repeats: boolean;
  readonly shownIf?: string;
  readonly options: readonly { readonly code: string; readonly text: Localized; readonly exclusive: boolean }[];
  readonly kept: boolean;
}

export interface QuestionnaireDetail {
  readonly id: string;
  readonly version: string;
  readonly parts: readonly { readonly title: Localized; readonly questions: readonly Question[] }[];
}

export interface GuidanceDetail {
  readonly profile: string;
  readonly title?: Localized;
  readonly version?: string;
  readonly hitPolicy?: string;
  readonly inputs: readonly { readonly name: string; readonly label: string }[];
  readonly rules: readonly {
    readonly ruleId: string;
    readonly row: number;
    readonly cells: readonly string[];
    readonly outcome: string;
    readonly description: string;
    readonly source: string;
  }[];
  readonly derived: readonly {
    readonly name: string;
    readonly expression: string;
    readonly description?: string;
  }[];
}

export interface ContactPoint {
  readonly id: string;
  readonly kind: string;
  readonly name: Localized;
  readonly jurisdiction: readonly string[];
  readonly hours: string;
  readonly phone: string | null;
  readonly fax: string | null;
  readonly languages: readonly string[];
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly openNow: boolean;
  readonly opensNext?: string | null;
}

export interface PolicyDetail {
  readonly id: string;
  readonly version: string;
  readonly title?: Localized;
  readonly effectiveOn?: string;
  readonly lawRegime?: string;
  readonly text: { readonly ja: string; readonly en: string };
  readonly [field: string]: unknown;
}

export type NewsState = 'draft' | 'published' | 'withdrawn';

export interface NewsDraft {
  readonly title: Localized;
  readonly url: string;
  readonly publishedOn: string;
  readonly state: NewsState;
}

export interface NewsItem extends NewsDraft {
  readonly newsId: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

export interface AuditEntry {
  readonly chainId: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: { readonly kind: 'staff' | 'resident' | 'system' | 'operator'; readonly name: string };
  readonly verb: string;
  readonly subject: string | null;
  readonly detail: unknown;
  readonly hash: string;
}

export interface DeadLetter {
  readonly deadLetterId: string;
  readonly at: string;
  readonly source: 'line' | 'outbox' | 'job';
  readonly reason: string;
  readonly settledAt: string | null;
}

export interface DeadLetterPage {
  readonly items: readonly DeadLetter[];
  readonly next: string | null;
  readonly open: number;
}

export interface AuditPage {
  readonly items: readonly AuditEntry[];
  readonly next: string | null;
}

export interface AuditVerdict {
  readonly chains: number;
  readonly entries: number;
  readonly ok: boolean;
  readonly brokenAt: { readonly chainId: string; readonly seq: number; readonly reason: string } | null;
  readonly tookMs: number;
}

export interface Passkey {
  readonly passkeyId: string;
  readonly label: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}
