import type { AnswerValue } from '../../base/answers.ts';

/**
 * What can be wrong with what a person typed or pressed. Each has its own sentence, in every language, in
 * content/words/questionnaire-faults.yaml under the part after the dot; the names in braces are its parameters.
 */
export const faultParams = {
  'questionnaire.missing': [],
  'questionnaire.missing-choice': [],
  'questionnaire.missing-choices': [],
  'questionnaire.not-a-choice': [],
  'questionnaire.one-only': [],
  'questionnaire.none-and-others': ['none'],
  'questionnaire.too-few-choices': ['count', 'min'],
  'questionnaire.too-many-choices': ['count', 'max'],
  'questionnaire.not-yes-or-no': [],
  'questionnaire.not-a-number': [],
  'questionnaire.not-whole': ['read'],
  'questionnaire.too-small': ['read', 'min', 'max'],
  'questionnaire.too-large': ['read', 'min', 'max'],
  'questionnaire.below-least': ['read', 'min'],
  'questionnaire.above-most': ['read', 'max'],
  'questionnaire.too-many-decimals': ['read', 'places'],
  'questionnaire.not-a-date': [],
  'questionnaire.date-incomplete': [],
  'questionnaire.no-such-date': ['year', 'month', 'day'],
  'questionnaire.date-in-future': ['date', 'today'],
  'questionnaire.date-too-early': ['date', 'min'],
  'questionnaire.date-too-late': ['date', 'max'],
  'questionnaire.not-a-time': [],
  'questionnaire.too-short': ['length', 'minLength'],
  'questionnaire.too-long': ['length', 'maxLength'],
  'questionnaire.zip-not-digits': [],
  'questionnaire.zip-too-few-digits': ['digits'],
  'questionnaire.zip-too-many-digits': ['digits'],
  'questionnaire.zip-unknown': ['zip'],
  'questionnaire.municipality-unknown': [],
  'questionnaire.municipality-ambiguous': ['count'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type FaultCode = keyof typeof faultParams;

/**
 * Why an answer was not taken. `params` repeat what was read, for the page that goes back to the same person and nowhere
 * else: never log them. Dates are 'YYYY-MM-DD', to be written out in the reader's language.
 */
export interface Fault {
  readonly code: FaultCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What was read; `undefined` when an optional question was left empty. */
export type Reading =
  | { readonly ok: true; readonly value: AnswerValue | undefined }
  | { readonly ok: false; readonly fault: Fault };

export const read = (value: AnswerValue | undefined): Reading => ({ ok: true, value });

export const refuse = (code: FaultCode, params: Fault['params'] = {}): Extract<Reading, { ok: false }> => ({
  ok: false,
  fault: { code, params },
});
