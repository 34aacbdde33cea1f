export const consentItems = ['terms', 'privacy', 'research', 'followup'] as const;
export type ConsentItem = (typeof consentItems)[number];

/** One line of the ledger: what was ticked, or not, and what that meant under the document shown. */
export interface ConsentRecord {
  readonly item: ConsentItem;
  /** The policy pack, or the terms. */
  readonly documentId: string;
  readonly version: string;
  /** SHA-256, hex, of the document as shown. */
  readonly documentHash: string;
  readonly given: boolean;
  readonly meaning: 'consent' | 'opt-out' | 'acknowledged';
  readonly channel: 'line' | 'web' | 'staff';
  readonly givenBy: 'self' | 'guardian' | 'carer';
  readonly at: Date;
}
