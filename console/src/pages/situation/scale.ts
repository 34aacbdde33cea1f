/** Round steps for an axis from 0: at most `most` of 1, 2, 2.5 or 5 × a power of ten; the last reaches over `max`. */
export function ticks(max: number, most = 4): readonly number[] {
  if (!(max > 0)) return [0, 1];
  const raw = max / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= raw * 0.999_999)!;
  const length = Math.ceil(max / step - 1e-9);
  return Array.from({ length: length + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}

/** Runs of values that stand side by side without a gap, each with where it starts. */
export function runs<T>(
  values: readonly (T | null)[],
): readonly { readonly from: number; readonly values: readonly T[] }[] {
  const found: { from: number; values: T[] }[] = [];
  values.forEach((value, i) => {
    if (value === null) return;
    const last = found.at(-1);
    if (last && last.from + last.values.length === i) last.values.push(value);
    else found.push({ from: i, values: [value] });
  });
  return found;
}

/** Moves labels apart so that none is nearer than `gap`, keeping their order and staying within `low`–`high` if they fit. */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): readonly number[] {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y);
  const placed: number[] = [];
  for (const [k, { y }] of order.entries()) placed.push(Math.max(y, k > 0 ? placed[k - 1]! + gap : low));
  for (let k = placed.length - 1; k >= 0; k -= 1) {
    const limit = k === placed.length - 1 ? high : placed[k + 1]! - gap;
    placed[k] = Math.min(placed[k]!, limit);
  }
  const result: number[] = [];
  for (const [k, { i }] of order.entries()) result[i] = placed[k]!;
  return result;
}

/** An SVG path through points: 'M0.0 1.0L2.0 3.0'. */
export const pathThrough = (points: readonly (readonly [x: number, y: number])[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
