import type { Scalar } from './condition.ts';
import { expectedOf } from './condition.ts';
import type { FhirItem } from './fhir.ts';
import type { Questionnaire } from './model.ts';

/** What one item asks of other answers, as data that a browser can look at: [question, operator, value]. */
export interface PlainCondition {
  readonly any: boolean;
  readonly when: readonly (readonly [question: string, operator: string, value: Scalar | undefined])[];
}

/** By question, the conditions of the question and of the groups around it: all must hold. Questions without any are left out. */
export function plainConditions(questionnaire: Questionnaire): ReadonlyMap<string, readonly PlainCondition[]> {
  const found = new Map<string, readonly PlainCondition[]>();
  const walk = (items: readonly FhirItem[], around: readonly PlainCondition[]): void => {
    for (const item of items) {
      const own = item.enableWhen?.length
        ? [
            {
              any: item.enableBehavior === 'any',
              when: item.enableWhen.map((when) => [when.question, when.operator, expectedOf(when)] as const),
            },
          ]
        : [];
      const all = [...around, ...own];
      if (all.length > 0) found.set(item.linkId, all);
      walk(item.item ?? [], all);
    }
  };
  walk(questionnaire.source.item ?? [], []);
  return found;
}
