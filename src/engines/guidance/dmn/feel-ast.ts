import type { ArithmeticOperator, FeelValue } from './feel-value.ts';

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export interface Binding {
  readonly name: string;
  readonly in: Expression;
}

/** A FEEL expression, parsed. `at` is the character at which it starts in its text, counted from 0. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: FeelValue }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'context'; readonly entries: readonly { readonly name: string; readonly value: Expression }[] }
  | { readonly kind: 'path'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'filter'; readonly of: Expression; readonly by: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly at: number; readonly arguments: readonly Argument[] }
  | { readonly kind: 'negate'; readonly of: Expression }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'comparison';
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'between'; readonly of: Expression; readonly low: Expression; readonly high: Expression }
  | { readonly kind: 'in'; readonly of: Expression; readonly test: UnaryTest }
  | { readonly kind: 'if'; readonly when: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'for'; readonly bindings: readonly Binding[]; readonly body: Expression }
  | { readonly kind: 'some' | 'every'; readonly bindings: readonly Binding[]; readonly body: Expression }
  | {
      readonly kind: 'range';
      readonly low: Expression;
      readonly lowClosed: boolean;
      readonly high: Expression;
      readonly highClosed: boolean;
    };

export interface Argument {
  /** The parameter's name, where the call names its arguments. */
  readonly name: string | undefined;
  readonly value: Expression;
}

/** A cell of a decision table, or the right side of `in`. */
export type UnaryTest =
  | { readonly kind: 'anything' }
  | { readonly kind: 'not'; readonly test: UnaryTest }
  | { readonly kind: 'any of'; readonly tests: readonly UnaryTest[] }
  | { readonly kind: 'compares'; readonly operator: ComparisonOperator; readonly to: Expression }
  | { readonly kind: 'matches'; readonly value: Expression };

/** The name by which a cell's expression refers to the input value. */
export const inputValueName = '?';
