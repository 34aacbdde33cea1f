import fc from 'fast-check';
import { evaluate as evaluateByFeelin, unaryTest as testByFeelin } from 'feelin';
import { describe, expect, it } from 'vitest';
import { compileExpression, compileTest } from './feel-compile.ts';
import { parseExpression, parseUnaryTests } from './feel-parse.ts';
import { Scope } from './feel-scope.ts';
import type { FeelValue } from './feel-value.ts';

/**
 * feelin is another's complete interpreter of FEEL: too slow to decide by, good to compare with. Expressions are made at
 * random from the language that guidance tables use; both must give the same value. Left out is where the two read the
 * standard differently: lists of one item against the item, and comparing values of different kinds by order.
 */
const variables: Readonly<Record<string, FeelValue>> = {
  age: 70,
  'sick days': 4,
  fever: 'elevated',
  strong: ['fatigue', 'dyspnoea'],
  mild: true,
  unknown: null,
};
const names = Object.keys(variables);
const scope = () => Scope.of(new Map(names.map((name, slot) => [name, slot])), { next: names.length }, new Map());
const grammar = { variables: names, functions: scope().functions, components: [] };

const number: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: -9, max: 99 }).map((value) => (value < 0 ? `(${value})` : String(value))),
  fc.constantFrom('age', 'sick days', '0.5', 'null', 'unknown'),
);
const string = fc.constantFrom('"yes"', '"elevated"', '"fatigue"', '""', 'fever', 'null');
const list = fc.constantFrom('strong', '["yes", "no"]', '[]', '["fatigue"]');

const { numeric, logical } = fc.letrec<{ numeric: string; logical: string }>((tie) => ({
  numeric: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    number,
    fc.tuple(tie('numeric'), fc.constantFrom('+', '-', '*'), tie('numeric')).map((parts) => parts.join(' ')),
    fc.tuple(tie('numeric'), tie('numeric')).map(([left, right]) => `(${left}) - (${right})`),
    fc
      .tuple(tie('logical'), tie('numeric'), tie('numeric'))
      .map(([when, yes, no]) => `(if ${when} then ${yes} else ${no})`),
    list.map((items) => `count(${items})`),
  ),
  logical: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('true', 'false', 'mild', 'null'),
    fc
      .tuple(tie('numeric'), fc.constantFrom('=', '!=', '<', '<=', '>', '>='), tie('numeric'))
      .map((parts) => parts.join(' ')),
    fc.tuple(string, fc.constantFrom('=', '!='), string).map((parts) => parts.join(' ')),
    fc.tuple(tie('logical'), fc.constantFrom('and', 'or'), tie('logical')).map(([l, op, r]) => `(${l}) ${op} (${r})`),
    tie('logical').map((inner) => `not(${inner})`),
    fc.tuple(list, string).map(([items, item]) => `list contains(${items}, ${item})`),
    fc
      .tuple(string, fc.uniqueArray(string, { minLength: 2, maxLength: 3 }))
      .map(([of, among]) => `${of} in (${among.join(', ')})`),
    fc.tuple(number, fc.nat(50), fc.nat(50)).map(([of, low, size]) => `${of} in [${low}..${low + size}]`),
    fc
      .tuple(list, fc.constantFrom('some', 'every'), string)
      .map(([items, kind, to]) => `${kind} s in ${items} satisfies s = ${to}`),
  ),
}));

const compiled = (text: string): FeelValue =>
  compileExpression(parseExpression(text, grammar), scope())(Object.values(variables));

const sameAsFeelin = (text: string): void => {
  const expected: unknown = evaluateByFeelin(text, variables).value;
  const actual = compiled(text);
  if (typeof expected === 'number') expect(actual, text).toBeCloseTo(expected, 8);
  else expect(actual, text).toEqual(expected);
};

describe('our FEEL and feelin', () => {
  it('calculate the same', () => {
    fc.assert(fc.property(numeric, sameAsFeelin), { numRuns: 400 });
  });

  it('conclude the same', () => {
    fc.assert(fc.property(logical, sameAsFeelin), { numRuns: 400 });
  });

  const cell = fc.oneof(
    fc.tuple(fc.constantFrom('<', '<=', '>', '>='), fc.nat(99)).map((parts) => parts.join(' ')),
    fc
      .tuple(fc.constantFrom('[', '(', ']'), fc.nat(50), fc.nat(50), fc.constantFrom(']', ')', '['))
      .map(([open, low, size, close]) => `${open}${low}..${low + size}${close}`),
    fc.uniqueArray(fc.nat(99), { minLength: 1, maxLength: 4 }).map((values) => values.join(', ')),
    fc.uniqueArray(fc.nat(99), { minLength: 1, maxLength: 4 }).map((values) => `not(${values.join(', ')})`),
    fc.nat(99).map((value) => `? > ${value} and ? < ${value + 20}`),
    fc.constantFrom('-', 'age', '> age', 'not(age)', '[age..age + 5]'),
  );

  it('test the cells of decision tables the same', () => {
    fc.assert(
      fc.property(cell, fc.integer({ min: -1, max: 120 }), (text, value) => {
        const expected: unknown = testByFeelin(text, { ...variables, '?': value }).value;
        const actual = compileTest(parseUnaryTests(text, grammar), scope())(Object.values(variables), value);
        expect(actual, text).toBe(expected);
      }),
      { numRuns: 600 },
    );
  });
});
