import { isShown, type Share, type Situation, type SymptomSeries } from '../../api/contract.ts';
import { Hatch, Scroll, Twin } from '../../parts/figures.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { RuleMarks, WeekTicks } from './axes.tsx';
import { pathThrough, runs, spread, ticks } from './scale.ts';
import { useWidth } from './use-width.ts';

const height = 196;
const left = 36;
const top = 24;
const foot = 172;
/** Told apart by dash as well as by colour; the first is what the filter asks for. */
const looks = [
  { colour: 'var(--s1)', dash: undefined, width: 2.4 },
  { colour: 'var(--s2)', dash: '6 3', width: 2 },
  { colour: 'var(--s3)', dash: '2 2', width: 2 },
] as const;

/** 症状のある人の割合 */
export function SymptomsCard({ situation, measure }: { readonly situation: Situation; readonly measure: string }) {
  const { t } = useWords();
  const lines = chosen(situation, measure);
  return (
    <Twin
      title={t('symptoms.title')}
      note={t('symptoms.note')}
      width="c6"
      picture={<SymptomsChart situation={situation} lines={lines} />}
      table={<SymptomsTable lines={lines} throughOn={situation.complete.throughOn} />}
    />
  );
}

/** The measure asked for, and beside it fever and cough: three lines can be told apart, more cannot. */
function chosen(situation: Situation, measure: string): readonly SymptomSeries[] {
  const codes = [...new Set([measure, 'fever', 'cough'])];
  return codes
    .map((code) => situation.symptoms.find((symptom) => symptom.code === code))
    .filter((symptom) => symptom !== undefined);
}

interface ChartProps {
  readonly situation: Situation;
  readonly lines: readonly SymptomSeries[];
}

function SymptomsChart({ situation, lines }: ChartProps) {
  const { t, of, language } = useWords();
  const [ref, width] = useWidth<HTMLDivElement>(484);
  const right = Math.min(width * 0.3, 12 + Math.max(48, ...lines.map((line) => widthOf(of(line.label)))));
  const dates = format.datesBetween(situation.from, situation.to);
  const settled = dates.filter((on) => on <= situation.complete.throughOn).length;
  const series = lines.map((line) => alongDates(line, dates));
  const marks = ticks(highest(series, settled));
  const x = (i: number) => left + ((width - left - right) * i) / Math.max(1, dates.length - 1);
  const y = (share: number) => foot - ((foot - top) * Math.min(share, marks.at(-1)!)) / marks.at(-1)!;
  const ends = series.map((points) => points.slice(0, settled).findLast((point) => point !== null) ?? null);
  const labels = spread(
    ends.map((end) => (end ? y(end.share) : foot)),
    28,
    top + 4,
    foot - 12,
  );
  const digits = marks[1]! < 0.005 ? 2 : marks[1]! < 0.01 ? 1 : 0;
  return (
    <div ref={ref}>
      <svg className="chart" width={width} height={height} role="img" aria-label={summary()}>
        <defs>
          <Hatch id="symptoms-pending" />
        </defs>
        {marks.map((mark) => (
          <g key={mark}>
            <path className="axis" d={`M${left} ${y(mark)}H${width - right}`} />
            <text className="tick" x={left - 6} y={y(mark) + 4} textAnchor="end">
              {format.percent(mark, digits)}%
            </text>
          </g>
        ))}
        {settled < dates.length ? (
          <>
            <rect
              x={x(settled - 0.5)}
              y={top}
              width={x(dates.length - 1) - x(settled - 0.5) + 4}
              height={foot - top}
              fill="url(#symptoms-pending)"
              opacity="0.55"
            />
            <text className="tick" x={width - right + 4} y="14" textAnchor="end">
              {t('symptoms.pending')}
            </text>
          </>
        ) : null}
        {series.map((points, k) => (
          <Band key={lines[k]!.code} points={points} x={x} y={y} colour={looks[k]!.colour} />
        ))}
        {series.map((points, k) => (
          <Line key={lines[k]!.code} points={points} settled={settled} x={x} y={y} look={looks[k]!} />
        ))}
        {lines.map((line, k) => (
          <g key={line.code} fill={looks[k]!.colour}>
            <text x={width - right + 7} y={labels[k]} fontSize="12" fontWeight="700">
              {shortened(of(line.label), right - 10)}
            </text>
            <text x={width - right + 7} y={labels[k]! + 13} fontSize="11">
              {ends[k] ? `${format.percent(ends[k].share)}%` : t('suppressed.few-short')}
            </text>
          </g>
        ))}
        <RuleMarks situation={situation} x={(i) => x(i - 0.5)} top={top} foot={foot} />
        <WeekTicks dates={dates} x={x} y={189} room={width - right} />
      </svg>
    </div>
  );

  function summary(): string {
    const parts = lines.map((line, k) => {
      const end = ends[k];
      return end
        ? t('symptoms.summary-line', {
            label: of(line.label),
            share: format.percent(end.share),
            interval: format.interval(end.low, end.high),
          })
        : `${of(line.label)} ${t('suppressed.few')}`;
    });
    return `${t('symptoms.summary', { day: format.day(situation.complete.throughOn, language) })} ${parts.join(' ')}`;
  }
}

/** How wide a bold label of 12 px is, roughly: kanji and kana are square, other letters about 7 px. */
const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 12 : 7), 0);

/** What fits beside the end of a line; the table has the label whole. */
function shortened(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  let kept = text;
  while (kept.length > 1 && widthOf(kept) > room - 12) kept = kept.slice(0, -1);
  return `${kept}…`;
}

type Points = readonly (Share | null)[];

function alongDates(line: SymptomSeries, dates: readonly string[]): Points {
  const byDay = new Map(line.series.map((point) => [point.on, point]));
  return dates.map((on) => {
    const point = byDay.get(on);
    return point && isShown(point) ? point : null;
  });
}

/** The axis reaches over the bands of settled days; the wide bands of the first hours of a day may be cut. */
function highest(series: readonly Points[], settled: number): number {
  const shares = series.flatMap((points) =>
    points.map((point, i) => (point ? (i < settled ? point.high : point.share) : 0)),
  );
  return Math.max(0.001, ...shares) * 1.02;
}

interface Drawn {
  readonly points: Points;
  readonly x: (i: number) => number;
  readonly y: (share: number) => number;
}

function Band({ points, x, y, colour }: Drawn & { readonly colour: string }) {
  return runs(points).map((run) => {
    const up = run.values.map((point, i) => [x(run.from + i), y(point.high)] as const);
    const down = run.values.map((point, i) => [x(run.from + i), y(point.low)] as const).reverse();
    return <path key={run.from} d={`${pathThrough([...up, ...down])}Z`} fill={colour} opacity="0.16" />;
  });
}

function Line(props: Drawn & { readonly settled: number; readonly look: (typeof looks)[number] }) {
  const { points, settled, x, y, look } = props;
  const along = (from: number, to: number) =>
    runs(points.map((point, i) => (i >= from && i < to ? point : null))).map((run) => ({
      from: run.from,
      d: pathThrough(run.values.map((point, i) => [x(run.from + i), y(point.share)] as const)),
      alone: run.values.length === 1 ? run.values[0]! : null,
    }));
  return (
    <g fill="none" stroke={look.colour}>
      {along(0, settled).map((run) =>
        run.alone ? (
          <circle key={run.from} cx={x(run.from)} cy={y(run.alone.share)} r="2" fill={look.colour} />
        ) : (
          <path key={run.from} d={run.d} strokeWidth={look.width} strokeDasharray={look.dash} />
        ),
      )}
      {along(settled - 1, points.length).map((run) => (
        <path key={run.from} d={run.d} strokeWidth="1.500" strokeDasharray="1 4" strokeLinecap="round" />
      ))}
    </g>
  );
}

function SymptomsTable({ lines, throughOn }: { readonly lines: readonly SymptomSeries[]; readonly throughOn: string }) {
  const { t, of, language } = useWords();
  const days = lines[0]?.series.toReversed() ?? [];
  return (
    <Scroll className="twin" label={t('symptoms.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('table.day')}</th>
            {lines.map((line) => (
              <th key={line.code} scope="col" className="n">
                {of(line.label)} %
              </th>
            ))}
            <th scope="col" className="n">
              n
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.on}>
              <th scope="row" className="nw">
                {format.day(day.on, language)}{' '}
                {day.on > throughOn ? <span className="chip o small">{t('headline.early')}</span> : null}
              </th>
              {lines.map((line) => {
                const point = line.series.find((item) => item.on === day.on);
                return point && isShown(point) ? (
                  <td key={line.code} className="n">
                    {format.percent(point.share)} <span className="t2">({format.interval(point.low, point.high)})</span>
                  </td>
                ) : (
                  <td key={line.code} className="sup">
                    {t('suppressed.few-short')}
                  </td>
                );
              })}
              <td className="n">{isShown(day) ? format.count(day.n) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
