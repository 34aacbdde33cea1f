/**
 * What guidance can come to, in the order of the rows of the tables: the place in this list is the row's number
 * (domain §7.3), which messages, follow-up plans and statistics refer to.
 */
export const outcomes = [
  'EMERGENCY',
  'KNOWN_POSITIVE',
  'EXPOSED_SYMPTOMATIC',
  'CONSULT_STRONG',
  'CHILD_SYMPTOMATIC',
  'CONSULT_DURATION',
  'CONSULT_SOON',
  'EXPOSED_WATCH',
  'WATCH_HIGH',
  'WATCH',
  'UNMEASURED',
  'NOSX_HIGH',
  'NOSX_LOW',
] as const;

export type Outcome = (typeof outcomes)[number];

export const isOutcome = (text: unknown): text is Outcome => outcomes.includes(text as Outcome);

/** The row of an outcome, 0–12. */
export const rowOf = (outcome: Outcome): number => outcomes.indexOf(outcome);

/** Rows from the most to the least severe. Not the order of the table: strong symptoms weigh more than exposure. */
const rowsBySeverity = [0, 3, 2, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/**
 * How severe an outcome is, 12 (EMERGENCY) to 0 (NOSX_LOW): to tell whether "the outcome rose" from one answer to the next.
 * @example
 * severityOf('CONSULT_STRONG') > severityOf('EXPOSED_SYMPTOMATIC') // true
 */
export const severityOf = (outcome: Outcome): number => 12 - rowsBySeverity.indexOf(rowOf(outcome));
