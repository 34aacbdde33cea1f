import type { Share } from '../../api/contract.ts';
import { pathThrough, runs } from './scale.ts';

interface IntervalDotProps {
  readonly value: Share;
  /** The share at the right end; the left end is 0. */
  readonly axis: number;
  /** The whole prefecture's share, a dashed line. */
  readonly mean: number | null;
  readonly label: string;
}

const left = 4;
const right = 96;

/** A share with its interval on an axis that all rows share; an interval that runs off it ends in an arrow, not a cap. */
export function IntervalDot({ value, axis, mean, label }: IntervalDotProps) {
  const x = (share: number) => left + (right - left) * Math.min(1, share / axis);
  const off = value.high > axis;
  const low = x(value.low);
  const high = x(value.high);
  return (
    <svg width="100" height="16" role="img" aria-label={label}>
      <path d={`M${left} 8H${right}`} stroke="var(--hair)" />
      {mean === null ? null : <path d={`M${x(mean)} 1V15`} stroke="var(--line-strong)" strokeDasharray="2 2" />}
      <path
        d={`M${low} 8H${high}M${low} 4.500v7${off ? `M${right - 4} 4l4 4-4 4` : `M${high} 4.500v7`}`}
        fill="none"
        stroke="var(--text-2)"
        strokeWidth="1.500"
      />
      <circle cx={x(value.share)} cy="8" r="3.500" fill="var(--s1)" />
    </svg>
  );
}

interface SparklineProps {
  readonly values: readonly (number | null)[];
  /** How many of the last days are still incomplete: dotted. */
  readonly pending: number;
  readonly label: string;
}

export function Sparkline({ values, pending, label }: SparklineProps) {
  const highest = Math.max(1e-9, ...values.map((value) => value ?? 0));
  const x = (i: number) => 2 + (74 * i) / Math.max(1, values.length - 1);
  const y = (value: number) => 20 - (17 * value) / highest;
  const settled = values.length - pending;
  const along = (from: number, to: number) =>
    runs(values.map((value, i) => (i >= from && i < to ? value : null))).map((run) => ({
      from: run.from,
      d: pathThrough(run.values.map((value, i) => [x(run.from + i), y(value)] as const)),
    }));
  const last = values.slice(0, settled).findLastIndex((value) => value !== null);
  return (
    <svg width="78" height="22" role="img" aria-label={label}>
      <g fill="none" stroke="var(--text-2)">
        {along(0, settled).map((run) => (
          <path key={run.from} d={run.d} strokeWidth="1.500" />
        ))}
        {along(settled - 1, values.length).map((run) => (
          <path key={run.from} d={run.d} strokeWidth="1.200" strokeDasharray="1.500 2.500" />
        ))}
      </g>
      {last < 0 ? null : <circle cx={x(last)} cy={y(values[last]!)} r="2.400" fill="var(--text)" />}
    </svg>
  );
}
