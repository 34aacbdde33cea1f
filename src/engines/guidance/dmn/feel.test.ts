import { describe, expect, it } from 'vitest';
import { compileExpression, compileTest } from './feel-compile.ts';
import { parseExpression, parseUnaryTests } from './feel-parse.ts';
import { FeelSyntaxError } from './feel-scanner.ts';
import { Scope } from './feel-scope.ts';
import { isTemporal } from './feel-temporal.ts';
import { type FeelValue, isList } from './feel-value.ts';

const known: Readonly<Record<string, FeelValue>> = {
  x: 3,
  'Monthly Salary': 10_000,
  Monthly: 1,
  'Approved/Declined': 'Approved',
  'in stock': true,
  symptoms: ['cough', 'fever'],
  nothing: null,
  loan: { principal: 600_000, 'term in months': 360 },
  loans: [{ principal: 1 }, { principal: 2 }],
  on: 5,
};
const names = Object.keys(known);
const frame = (): FeelValue[] => Object.values(known);
const scope = () => Scope.of(new Map(names.map((name, slot) => [name, slot])), { next: names.length }, new Map());
const grammar = () => ({ variables: names, functions: scope().functions, components: ['principal', 'term in months'] });

const shown = (value: FeelValue): FeelValue =>
  isTemporal(value) ? String(value) : isList(value) ? value.map(shown) : value;
const evaluate = (text: string): FeelValue =>
  shown(compileExpression(parseExpression(text, grammar()), scope())(frame()));
const test = (cell: string, value: FeelValue) => compileTest(parseUnaryTests(cell, grammar()), scope())(frame(), value);

describe('FEEL numbers and strings', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['0.1 + 0.2 = 0.3', true],
    ['.872', 0.872],
    ['1.5e3', 1500],
    ['1/3', 0.333333333333333],
    ['10 - -5', 15],
    ['-3 ** 2', 9],
    ['2 ** 3 ** 2', 64],
    ['10 / 0', null],
    ['(-8) ** 0.5', null],
    ['"a" + "b"', 'ab'],
    ['"a" + 1', null],
    ['"say \\"hi\\"\\n\\u3042"', 'say "hi"\nあ'],
    ['1 + null', null],
    ['-"a"', null],
  ])('%s = %j', (text, value) => {
    expect(evaluate(text)).toEqual(value);
  });
});

describe('FEEL logic', () => {
  it.each([
    ['true and true', true],
    ['true and null', null],
    ['false and null', false],
    ['null and false', false],
    ['true or null', true],
    ['null or true', true],
    ['false or null', null],
    ['1 or false', null],
    ['not(true)', false],
    ['not(null)', null],
    ['not(1)', null],
    ['null = null', true],
    ['null = 1', false],
    ['1 != null', true],
    ['1 = "1"', null],
    ['1 < "2"', null],
    ['"a" < "b"', true],
    ['2 between 1 and 3 and true', true],
    ['2 between null and 3', null],
    ['if x > 2 then "big" else "small"', 'big'],
    ['if null then 1 else 2', 2],
  ])('%s = %j', (text, value) => {
    expect(evaluate(text)).toEqual(value);
  });
});

describe('FEEL names', () => {
  it.each([
    ['12 * Monthly Salary', 120_000],
    ['12 * Monthly   Salary', 120_000],
    ['Monthly + 1', 2],
    ['Approved/Declined', 'Approved'],
    ['in stock and true', true],
    ['loan.principal / loan.term in months', 1666.66666666667],
    ['loans.principal', [1, 2]],
    ['loan.unknown', null],
    ['x.principal', null],
    ['on - 1', 4],
  ])('%s = %j', (text, value) => {
    expect(evaluate(text)).toEqual(value);
  });
});

describe('FEEL lists, ranges and loops', () => {
  it.each([
    ['[1, 2][1]', 1],
    ['[1, 2][-1]', 2],
    ['[1, 2][3]', null],
    ['[1, 2, 3][item > 1]', [2, 3]],
    ['[1, [2, 3]] = [1, [2, 3]]', true],
    ['{a: 1, b: a + 1}.b', 2],
    ['{"a b": 1} = {a b: 1}', true],
    ['2 in (1, 2)', true],
    ['2 in (> 5, < 3)', true],
    ['2 in (2..4)', false],
    ['2 in [2..4)', true],
    ['4 in [2..4[', false],
    ['2 in ]1..4]', true],
    ['null in [1..2]', null],
    ['x in symptoms', false],
    ['"cough" in symptoms', true],
    ['1 in [[2..4], [1..3]]', true],
    ['1 in (1..5) or false', false],
    ['some s in symptoms satisfies s = "cough"', true],
    ['every s in symptoms satisfies s = "cough"', false],
    ['some s in nothing satisfies s = 1', null],
    ['every s in [] satisfies s = 1', true],
    ['some s in [1, null] satisfies s > 1', null],
    ['some a in [1, 2], b in [2, 3] satisfies a + b = 5', true],
    ['for i in 1..3 return i * i', [1, 4, 9]],
    ['for i in [3..1] return i', [3, 2, 1]],
    ['for i in [1, 2], j in [i, 10] return i * j', [1, 10, 4, 20]],
  ])('%s = %j', (text, value) => {
    expect(evaluate(text)).toEqual(value);
  });
});

describe('FEEL functions', () => {
  it.each([
    ['count(symptoms)', 2],
    ['count(nothing)', null],
    ['list contains(symptoms, "fever")', true],
    ['min(3, 1, 2)', 1],
    ['max([3, 1, 2])', 3],
    ['max("a", "c", "b")', 'c'],
    ['max(1, "a")', null],
    ['min([])', null],
    ['sum([0.1, 0.2])', 0.3],
    ['sum([])', null],
    ['mean(1, 2, 6)', 3],
    ['all([true, null, false])', false],
    ['any([false, null])', null],
    ['floor(-1.5)', -2],
    ['ceiling(1.2)', 2],
    ['decimal(1.005, 2)', 1],
    ['decimal(2.5, 0)', 2],
    ['decimal(3.5, 0)', 4],
    ['abs(-2)', 2],
    ['modulo(-12, 5)', 3],
    ['modulo(1, 0)', null],
    ['sqrt(16)', 4],
    ['sqrt(-1)', null],
    ['odd(3)', true],
    ['even(3)', false],
    ['substring("foobar", 3)', 'obar'],
    ['substring("foobar", -2, 1)', 'a'],
    ['substring("\u{1F40E}ab", 2, 1)', 'a'],
    ['string length("\u{1F40E}ab")', 3],
    ['upper case("aBc4")', 'ABC4'],
    ['substring before("foobar", "bar")', 'foo'],
    ['substring before("foobar", "xyz")', ''],
    ['substring after("foobar", "ob")', 'ar'],
    ['contains("foobar", "of")', false],
    ['starts with("foobar", "fo")', true],
    ['ends with("foobar", "r")', true],
    ['append([1], 2, 3)', [1, 2, 3]],
    ['concatenate([1], [2])', [1, 2]],
    ['union([1, 2], [2, 3])', [1, 2, 3]],
    ['distinct values([1, 2, 1])', [1, 2]],
    ['index of([1, 2, 1], 1)', [1, 3]],
    ['reverse([1, 2])', [2, 1]],
    ['number("1,000.5", ",", ".")', 1000.5],
    ['number("one")', null],
    ['string(1.5)', '1.5'],
    ['string(date("2020-05-08"))', '2020-05-08'],
    ['upper case(1)', null],
  ])('%s = %j', (text, value) => {
    expect(evaluate(text)).toEqual(value);
  });
});

describe('FEEL dates, times and durations', () => {
  it.each([
    ['date("2020-05-08") < date("2020-05-09")', true],
    ['date("2020-02-30")', null],
    ['date(2020, 2, 29)', '2020-02-29'],
    ['@"2020-05-08" - @"2020-05-01"', 'P7D'],
    ['date("2020-01-31") + duration("P1M")', '2020-02-29'],
    ['date("2020-03-31") - duration("P1M")', '2020-02-29'],
    ['date("2020-12-15") + duration("P1Y2M")', '2022-02-15'],
    ['date("2020-05-08") + duration("P14D")', '2020-05-22'],
    ['date("2020-05-08").weekday', 5],
    ['date and time("2020-05-08T23:30:00") + duration("PT1H")', '2020-05-09T00:30:00'],
    ['date and time("2020-05-08T09:00:00+09:00") = date and time("2020-05-08T00:00:00Z")', true],
    ['time("23:30:00") + duration("PT1H")', '00:30:00'],
    ['time("10:00:00").hour', 10],
    ['time("25:00:00")', null],
    ['duration("P1DT2H").hours', 2],
    ['duration("P14M").years', 1],
    ['duration("P1D") + duration("PT12H")', 'P1DT12H'],
    ['duration("P1D") * 2', 'P2D'],
    ['duration("P2D") / duration("P1D")', 2],
    ['-duration("P1M")', '-P1M'],
    ['duration("P1D") = duration("P1M")', null],
    ['years and months duration(date("2011-12-22"), date("2013-08-24"))', 'P1Y8M'],
    ['date("2020-05-08") in [date("2020-05-01")..date("2020-05-31")]', true],
    ['date("2020-05-08") < time("10:00:00")', null],
    ['date and time(date("2020-05-08"), time("10:00:00"))', '2020-05-08T10:00:00'],
  ])('%s = %j', (text, value) => {
    expect(evaluate(text)).toEqual(value);
  });
});

describe('a cell', () => {
  it.each([
    ['-', null, true],
    ['"a"', 'a', true],
    ['"a", "b"', 'b', true],
    ['"a", "b"', 'c', false],
    ['"a", "b"', null, false],
    ['not("a", "b")', 'c', true],
    ['not("a", "b")', 'a', false],
    ['not(> 5)', 3, true],
    ['not(> 5)', null, null],
    ['>= 18', 18, true],
    ['>= 18', null, null],
    ['< 18', 'a', null],
    ['[1..5]', 5, true],
    ['[1..5)', 5, false],
    ['[1..5], [8..9]', 8, true],
    ['x', 3, true],
    ['> x + 1', 5, true],
    ['symptoms', 'fever', true],
    ['true', true, true],
    ['true', false, false],
    ['true', null, false],
    ['null', null, true],
    ['x > 2', 'anything', true],
    ['x > 5', 'anything', null],
    ['? > 2 and ? < 4', 3, true],
    ['? > 2 and ? < 4', 5, false],
    ['list contains(?, "a")', ['a'], true],
    ['not(x > 5) and true', 'anything', true],
  ])('%s on %j → %j', (cell, value, result) => {
    expect(test(cell, value)).toBe(result);
  });
});

describe('FEEL that cannot be read', () => {
  const fault = (text: string): string => {
    try {
      parseExpression(text, grammar());
    } catch (error) {
      if (error instanceof FeelSyntaxError) return `${error.at}: ${error.message}`;
    }
    return 'was read';
  };

  it.each([
    ['1 +', '3: something is missing at the end'],
    ['1 2', "2: did not expect '2'"],
    ['(1', '2: expected ) at the end'],
    ['[1, 2', '5: expected ] at the end'],
    ['if true then 1', '14: expected the word else at the end'],
    ['y + 1', "0: no value is called 'y' here"],
    ['1 + y', "4: no value is called 'y' here"],
    ['today()', "0: no function is called 'today' here"],
    ['"open', '0: this string has no closing quote'],
    ['@"yesterday"', '1: expected a date, a time or a duration in quotes after @'],
    ['some s in symptoms', '18: expected the word satisfies at the end'],
    ['{a 1}', '3: expected the name of an entry'],
  ])('%s is refused at %s', (text, message) => {
    expect(fault(text)).toBe(message);
  });

  it('leaves out comments', () => {
    expect(evaluate('1 /* one */ + // and\n 2')).toBe(3);
  });
});
