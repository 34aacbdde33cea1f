import type { AnswerValue } from '../../base/answers.ts';
import type { FhirEnableWhen, FhirItem } from './fhir.ts';
import type { Condition } from './model.ts';

export type Scalar = string | number | boolean;

/** A flat answer as the single values that conditions compare: a choice of several is several values. */
export const scalarsOf = (value: AnswerValue | undefined): readonly Scalar[] =>
  value === undefined ? [] : typeof value === 'object' ? value : [value];

/** What an `enableWhen` compares with; undefined for the types that no question here answers with (Quantity, Reference). */
export function expectedOf(when: FhirEnableWhen): Scalar | undefined {
  return (
    when.answerBoolean ??
    when.answerDecimal ??
    when.answerInteger ??
    when.answerDate ??
    when.answerTime ??
    when.answerString ??
    when.answerCoding?.code
  );
}

/**
 * A coded answer is compared by its code, with a text as text and with a number as the number that it spells: HL7's own
 * test questionnaire for enableWhen does both. Dates and times in ISO form order like text.
 */
function compare(value: Scalar, expected: Scalar): number | undefined {
  if (typeof expected === 'boolean' || typeof value === 'boolean') return value === expected ? 0 : undefined;
  if (typeof expected === 'number' || typeof value === 'number') {
    const [a, b] = [Number(value), Number(expected)];
    return value === '' || expected === '' || Number.isNaN(a) || Number.isNaN(b) ? undefined : Math.sign(a - b);
  }
  return value < expected ? -1 : value > expected ? 1 : 0;
}

/**
 * Does one `enableWhen` hold, given all values of the question that it looks at (none if that is not shown)?
 * Unanswered, only `!=` and `exists = false` hold: `!=` says that no answer equals (R4's definition of the operator).
 * Where R4 writes "at least no answer" for `>` and the like, the plain sense is taken, as R5 does: at least one.
 * https://hl7.org/fhir/R4/valueset-questionnaire-enable-operator.html
 */
export function enableWhenHolds(when: FhirEnableWhen, values: readonly Scalar[]): boolean {
  const expected = expectedOf(when);
  if (expected === undefined) return false;
  const some = (holds: (order: number) => boolean) =>
    values.some((value) => {
      const order = compare(value, expected);
      return order !== undefined && holds(order);
    });
  switch (when.operator) {
    case 'exists':
      return values.length > 0 === expected;
    case '=':
      return some((order) => order === 0);
    case '!=':
      return !some((order) => order === 0);
    case '>':
      return some((order) => order > 0);
    case '<':
      return some((order) => order < 0);
    case '>=':
      return some((order) => order >= 0);
    case '<=':
      return some((order) => order <= 0);
  }
}

/** All conditions of one item as a function of the answers; undefined when it has none. */
export function compileConditions(item: FhirItem): Condition | undefined {
  const all = item.enableWhen ?? [];
  if (all.length === 0) return undefined;
  const holds = (when: FhirEnableWhen, answerOf: (linkId: string) => AnswerValue | undefined) =>
    enableWhenHolds(when, scalarsOf(answerOf(when.question)));
  // One condition needs no behaviour; for several R4 demands it (que-12), and load.ts refuses its absence.
  return item.enableBehavior === 'any'
    ? (answerOf) => all.some((when) => holds(when, answerOf))
    : (answerOf) => all.every((when) => holds(when, answerOf));
}
