import type { Argument, Binding, ComparisonOperator, Expression, UnaryTest } from './feel-ast.ts';
import { inputValueName } from './feel-ast.ts';
import { FeelScanner } from './feel-scanner.ts';
import { parseTemporal } from './feel-temporal.ts';
import type { ArithmeticOperator } from './feel-value.ts';

/** The names that an expression may use; FEEL's names may contain spaces and signs, so they must be known to be read. */
export interface FeelNames {
  readonly variables: readonly string[];
  /** Functions, built-in and business knowledge models; they are recognised where `(` follows. */
  readonly functions: readonly string[];
  /** Names of components that may follow a dot and contain spaces. */
  readonly components: readonly string[];
}

/** Reads one FEEL expression. Throws `FeelSyntaxError` with the position of what it could not read. */
export function parseExpression(text: string, names: FeelNames): Expression {
  const parser = new FeelParser(text, names);
  const expression = parser.expression();
  parser.scanner.expectEnd();
  return expression;
}

/** Reads a cell of a decision table: `-`, `not(…)`, or tests separated by commas. Throws `FeelSyntaxError`. */
export function parseUnaryTests(text: string, names: FeelNames): UnaryTest {
  const variables = [...names.variables, inputValueName];
  const parser = new FeelParser(text, { ...names, variables });
  const test = parser.unaryTests();
  parser.scanner.expectEnd();
  return test;
}

const arithmeticLevels: readonly (readonly ArithmeticOperator[])[] = [['+', '-'], ['*', '/'], ['**']];
const comparisonOperators: readonly ComparisonOperator[] = ['<=', '>=', '!=', '=', '<', '>'];

/** Recursive descent over the grammar of DMN 1.3 §10.3.1.2, as far as `Expression` goes. */
class FeelParser {
  readonly scanner: FeelScanner;
  readonly #functions: readonly string[];
  readonly #components: string[];
  #variables: readonly string[];
  /** Inside the bounds of a range, `[` closes the range and does not filter. */
  #inRange = false;

  constructor(text: string, names: FeelNames) {
    this.scanner = new FeelScanner(text);
    this.#variables = names.variables;
    this.#functions = names.functions;
    this.#components = [...names.components];
  }

  expression(): Expression {
    if (this.scanner.keyword('if')) return this.#conditional();
    if (this.scanner.keyword('for')) return this.#iteration('for', 'return');
    if (this.scanner.keyword('some')) return this.#iteration('some', 'satisfies');
    if (this.scanner.keyword('every')) return this.#iteration('every', 'satisfies');
    return this.#disjunction();
  }

  unaryTests(): UnaryTest {
    if (this.scanner.wholeRest('-')) return { kind: 'anything' };
    const start = this.scanner.position;
    if (this.scanner.keyword('not') && this.scanner.take('(')) {
      const test = this.#tests();
      this.scanner.expect(')');
      // `not(a) and b` is an expression after all.
      if (this.scanner.atEnd()) return { kind: 'not', test };
    }
    this.scanner.position = start;
    return this.#tests();
  }

  #tests(): UnaryTest {
    const value = () => this.expression();
    const tests = [this.#positiveTest(value)];
    while (this.scanner.take(',')) tests.push(this.#positiveTest(value));
    return tests.length === 1 ? tests[0]! : { kind: 'any of', tests };
  }

  #positiveTest(value: () => Expression): UnaryTest {
    const operator = comparisonOperators.find((candidate) => this.scanner.take(candidate));
    if (operator) return { kind: 'compares', operator, to: this.#arithmetic(0) };
    return { kind: 'matches', value: value() };
  }

  #conditional(): Expression {
    const when = this.expression();
    this.scanner.expectKeyword('then');
    const yes = this.expression();
    this.scanner.expectKeyword('else');
    return { kind: 'if', when, yes, no: this.expression() };
  }

  #iteration(kind: 'for' | 'some' | 'every', before: string): Expression {
    const outer = this.#variables;
    const bindings: Binding[] = [];
    do {
      const name = this.scanner.newName('in');
      bindings.push({ name, in: this.#domain() });
      this.#variables = [...this.#variables, name];
    } while (this.scanner.take(','));
    this.scanner.expectKeyword(before);
    const body = this.expression();
    this.#variables = outer;
    return { kind, bindings, body };
  }

  /** `for i in 1..3` may leave the brackets of the range out. */
  #domain(): Expression {
    const low = this.expression();
    if (!this.scanner.take('..')) return low;
    return { kind: 'range', low, lowClosed: true, high: this.expression(), highClosed: true };
  }

  #disjunction(): Expression {
    let left = this.#conjunction();
    while (this.scanner.keyword('or')) left = { kind: 'or', left, right: this.#conjunction() };
    return left;
  }

  #conjunction(): Expression {
    let left = this.#comparison();
    while (this.scanner.keyword('and')) left = { kind: 'and', left, right: this.#comparison() };
    return left;
  }

  #comparison(): Expression {
    let left = this.#arithmetic(0);
    for (;;) {
      const operator = comparisonOperators.find((candidate) => this.scanner.take(candidate));
      if (operator) {
        left = { kind: 'comparison', operator, left, right: this.#arithmetic(0) };
      } else if (this.scanner.keyword('between')) {
        const low = this.#arithmetic(0);
        this.scanner.expectKeyword('and');
        left = { kind: 'between', of: left, low, high: this.#arithmetic(0) };
      } else if (this.scanner.keyword('in')) {
        left = { kind: 'in', of: left, test: this.#inTest() };
      } else return left;
    }
  }

  /** `in (1, > 5)` lists tests in parentheses; `in (1..5)` is a range, which also starts with one. */
  #inTest(): UnaryTest {
    const start = this.scanner.position;
    if (this.scanner.take('(')) {
      const tests = this.#tests();
      if (this.scanner.take(')')) return tests;
      this.scanner.position = start;
    }
    return this.#positiveTest(() => this.#arithmetic(0));
  }

  #arithmetic(level: number): Expression {
    const operators = arithmeticLevels[level];
    if (!operators) return this.#unary();
    let left = this.#arithmetic(level + 1);
    for (;;) {
      const operator = operators.find((candidate) => this.#takeOperator(candidate));
      if (!operator) return left;
      left = { kind: 'arithmetic', operator, left, right: this.#arithmetic(level + 1) };
    }
  }

  #takeOperator(operator: ArithmeticOperator): boolean {
    return !(operator === '*' && this.scanner.sees('**')) && this.scanner.take(operator);
  }

  /** In FEEL the sign binds tighter than `**`: -3 ** 2 is 9. */
  #unary(): Expression {
    return this.scanner.take('-') ? { kind: 'negate', of: this.#unary() } : this.#postfix();
  }

  #postfix(): Expression {
    let of = this.#primary();
    for (;;) {
      if (!this.scanner.sees('..') && this.scanner.take('.')) {
        of = { kind: 'path', of, name: this.scanner.knownName(this.#components) ?? this.scanner.plainName() };
      } else if (!this.#inRange && this.scanner.take('[')) {
        const outer = this.#variables;
        this.#variables = [...outer, 'item'];
        of = { kind: 'filter', of, by: this.#nested(() => this.expression()) };
        this.#variables = outer;
        this.scanner.expect(']');
      } else return of;
    }
  }

  #primary(): Expression {
    const { scanner } = this;
    const number = scanner.number();
    if (number !== undefined) return { kind: 'literal', value: number };
    const string = scanner.string();
    if (string !== undefined) return { kind: 'literal', value: string };
    if (scanner.take('@')) return this.#temporalLiteral();
    if (scanner.sees('(') || scanner.sees('[') || scanner.sees(']')) return this.#bracketed();
    if (scanner.take('{')) return this.#nested(() => this.#context());
    return this.#constantOrCall() ?? this.#unknown();
  }

  #temporalLiteral(): Expression {
    const at = this.scanner.position;
    const value = parseTemporal(this.scanner.string() ?? '');
    if (!value) this.scanner.fail('expected a date, a time or a duration in quotes after @', at);
    return { kind: 'literal', value };
  }

  #constantOrCall(): Expression | undefined {
    const at = this.scanner.skipSpace();
    const name = this.scanner.knownName(this.#functions);
    if (name !== undefined && this.scanner.take('(')) {
      return { kind: 'call', name, at, arguments: this.#nested(() => this.#arguments()) };
    }
    this.scanner.position = at;
    // A variable may be called "true cost": the longer name wins over the word.
    const variable = this.scanner.knownName(this.#variables);
    if (variable !== undefined) return { kind: 'name', name: variable, at };
    if (this.scanner.keyword('true')) return { kind: 'literal', value: true };
    if (this.scanner.keyword('false')) return { kind: 'literal', value: false };
    if (this.scanner.keyword('null')) return { kind: 'literal', value: null };
    return undefined;
  }

  #unknown(): never {
    const at = this.scanner.skipSpace();
    const name = this.scanner.plainName();
    if (this.scanner.take('(')) this.scanner.fail(`no function is called '${name}' here`, at);
    this.scanner.fail(`no value is called '${name}' here`, at);
  }

  #arguments(): Argument[] {
    const values: Argument[] = [];
    if (this.scanner.take(')')) return values;
    do {
      const start = this.scanner.position;
      const name = this.scanner.nameBefore(':');
      if (name === undefined) this.scanner.position = start;
      values.push({ name, value: this.expression() });
    } while (this.scanner.take(','));
    this.scanner.expect(')');
    return values;
  }

  #context(): Expression {
    const entries: { name: string; value: Expression }[] = [];
    const outer = this.#variables;
    while (!this.scanner.take('}')) {
      if (entries.length > 0) this.scanner.expect(',');
      const name = this.scanner.string() ?? this.scanner.nameBefore(':');
      if (name === undefined) this.scanner.fail('expected the name of an entry');
      this.scanner.take(':');
      entries.push({ name, value: this.expression() });
      this.#variables = [...this.#variables, name];
      this.#components.push(name);
    }
    this.#variables = outer;
    return { kind: 'context', entries };
  }

  /** A parenthesis, a list, or a range in any of its spellings: `[a..b]`, `(a..b)`, `]a..b[`. */
  #bracketed(): Expression {
    const open = this.scanner.takeAny(['(', '[', ']']);
    if (open === ']' || this.scanner.rangeAhead()) return this.#range(open === '[');
    return this.#nested(() => (open === '[' ? this.#list() : this.#parenthesis()));
  }

  #list(): Expression {
    const items: Expression[] = [];
    if (this.scanner.take(']')) return { kind: 'list', items };
    do items.push(this.expression());
    while (this.scanner.take(','));
    this.scanner.expect(']');
    return { kind: 'list', items };
  }

  #parenthesis(): Expression {
    const inside = this.expression();
    this.scanner.expect(')');
    return inside;
  }

  #range(lowClosed: boolean): Expression {
    const low = this.#bound();
    this.scanner.expect('..');
    const high = this.#bound();
    const close = this.scanner.takeAny([']', ')', '[']);
    return { kind: 'range', low, lowClosed, high, highClosed: close === ']' };
  }

  #bound(): Expression {
    const outer = this.#inRange;
    this.#inRange = true;
    const bound = this.#arithmetic(0);
    this.#inRange = outer;
    return bound;
  }

  #nested<T>(read: () => T): T {
    const outer = this.#inRange;
    this.#inRange = false;
    const result = read();
    this.#inRange = outer;
    return result;
  }
}
