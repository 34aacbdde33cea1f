import { type OnDate, weekdayOf } from '../../../../src/base/jst.ts';
import { isShown, type Situation, type Suppressed } from '../../api/contract.ts';
import { Hatch, Scroll, Twin } from '../../parts/figures.tsx';
import * as format from '../../words/format.ts';
import { useWords, type Words } from '../../words/language.tsx';
import { RuleMarks, WeekTicks } from './axes.tsx';
import { ticks } from './scale.ts';
import { useWidth } from './use-width.ts';

const height = 196;
const left = 44;
const top = 24;
const foot = 172;

/** 日ごとの回答数 */
export function DaysCard({ situation }: { readonly situation: Situation }) {
  const { t } = useWords();
  return (
    <Twin
      title={t('days.title')}
      note={t('days.note')}
      width="c6"
      picture={<DaysChart situation={situation} />}
      table={<DaysTable situation={situation} />}
    />
  );
}

function DaysChart({ situation }: { readonly situation: Situation }) {
  const { t, language } = useWords();
  const [ref, width] = useWidth<HTMLDivElement>(484);
  const { days } = situation;
  const marks = ticks(Math.max(1, ...days.map((day) => (isShown(day) ? day.answers : 0))));
  const highest = marks.at(-1)!;
  const slot = (width - left - 6) / Math.max(1, days.length);
  const x = (i: number) => left + slot * i;
  const y = (n: number) => foot - ((foot - top) * n) / highest;
  const pending = days.some((day) => !day.complete);
  return (
    <div ref={ref}>
      <svg className="chart" width={width} height={height} role="img" aria-label={summary()}>
        <defs>
          <Hatch id="days-pending" />
        </defs>
        {marks.map((mark) => (
          <g key={mark}>
            <path className="axis" d={`M${left} ${y(mark)}H${width - 6}`} />
            <text className="tick" x={left - 6} y={y(mark) + 4} textAnchor="end">
              {format.count(mark)}
            </text>
          </g>
        ))}
        {days.map((day, i) =>
          isShown(day) ? (
            <rect
              key={day.on}
              x={x(i) + slot * 0.1}
              y={y(day.answers)}
              width={slot * 0.8}
              height={foot - y(day.answers)}
              {...(day.complete
                ? { fill: 'var(--s1)', opacity: isOff(day.on, day.holiday) ? 0.55 : 0.9 }
                : { fill: 'url(#days-pending)', stroke: 'var(--s1)', strokeDasharray: '3 2' })}
            >
              <title>{`${format.day(day.on, language)} ${format.count(day.answers)}`}</title>
            </rect>
          ) : (
            <text key={day.on} className="tick" x={x(i) + slot / 2} y={foot - 3} textAnchor="middle">
              –<title>{`${format.day(day.on, language)} ${withheld(t, day.suppressed)}`}</title>
            </text>
          ),
        )}
        <RuleMarks situation={situation} x={(i) => x(i)} top={top} foot={foot} />
        <WeekTicks dates={days.map((day) => day.on)} x={(i) => x(i) + slot / 2} y={189} room={width} />
        {pending ? (
          <text className="tick" x={width - 6} y="14" textAnchor="end">
            {t('days.pending')}
          </text>
        ) : null}
      </svg>
    </div>
  );

  function summary(): string {
    const last = days.filter(isShown).findLast((day) => day.complete);
    return last
      ? t('days.summary', { day: format.day(last.on, language), n: format.count(last.answers), all: days.length })
      : t('days.title');
  }
}

const withheld = (t: Words['t'], why: Suppressed): string =>
  t(why === 'complementary' ? 'suppressed.complementary' : 'suppressed.few');

const isOff = (on: string, holiday: boolean): boolean => holiday || [0, 6].includes(weekdayOf(on as OnDate));

function DaysTable({ situation }: { readonly situation: Situation }) {
  const { t, language } = useWords();
  return (
    <Scroll className="twin" label={t('days.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('table.day')}</th>
            <th scope="col" className="n">
              {t('days.answers')}
            </th>
            <th scope="col" className="n">
              {t('days.people')}
            </th>
            <th scope="col">
              <span className="sr">{t('table.remark')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {situation.days.toReversed().map((day) => (
            <tr key={day.on}>
              <th scope="row">{format.day(day.on, language)}</th>
              {isShown(day) ? (
                <>
                  <td className="n">{format.count(day.answers)}</td>
                  <td className="n">
                    {day.residents === null ? t('suppressed.few-short') : format.count(day.residents)}
                  </td>
                </>
              ) : (
                <td className="sup" colSpan={2}>
                  {withheld(t, day.suppressed)}
                </td>
              )}
              <td>{day.complete ? null : <span className="chip o small">{t('headline.early')}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
