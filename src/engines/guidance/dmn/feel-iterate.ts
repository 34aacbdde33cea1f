import { builtins } from './feel-builtins.ts';
import type { Evaluate, Frame } from './feel-scope.ts';
import { type FeelValue, isList, Range } from './feel-value.ts';

/** One `x in list`: what it runs over, and where each item is put for the body. */
export interface Loop {
  readonly list: Evaluate;
  readonly slot: number;
}

/** `for`, `some` and `every` over one or several lists. */
export function iterate(kind: 'for' | 'some' | 'every', loops: readonly Loop[], result: Evaluate): Evaluate {
  const [only] = loops;
  if (only && loops.length === 1 && kind !== 'for') return quantify(kind, only, result);
  /** Visits every combination, the last binding fastest; false as soon as a list is none. */
  const visit = (frame: Frame, depth: number, found: FeelValue[]): boolean => {
    const loop = loops[depth];
    if (!loop) {
      found.push(result(frame));
      return true;
    }
    const list = iterable(loop.list(frame));
    return (
      list?.every((item) => {
        frame[loop.slot] = item;
        return visit(frame, depth + 1, found);
      }) ?? false
    );
  };
  return (frame) => {
    const found: FeelValue[] = [];
    if (!visit(frame, 0, found)) return null;
    if (kind === 'for') return found;
    return kind === 'some' ? builtins.any!(found) : builtins.all!(found);
  };
}

/** `some` and `every` over one list: stops at the first item that decides. */
function quantify(kind: 'some' | 'every', loop: Loop, result: Evaluate): Evaluate {
  const decides = kind === 'some';
  return (frame) => {
    const list = iterable(loop.list(frame));
    if (!list) return null;
    let verdict: boolean | null = !decides;
    for (const item of list) {
      frame[loop.slot] = item;
      const found = result(frame);
      if (found === decides) return decides;
      if (found !== !decides) verdict = null;
    }
    return verdict;
  };
}

/** What `for x in` runs over: a list, or the whole numbers of a closed range, upwards or downwards. */
function iterable(value: FeelValue): readonly FeelValue[] | null {
  if (!(value instanceof Range)) return isList(value) ? value : value === null ? null : [value];
  const { low, high } = value;
  if (typeof low !== 'number' || typeof high !== 'number') return null;
  const step = low <= high ? 1 : -1;
  return Array.from({ length: Math.floor(Math.abs(high - low)) + 1 }, (_, at) => low + at * step);
}
