import type { Argument, Binding, ComparisonOperator, Expression, UnaryTest } from './feel-ast.ts';
import { inputValueName } from './feel-ast.ts';
import { type Builtin, builtins } from './feel-builtins.ts';
import { expressionUsesInputValue, usesInputValue } from './feel-input-value.ts';
import { iterate } from './feel-iterate.ts';
import { FeelSyntaxError } from './feel-scanner.ts';
import type { Callable, Evaluate, Frame, Scope, Test } from './feel-scope.ts';
import { isTemporal, negateTemporal, temporalProperty } from './feel-temporal.ts';
import { calculate, compare, equals, type FeelValue, isContext, isList, Range, within } from './feel-value.ts';

/** Turns an expression into a closure over the frame. Throws `FeelSyntaxError` for calls that can never work. */
export function compileExpression(expression: Expression, scope: Scope): Evaluate {
  const compiled = (part: Expression): Evaluate => compileExpression(part, scope);
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'name':
      return compileName(expression.name, expression.at, scope);
    case 'list': {
      const items = expression.items.map(compiled);
      return (frame) => items.map((item) => item(frame));
    }
    case 'context':
      return compileContext(expression.entries, scope);
    case 'path':
      return compilePath(compiled(expression.of), expression.name);
    case 'filter':
      return compileFilter(compiled(expression.of), expression.by, scope);
    case 'call':
      return compileCall(expression, scope);
    case 'negate':
      return compileNegation(compiled(expression.of));
    case 'arithmetic': {
      const [left, right, { operator }] = [compiled(expression.left), compiled(expression.right), expression];
      return (frame) => calculate(operator, left(frame), right(frame));
    }
    case 'comparison': {
      const [left, right] = [compiled(expression.left), compiled(expression.right)];
      const holds = comparisons[expression.operator];
      return (frame) => holds(left(frame), right(frame));
    }
    case 'and':
    case 'or':
      return compileLogic(expression.kind, compiled(expression.left), compiled(expression.right));
    case 'between': {
      const [of, low, high] = [compiled(expression.of), compiled(expression.low), compiled(expression.high)];
      return (frame) => within(of(frame), new Range(low(frame), true, high(frame), true));
    }
    case 'in': {
      const of = compiled(expression.of);
      const test = compileTest(expression.test, scope);
      return (frame) => test(frame, of(frame));
    }
    case 'if': {
      const [when, yes, no] = [compiled(expression.when), compiled(expression.yes), compiled(expression.no)];
      return (frame) => (when(frame) === true ? yes(frame) : no(frame));
    }
    case 'for':
    case 'some':
    case 'every':
      return compileIteration(expression.kind, expression.bindings, expression.body, scope);
    case 'range': {
      const [low, high, { lowClosed, highClosed }] = [compiled(expression.low), compiled(expression.high), expression];
      return (frame) => new Range(low(frame), lowClosed, high(frame), highClosed);
    }
  }
}

const ordered =
  (holds: (order: number) => boolean) =>
  (left: FeelValue, right: FeelValue): boolean | null => {
    const order = compare(left, right);
    return order === null ? null : holds(order);
  };

const comparisons: Readonly<Record<ComparisonOperator, (left: FeelValue, right: FeelValue) => boolean | null>> = {
  '=': equals,
  '!=': (left, right) => {
    const equal = equals(left, right);
    return equal === null ? null : !equal;
  },
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
};

function compileName(name: string, at: number, scope: Scope): Evaluate {
  const slot = scope.slotOf(name);
  if (slot === undefined) throw new FeelSyntaxError(`no value is called '${name}' here`, at);
  return (frame) => frame[slot] ?? null;
}

function compileLogic(kind: 'and' | 'or', left: Evaluate, right: Evaluate): Evaluate {
  const decides = kind === 'or';
  return (frame) => {
    const first = left(frame);
    if (first === decides) return decides;
    const second = right(frame);
    if (second === decides) return decides;
    return first === !decides && second === !decides ? !decides : null;
  };
}

function compileNegation(of: Evaluate): Evaluate {
  return (frame) => {
    const value = of(frame);
    if (typeof value === 'number') return -value;
    return isTemporal(value) ? negateTemporal(value) : null;
  };
}

function compileContext(
  entries: readonly { readonly name: string; readonly value: Expression }[],
  scope: Scope,
): Evaluate {
  let inner = scope;
  const compiled = entries.map(({ name, value }) => {
    const evaluate = compileExpression(value, inner);
    const next = inner.with(name);
    inner = next.scope;
    return { name, evaluate, slot: next.slot };
  });
  return (frame) => {
    const context: Record<string, FeelValue> = {};
    for (const { name, evaluate, slot } of compiled) {
      const value = evaluate(frame);
      frame[slot] = value;
      context[name] = value;
    }
    return context;
  };
}

function compilePath(of: Evaluate, name: string): Evaluate {
  const step = (value: FeelValue): FeelValue => {
    if (value === null || typeof value !== 'object') return null;
    if (isList(value)) return value.map(step);
    if (isTemporal(value)) return temporalProperty(value, name);
    return isContext(value) && Object.hasOwn(value, name) ? value[name]! : null;
  };
  return (frame) => step(of(frame));
}

function compileFilter(of: Evaluate, by: Expression, scope: Scope): Evaluate {
  const { scope: inner, slot } = scope.with('item');
  const filter = compileExpression(by, inner);
  return (frame) => {
    const value = of(frame);
    const list = isList(value) ? value : [value];
    frame[slot] = null;
    const index = filter(frame);
    if (typeof index === 'number') return list.at(index > 0 ? index - 1 : index) ?? null;
    return list.filter((item) => {
      frame[slot] = item;
      return filter(frame) === true;
    });
  };
}

function compileCall(expression: Expression & { kind: 'call' }, scope: Scope): Evaluate {
  const { name, at } = expression;
  const callable = scope.callables.get(name);
  if (callable) {
    const values = argumentsFor(callable, expression.arguments, name, at).map((value) =>
      compileExpression(value, scope),
    );
    return (frame) => callable.call(values.map((value) => value(frame)));
  }
  if (expression.arguments.some((argument) => argument.name !== undefined)) {
    throw new FeelSyntaxError(`give the arguments of ${name} in their order, without names`, at);
  }
  return applied(
    builtins[name]!,
    expression.arguments.map((argument) => compileExpression(argument.value, scope)),
  );
}

function applied(builtin: Builtin, values: readonly Evaluate[]): Evaluate {
  const [first, second] = values;
  if (first && values.length === 1) return (frame) => builtin(first(frame));
  if (first && second && values.length === 2) return (frame) => builtin(first(frame), second(frame));
  return (frame) => builtin(...values.map((value) => value(frame)));
}

function argumentsFor(callable: Callable, given: readonly Argument[], name: string, at: number): Expression[] {
  const wanted = callable.parameters.join(', ');
  if (given.length !== callable.parameters.length) throw new FeelSyntaxError(`${name} takes (${wanted})`, at);
  if (given.every((argument) => argument.name === undefined)) return given.map((argument) => argument.value);
  return callable.parameters.map((parameter) => {
    const found = given.find((argument) => argument.name === parameter);
    if (!found) throw new FeelSyntaxError(`${name} takes (${wanted}); ${parameter} is missing`, at);
    return found.value;
  });
}

function compileIteration(
  kind: 'for' | 'some' | 'every',
  bindings: readonly Binding[],
  body: Expression,
  scope: Scope,
): Evaluate {
  let inner = scope;
  const loops = bindings.map((binding) => {
    const list = compileExpression(binding.in, inner);
    const next = inner.with(binding.name);
    inner = next.scope;
    return { list, slot: next.slot };
  });
  const result = compileExpression(body, inner);
  return iterate(kind, loops, result);
}

/** Turns a cell into a test of the input value. Throws `FeelSyntaxError` as `compileExpression` does. */
export function compileTest(test: UnaryTest, scope: Scope): Test {
  if (!usesInputValue(test)) return compileTestPart(test, scope);
  const { scope: inner, slot } = scope.with(inputValueName);
  const part = compileTestPart(test, inner);
  return (frame, value) => {
    frame[slot] = value;
    return part(frame, value);
  };
}

function compileTestPart(test: UnaryTest, scope: Scope): Test {
  switch (test.kind) {
    case 'anything':
      return () => true;
    case 'not': {
      const part = compileTestPart(test.test, scope);
      return (frame, value) => {
        const result = part(frame, value);
        return result === null ? null : !result;
      };
    }
    case 'any of': {
      const parts = test.tests.map((part) => compileTestPart(part, scope));
      return stringSet(test.tests) ?? ((frame, value) => anyPart(parts, frame, value));
    }
    case 'compares': {
      const to = compileExpression(test.to, scope);
      const holds = comparisons[test.operator];
      return (frame, value) => holds(value, to(frame));
    }
    case 'matches': {
      const expected = compileExpression(test.value, scope);
      if (expressionUsesInputValue(test.value)) {
        return (frame) => {
          const result = expected(frame);
          return typeof result === 'boolean' ? result : null;
        };
      }
      if (test.value.kind === 'literal') {
        const { value: literal } = test.value;
        return (_, value) => equals(value, literal);
      }
      return (frame, value) => matches(value, expected(frame));
    }
  }
}

function anyPart(parts: readonly Test[], frame: Frame, value: FeelValue): boolean | null {
  let result: boolean | null = false;
  for (const part of parts) {
    const found = part(frame, value);
    if (found === true) return true;
    if (found === null) result = null;
  }
  return result;
}

/** A plain list of strings, the commonest of cells, asks a set; the answers are those that `equals` would give. */
function stringSet(tests: readonly UnaryTest[]): Test | undefined {
  const strings = new Set<FeelValue>();
  for (const test of tests) {
    if (test.kind !== 'matches' || test.value.kind !== 'literal' || typeof test.value.value !== 'string')
      return undefined;
    strings.add(test.value.value);
  }
  return (_, value) => (typeof value === 'string' ? strings.has(value) : value === null ? false : null);
}

/** A value matches its equal, a list that holds it, a range around it, or a condition that came out true. */
function matches(value: FeelValue, expected: FeelValue): boolean | null {
  if (expected instanceof Range) return within(value, expected);
  if (isList(expected)) {
    return equals(value, expected) === true || expected.some((item) => matches(value, item) === true);
  }
  if (expected === true && typeof value !== 'boolean') return true;
  return equals(value, expected);
}
