import type { UnaryTest } from './feel-ast.ts';
import { inputValueName } from './feel-ast.ts';
import { isTemporal } from './feel-temporal.ts';

/** Whether a cell speaks of its input value by name (`?`): only then is the value put into the frame. */
export const usesInputValue = (test: UnaryTest): boolean => {
  switch (test.kind) {
    case 'anything':
      return false;
    case 'not':
      return usesInputValue(test.test);
    case 'any of':
      return test.tests.some(usesInputValue);
    case 'compares':
      return expressionUsesInputValue(test.to);
    case 'matches':
      return expressionUsesInputValue(test.value);
  }
};

/** Looks through a parsed expression for `?`, whatever its shape. */
export function expressionUsesInputValue(part: unknown): boolean {
  if (typeof part !== 'object' || part === null || isTemporal(part)) return false;
  if ('kind' in part && part.kind === 'name' && 'name' in part && part.name === inputValueName) return true;
  return Object.values(part).some(expressionUsesInputValue);
}
