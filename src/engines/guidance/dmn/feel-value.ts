import {
  addTemporal,
  compareTemporal,
  divideTemporal,
  isTemporal,
  multiplyTemporal,
  subtractTemporal,
  type Temporal,
} from './feel-temporal.ts';

/**
 * The values of FEEL (DMN 1.3 §10.3.2): what expressions are made of and what decisions yield. `null` is FEEL's null, and
 * FEEL's answer to every operation that makes no sense; nothing in FEEL throws while it is evaluated.
 */
export type FeelValue = null | boolean | number | string | Temporal | Range | readonly FeelValue[] | FeelContext;

export interface FeelContext {
  readonly [name: string]: FeelValue;
}

/** An interval such as `[1..5)`. */
export class Range {
  readonly low: FeelValue;
  readonly high: FeelValue;
  readonly lowClosed: boolean;
  readonly highClosed: boolean;

  constructor(low: FeelValue, lowClosed: boolean, high: FeelValue, highClosed: boolean) {
    this.low = low;
    this.lowClosed = lowClosed;
    this.high = high;
    this.highClosed = highClosed;
  }
}

export const isList = (value: FeelValue): value is readonly FeelValue[] => Array.isArray(value);

export const isContext = (value: FeelValue): value is FeelContext =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !isTemporal(value) &&
  !(value instanceof Range);

/** Equality as FEEL has it: null equals null alone, and values of different kinds compare to null, not to false. */
export function equals(left: FeelValue, right: FeelValue): boolean | null {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (typeof left !== typeof right) return null;
  if (typeof left !== 'object') return false;
  if (isList(left) && isList(right))
    return left.length === right.length && left.every((item, at) => equals(item, right[at]!) === true);
  if (isTemporal(left) && isTemporal(right)) {
    const order = compareTemporal(left, right);
    return order === null ? null : order === 0;
  }
  if (left instanceof Range && right instanceof Range) {
    const sameShape = left.lowClosed === right.lowClosed && left.highClosed === right.highClosed;
    return sameShape && equals(left.low, right.low) === true && equals(left.high, right.high) === true;
  }
  if (isContext(left) && isContext(right)) {
    const names = Object.keys(left);
    const sameNames = names.length === Object.keys(right).length && names.every((name) => name in right);
    return sameNames && names.every((name) => equals(left[name]!, right[name]!) === true);
  }
  return null;
}

/** Negative, zero or positive as `left` lies before, at or after `right`; null where there is no order between them. */
export function compare(left: FeelValue, right: FeelValue): number | null {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  if (isTemporal(left) && isTemporal(right)) return compareTemporal(left, right);
  return null;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';

/**
 * FEEL's numbers are decimals of 34 digits, ours are doubles. Cutting each result to 15 significant digits, all of which a
 * double carries faithfully, makes 0.1 + 0.2 equal 0.3 as a reader expects.
 */
export const decimal = (value: number): number | null =>
  Number.isInteger(value) ? value : Number.isFinite(value) ? Number(value.toPrecision(15)) : null;

export function calculate(operator: ArithmeticOperator, left: FeelValue, right: FeelValue): FeelValue {
  if (typeof left === 'number' && typeof right === 'number') return calculateNumbers(operator, left, right);
  if (left === null || right === null) return null;
  switch (operator) {
    case '+':
      if (typeof left === 'string' && typeof right === 'string') return left + right;
      return isTemporal(left) && isTemporal(right) ? addTemporal(left, right) : null;
    case '-':
      return isTemporal(left) && isTemporal(right) ? subtractTemporal(left, right) : null;
    case '*':
      if (isTemporal(left) && typeof right === 'number') return multiplyTemporal(left, right);
      return isTemporal(right) && typeof left === 'number' ? multiplyTemporal(right, left) : null;
    case '/':
      return isTemporal(left) && (typeof right === 'number' || isTemporal(right)) ? divideTemporal(left, right) : null;
    case '**':
      return null;
  }
}

function calculateNumbers(operator: ArithmeticOperator, left: number, right: number): number | null {
  switch (operator) {
    case '+':
      return decimal(left + right);
    case '-':
      return decimal(left - right);
    case '*':
      return decimal(left * right);
    case '/':
      return right === 0 ? null : decimal(left / right);
    case '**':
      return decimal(left ** right);
  }
}

/** Whether a value lies in a range; null where the range's bounds and the value have no order. */
export function within(value: FeelValue, range: Range): boolean | null {
  const fromLow = compare(value, range.low);
  const fromHigh = compare(value, range.high);
  if (fromLow === null || fromHigh === null) return null;
  const above = range.lowClosed ? fromLow >= 0 : fromLow > 0;
  const below = range.highClosed ? fromHigh <= 0 : fromHigh < 0;
  return above && below;
}

/** Three-valued "any of these": true beats null, null beats false (DMN 1.3 table 50). */
export function anyOf(values: Iterable<FeelValue>): boolean | null {
  let result: boolean | null = false;
  for (const value of values) {
    if (value === true) return true;
    if (value !== false) result = null;
  }
  return result;
}

/** Three-valued "all of these": false beats null, null beats true. */
export function allOf(values: Iterable<FeelValue>): boolean | null {
  let result: boolean | null = true;
  for (const value of values) {
    if (value === false) return false;
    if (value !== true) result = null;
  }
  return result;
}
