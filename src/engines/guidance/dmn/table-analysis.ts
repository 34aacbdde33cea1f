import type { DecisionTable } from './decision-table.ts';
import { emptyFrame } from './feel.ts';
import type { Expression, UnaryTest } from './feel-ast.ts';
import type { FeelValue } from './feel-value.ts';

export interface FirstHitAnalysis {
  /** Rules (by place) that no combination of inputs reaches, because those above them take it. */
  readonly unreachable: readonly number[];
  /** Whether some combination of inputs meets no rule at all. */
  readonly hasGap: boolean;
}

/**
 * Looks at every combination of inputs that a FIRST table can tell apart, taking its columns as independent: so a rule that
 * is reported is dead indeed, while one that is not may still be. Undefined when a cell compares with something that is not
 * spelled out in it: then nothing can be said.
 *
 * Two values of a column that pass the same cells are the same to the table, so only the set of rules still alive matters
 * after each column. There are few such sets, however many combinations lead to them.
 */
export function analyseFirstHit(table: DecisionTable): FirstHitAnalysis | undefined {
  const all = (1n << BigInt(table.rules.length)) - 1n;
  let alive = new Set([all]);
  for (const at of table.columns.keys()) {
    const passing = passingSets(table, at);
    if (!passing) return undefined;
    alive = new Set([...alive].flatMap((set) => passing.map((passes) => set & passes)));
  }
  const first = new Set([...alive].map((set) => table.rules.findIndex((_, at) => (set >> BigInt(at)) & 1n)));
  return {
    unreachable: [...table.rules.keys()].filter((at) => !first.has(at)),
    hasGap: first.has(-1),
  };
}

/** For each kind of value that a column can have: the rules whose cell it passes, one bit a rule. */
function passingSets(table: DecisionTable, column: number): bigint[] | undefined {
  const literals: FeelValue[] = [];
  for (const rule of table.rules) {
    const found = literalsOf(rule.cells[column]!);
    if (!found) return undefined;
    literals.push(...found);
  }
  const sets = valuesAround(literals).map((value) =>
    table.rules.reduce(
      (set, rule, at) => (rule.tests[column]!(emptyFrame, value) === true ? set | (1n << BigInt(at)) : set),
      0n,
    ),
  );
  return [...new Set(sets)];
}

/**
 * The literals themselves, values between and beyond the numbers, a string that is none of them, both booleans, and null.
 * Only kinds that the cells speak of: a column of booleans never has a string.
 */
function valuesAround(literals: readonly FeelValue[]): FeelValue[] {
  const numbers = literals.filter((value) => typeof value === 'number').sort((left, right) => left - right);
  const strings = literals.filter((value) => typeof value === 'string');
  const between = numbers.slice(1).map((value, at) => (value + numbers[at]!) / 2);
  const beyond = numbers.length > 0 ? [numbers[0]! - 1, numbers.at(-1)! + 1] : [];
  const other = strings.length > 0 ? [`none of ${strings.join(', ')}`] : [];
  const booleans = literals.some((value) => typeof value === 'boolean') ? [true, false] : [];
  return [...literals, ...between, ...beyond, ...other, ...booleans, null];
}

function literalsOf(test: UnaryTest): FeelValue[] | undefined {
  switch (test.kind) {
    case 'anything':
      return [];
    case 'not':
      return literalsOf(test.test);
    case 'any of':
      return joined(test.tests.map(literalsOf));
    case 'compares':
      return literalsIn(test.to);
    case 'matches':
      return literalsIn(test.value);
  }
}

function literalsIn(expression: Expression): FeelValue[] | undefined {
  switch (expression.kind) {
    case 'literal':
      return [expression.value];
    case 'negate': {
      const [value] = literalsIn(expression.of) ?? [];
      return typeof value === 'number' ? [-value] : undefined;
    }
    case 'range':
      return joined([literalsIn(expression.low), literalsIn(expression.high)]);
    case 'list':
      return joined(expression.items.map(literalsIn));
    default:
      return undefined;
  }
}

const joined = (parts: readonly (FeelValue[] | undefined)[]): FeelValue[] | undefined =>
  parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
