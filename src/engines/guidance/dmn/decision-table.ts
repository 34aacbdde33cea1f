import type { DmnTable } from './dmn-xml.ts';
import { emptyFrame, type FeelCompiler } from './feel.ts';
import type { UnaryTest } from './feel-ast.ts';
import { builtins } from './feel-builtins.ts';
import type { Evaluate, Frame, Scope, Test } from './feel-scope.ts';
import { equals, type FeelValue } from './feel-value.ts';

export type HitPolicy = 'UNIQUE' | 'ANY' | 'PRIORITY' | 'FIRST' | 'OUTPUT ORDER' | 'RULE ORDER' | 'COLLECT';
type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX';

const hitPolicies: readonly string[] = ['UNIQUE', 'ANY', 'PRIORITY', 'FIRST', 'OUTPUT ORDER', 'RULE ORDER', 'COLLECT'];
const aggregations: readonly string[] = ['SUM', 'COUNT', 'MIN', 'MAX'];

export interface TableRule {
  readonly id: string;
  readonly description: string;
  /** One parsed cell per input column. */
  readonly cells: readonly UnaryTest[];
  readonly tests: readonly Test[];
  readonly outputs: readonly Evaluate[];
}

export interface DecisionTable {
  readonly hitPolicy: HitPolicy;
  /** The text of each input column's expression. */
  readonly columns: readonly string[];
  /** The name of each output column; '' where a single output has none. */
  readonly outputs: readonly string[];
  readonly rules: readonly TableRule[];
  readonly evaluate: Evaluate;
  /** The place among `rules` of the first that matches, -1 when none does. */
  readonly firstHit: (frame: Frame) => number;
}

interface Column {
  readonly evaluate: Evaluate;
  /** The input values that the column admits; a value outside them makes the whole decision null. */
  readonly admits: Test | undefined;
}

interface Output {
  readonly name: string;
  /** Allowed values, the most wanted first: what PRIORITY and OUTPUT ORDER sort by. */
  readonly order: readonly FeelValue[] | undefined;
  readonly fallback: Evaluate | undefined;
}

/** Compiles a decision table (DMN 1.3 §8). `allowedValues` gives the values of an output's named type as FEEL text. */
export function compileDecisionTable(
  table: DmnTable,
  scope: Scope,
  feel: FeelCompiler,
  place: string,
  allowedValues: (typeRef: string | undefined) => string | undefined,
): DecisionTable {
  const columns = (table.input ?? []).map(({ inputExpression, inputValues }, at): Column => {
    const spot = `${place}, input ${at + 1}`;
    return {
      evaluate: feel.expression(inputExpression?.text, scope, spot),
      admits: inputValues?.text ? feel.test(inputValues.text, scope, `${spot}, allowed values`).test : undefined,
    };
  });
  const outputs = (table.output ?? []).map((output, at): Output => {
    const spot = `${place}, output ${at + 1}`;
    const order = output.outputValues?.text ?? allowedValues(output.typeRef);
    const fallback = output.defaultOutputEntry?.text;
    return {
      name: output.name ?? '',
      order: order ? feel.enumeration(order, `${spot}, allowed values`) : undefined,
      fallback: fallback ? feel.expression(fallback, scope, `${spot}, default`) : undefined,
    };
  });
  const rules = (table.rule ?? []).map((rule, at) => compileRule(rule, at, columns, outputs, scope, feel, place));
  const hitPolicy = policyOf(table, feel, place);
  const matching = compileMatching(columns, rules);
  const result = compileResult(hitPolicy, aggregationOf(table, feel, place), outputs, rules);
  return {
    hitPolicy,
    columns: (table.input ?? []).map((input) => input.inputExpression?.text?.trim() ?? ''),
    outputs: outputs.map((output) => output.name),
    rules,
    evaluate: (frame) => {
      const found = matching(frame, hitPolicy === 'FIRST');
      return found === null ? null : result(frame, found);
    },
    firstHit: (frame) => matching(frame, true)?.[0] ?? -1,
  };
}

function compileRule(
  rule: NonNullable<DmnTable['rule']>[number],
  at: number,
  columns: readonly Column[],
  outputs: readonly Output[],
  scope: Scope,
  feel: FeelCompiler,
  place: string,
): TableRule {
  const id = rule.id ?? `rule ${at + 1}`;
  const spot = `${place}, rule ${id}`;
  const [inputEntries, outputEntries] = [rule.inputEntry ?? [], rule.outputEntry ?? []];
  if (inputEntries.length !== columns.length || outputEntries.length !== outputs.length) {
    const has = `${inputEntries.length} input and ${outputEntries.length} output entries`;
    feel.fault(
      'dmn.ragged-rule',
      spot,
      `the rule has ${has}, the table ${columns.length} and ${outputs.length}; complete it`,
    );
  }
  const cells = inputEntries.map((entry, column) => feel.test(entry.text, scope, `${spot}, input ${column + 1}`));
  return {
    id,
    description: rule.description ?? '',
    cells: cells.map((cell) => cell.parsed),
    tests: cells.map((cell) => cell.test),
    outputs: outputEntries.map((entry, column) => feel.expression(entry.text, scope, `${spot}, output ${column + 1}`)),
  };
}

function policyOf(table: DmnTable, feel: FeelCompiler, place: string): HitPolicy {
  const policy = table.hitPolicy ?? 'UNIQUE';
  if (hitPolicies.includes(policy)) return policy as HitPolicy;
  feel.fault('dmn.unknown-hit-policy', place, `'${policy}' is no hit policy; use one of ${hitPolicies.join(', ')}`);
  return 'UNIQUE';
}

function aggregationOf(table: DmnTable, feel: FeelCompiler, place: string): Aggregation | undefined {
  const { aggregation } = table;
  if (aggregation === undefined || aggregations.includes(aggregation)) return aggregation as Aggregation | undefined;
  feel.fault(
    'dmn.unknown-aggregation',
    place,
    `'${aggregation}' is no aggregation; use one of ${aggregations.join(', ')}`,
  );
  return undefined;
}

type Matching = (frame: Frame, onlyFirst: boolean) => readonly number[] | null;

/** Finds the rules that match; null when an input lies outside what its column admits. */
function compileMatching(columns: readonly Column[], rules: readonly TableRule[]): Matching {
  const conditions = rules.map(compileConditions);
  return (frame, onlyFirst) => {
    const values: FeelValue[] = [];
    for (const { evaluate, admits } of columns) {
      const value = evaluate(frame);
      if (admits && admits(frame, value) !== true) return null;
      values.push(value);
    }
    const found: number[] = [];
    for (let at = 0; at < conditions.length; at += 1) {
      if (!conditions[at]!(frame, values)) continue;
      found.push(at);
      if (onlyFirst) break;
    }
    return found;
  };
}

/** Whether a rule's cells all pass. Cells that admit anything are left out: most cells of a rule do. */
function compileConditions(rule: TableRule): (frame: Frame, values: readonly FeelValue[]) => boolean {
  const conditions = rule.tests
    .map((test, column) => ({ test, column }))
    .filter(({ column }) => rule.cells[column]?.kind !== 'anything');
  return (frame, values) => {
    for (const { test, column } of conditions) {
      if (test(frame, values[column] ?? null) !== true) return false;
    }
    return true;
  };
}

type Result = (frame: Frame, found: readonly number[]) => FeelValue;

/** What each hit policy makes of the rules that matched (DMN 1.3 §8.2.10). */
function compileResult(
  policy: HitPolicy,
  aggregation: Aggregation | undefined,
  outputs: readonly Output[],
  rules: readonly TableRule[],
): Result {
  const entriesOf = (frame: Frame, at: number): FeelValue[] => rules[at]!.outputs.map((output) => output(frame));
  const shaped = (entries: readonly FeelValue[]): FeelValue =>
    outputs.length === 1 ? entries[0]! : Object.fromEntries(outputs.map((output, at) => [output.name, entries[at]!]));
  const all = (frame: Frame, found: readonly number[]): FeelValue[] => found.map((at) => shaped(entriesOf(frame, at)));
  const sorted = (frame: Frame, found: readonly number[]): FeelValue[] =>
    found
      .map((at) => entriesOf(frame, at))
      .sort((left, right) => priority(left, right, outputs))
      .map(shaped);
  const hasDefaults = outputs.some((output) => output.fallback);
  const defaults = (frame: Frame): FeelValue => shaped(outputs.map((output) => output.fallback?.(frame) ?? null));
  /** When no rule matches: the default outputs, where the table has any, else what the policy makes of nothing. */
  const orElse =
    (nothing: FeelValue, result: Result): Result =>
    (frame, found) =>
      found.length > 0 ? result(frame, found) : hasDefaults ? defaults(frame) : nothing;

  switch (policy) {
    case 'UNIQUE':
      return orElse(null, (frame, found) => (found.length === 1 ? all(frame, found)[0]! : null));
    case 'ANY':
      return orElse(null, (frame, found) => {
        const [first = null, ...rest] = all(frame, found);
        return rest.every((other) => equals(first, other) === true) ? first : null;
      });
    case 'FIRST':
      return orElse(null, (frame, found) => shaped(entriesOf(frame, found[0]!)));
    case 'PRIORITY':
      return orElse(null, (frame, found) => sorted(frame, found)[0]!);
    case 'RULE ORDER':
      return orElse(null, all);
    case 'OUTPUT ORDER':
      return orElse(null, sorted);
    case 'COLLECT':
      if (aggregation === undefined) return orElse([], all);
      return orElse(aggregation === 'COUNT' ? 0 : null, (frame, found) => aggregate(aggregation, all(frame, found)));
  }
}

/** The first output column weighs most; a column without allowed values does not weigh at all. */
function priority(left: readonly FeelValue[], right: readonly FeelValue[], outputs: readonly Output[]): number {
  for (const [at, { order }] of outputs.entries()) {
    if (!order) continue;
    const rank = (value: FeelValue): number => {
      const found = order.findIndex((candidate) => equals(candidate, value) === true);
      return found < 0 ? order.length : found;
    };
    const difference = rank(left[at]!) - rank(right[at]!);
    if (difference !== 0) return difference;
  }
  return 0;
}

function aggregate(aggregation: Aggregation, values: readonly FeelValue[]): FeelValue {
  switch (aggregation) {
    case 'SUM':
      return builtins.sum!(values);
    case 'MIN':
      return builtins.min!(values);
    case 'MAX':
      return builtins.max!(values);
    case 'COUNT':
      return values.length;
  }
}

/** The outputs of a rule that needs no inputs to be known; null where an entry depends on them. */
export const constantOutputs = (rule: TableRule): readonly FeelValue[] =>
  rule.outputs.map((output) => output(emptyFrame));
