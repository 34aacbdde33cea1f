import { consent, type HeldTable, nobody } from './declare.ts';

/** The ledger of consent. */
export const consentHeld = {
  consent: {
    holds: 'one tick given, refused or withdrawn',
    of: 'resident',
    wall: 'account',
    rights: 'delete, insert, select',
    columns: {
      account_id: nobody,
      resident_id: consent,
      consent_id: consent,
      item: consent,
      document_id: consent,
      version: consent,
      document_hash: consent,
      given: consent,
      meaning: consent,
      channel: consent,
      given_by: consent,
      at: consent,
    },
  },
} as const satisfies Readonly<Record<string, HeldTable>>;
