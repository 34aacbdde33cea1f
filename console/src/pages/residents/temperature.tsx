import type { HistoryEntry } from '../../api/contract.ts';
import { useHere } from '../../frame/session.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { pathThrough, spread } from '../situation/scale.ts';
import { useWidth } from '../situation/use-width.ts';
import { temperaturesOf } from './temperatures.ts';

const height = 150;
const left = 44;
const top = 16;
const foot = 122;

/** The temperatures a person entered, with 37.5 ℃ and the value at each point. Nothing is drawn where none was entered. */
export function Temperature({ history }: { readonly history: readonly HistoryEntry[] }) {
  const { t, language } = useWords();
  const { now } = useHere();
  const [ref, width] = useWidth<HTMLDivElement>(900);
  const points = temperaturesOf(history);
  const first = points[0];
  const last = points.at(-1);
  const lowest = Math.min(36, ...points.map((point) => point.celsius - 0.2));
  const highest = Math.max(39, ...points.map((point) => point.celsius + 0.3));
  const y = (celsius: number) => foot - ((foot - top) * (celsius - lowest)) / (highest - lowest);
  const span = first && last ? Math.max(1, last.at - first.at) : 1;
  const x = (at: number) => left + 30 + ((width - left - 70) * (first ? at - first.at : 0)) / span;
  const ticks = spread([y(36), y(37.5), y(39)], 14, 0, height);
  return (
    <section className="card c12">
      <header>
        <h2>{t('temperature.title')}</h2>
        <span className="xs">{t('temperature.note')}</span>
      </header>
      <div ref={ref}>
        {first && last ? (
          <svg className="chart" width={width} height={height} role="img" aria-label={summary()}>
            {[36, 37.5, 39].map((celsius, i) => (
              <g key={celsius}>
                <path
                  d={`M${left} ${y(celsius)}H${width - 8}`}
                  stroke={celsius === 37.5 ? 'var(--warn)' : 'var(--hair)'}
                  strokeDasharray={celsius === 37.5 ? '5 4' : undefined}
                />
                <text className="tick" x={left - 6} y={ticks[i]! + 4} textAnchor="end">
                  {celsius.toFixed(1)}
                </text>
              </g>
            ))}
            <path
              d={pathThrough(points.map((point) => [x(point.at), y(point.celsius)] as const))}
              fill="none"
              stroke="var(--s1)"
              strokeWidth="2"
            />
            {points.map((point) => (
              <g key={point.at}>
                <circle cx={x(point.at)} cy={y(point.celsius)} r="3.500" fill="var(--s1)" />
                <text
                  x={x(point.at)}
                  y={y(point.celsius) - 8}
                  textAnchor="middle"
                  fontSize="12"
                  fontWeight="700"
                  fill="var(--text)"
                >
                  {point.celsius.toFixed(1)}
                </text>
              </g>
            ))}
            <text className="tick" x={x(first.at)} y={height - 8} textAnchor="middle">
              {format.moment(new Date(first.at), language, now())}
            </text>
            {points.length > 1 ? (
              <text className="tick" x={x(last.at)} y={height - 8} textAnchor="middle">
                {format.moment(new Date(last.at), language, now())}
              </text>
            ) : null}
          </svg>
        ) : (
          <p className="s t2">{t('temperature.none')}</p>
        )}
      </div>
    </section>
  );

  function summary(): string {
    return points
      .map((point) => `${format.moment(new Date(point.at), language, now())} ${point.celsius.toFixed(1)}℃`)
      .join('、');
  }
}
