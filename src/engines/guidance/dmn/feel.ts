import type { Finding } from '../../../base/finding.ts';
import type { UnaryTest } from './feel-ast.ts';
import { compileExpression, compileTest } from './feel-compile.ts';
import { parseExpression, parseUnaryTests } from './feel-parse.ts';
import { FeelSyntaxError } from './feel-scanner.ts';
import { type Evaluate, type Frame, Scope, type Test } from './feel-scope.ts';
import type { FeelValue } from './feel-value.ts';

/** Compiles texts of FEEL for one file and gathers what is wrong with them as findings that say where. */
export class FeelCompiler {
  readonly findings: Finding[] = [];
  readonly #where: string;
  readonly #components: readonly string[];

  /** `components`: names with spaces that may follow a dot, from the file's item definitions. */
  constructor(where: string, components: readonly string[]) {
    this.#where = where;
    this.#components = [...components, 'time offset'];
  }

  fault(code: string, place: string, message: string): void {
    this.findings.push({ severity: 'error', code, where: place ? `${this.#where}: ${place}` : this.#where, message });
  }

  expression(text: string | undefined, scope: Scope, place: string): Evaluate {
    return this.#guarded(
      text,
      place,
      () => null,
      (source) => compileExpression(parseExpression(source, this.#names(scope)), scope),
    );
  }

  /** The parsed test comes along for those who reason about tables. An empty cell tests nothing, as `-`. */
  test(text: string | undefined, scope: Scope, place: string): { readonly test: Test; readonly parsed: UnaryTest } {
    const anything = { test: () => true, parsed: { kind: 'anything' } } as const;
    if (!text?.trim()) return anything;
    return this.#guarded(text, place, anything, (source) => {
      const parsed = parseUnaryTests(source, this.#names(scope));
      return { test: compileTest(parsed, scope), parsed };
    });
  }

  /** The values that a list such as `"High", "Low"` spells out, in its order; undefined for tests of another kind. */
  enumeration(text: string | undefined, place: string): readonly FeelValue[] | undefined {
    const { parsed } = this.test(text, noNames, place);
    const tests = parsed.kind === 'any of' ? parsed.tests : [parsed];
    const values: FeelValue[] = [];
    for (const test of tests) {
      if (test.kind !== 'matches' || test.value.kind !== 'literal') return undefined;
      values.push(test.value.value);
    }
    return values;
  }

  #names(scope: Scope) {
    return { variables: scope.variables, functions: scope.functions, components: this.#components };
  }

  #guarded<T>(text: string | undefined, place: string, otherwise: T, compile: (text: string) => T): T {
    if (!text?.trim()) {
      this.fault('dmn.empty-expression', place, 'there is no expression here; write one, or null');
      return otherwise;
    }
    try {
      return compile(text);
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      this.fault('dmn.bad-feel', place, `in the FEEL '${text.trim()}', at character ${error.at + 1}: ${error.message}`);
      return otherwise;
    }
  }
}

/** A scope for texts that may use no names: lists of allowed values. */
export const noNames = Scope.of(new Map(), { next: 0 }, new Map());

export const emptyFrame: Frame = [];
