export interface Share {
  /** How many of `n`. */
  readonly count: number;
  readonly n: number;
  /** 0..1, with the ends of its 95 % interval. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The 97.5 % point of the normal distribution: 95 % lie between both sides. */
const z = 1.959963984540054;

/**
 * A share with Wilson's score interval (E. B. Wilson, JASA 22:209, 1927), which stays within 0..1 and holds its 95 % also for
 * shares near 0, where symptoms are.
 *
 * @param count 0..n
 * @param n at least 1
 * @throws RangeError for other numbers
 * @example shareOf(1, 112) // { count: 1, n: 112, share: 0.0089…, low: 0.0016…, high: 0.0488… }
 */
export function shareOf(count: number, n: number): Share {
  if (!(n >= 1 && count >= 0 && count <= n)) throw new RangeError(`no share of ${count} in ${n}`);
  const share = count / n;
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const middle = share + (z * z) / (2 * n);
  const scale = 1 + (z * z) / n;
  return {
    count,
    n,
    share,
    // At the ends the formula gives 0 and 1 but for rounding.
    low: count === 0 ? 0 : (middle - spread) / scale,
    high: count === n ? 1 : (middle + spread) / scale,
  };
}
