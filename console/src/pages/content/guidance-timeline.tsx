import { daysBetween, jstDate, type OnDate } from '../../../../src/base/jst.ts';
import type { GuidanceSummary } from '../../api/content-contract.ts';
import { useHere } from '../../frame/session.tsx';
import { Scroll } from '../../parts/figures.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { dayOfStart } from '../situation/axes.tsx';
import { useWidth } from '../situation/use-width.ts';

const height = 96;
const left = 8;

/** いつ、どの規則か: one bar for each profile in turn, and where we are now. */
export function GuidanceTimeline({ guidance }: { readonly guidance: readonly GuidanceSummary[] }) {
  const { t, of, language } = useWords();
  const { account, now } = useHere();
  const [ref, width] = useWidth<HTMLDivElement>(960);
  const today = jstDate(now());
  const spans = guidance.map((item) => ({
    ...item,
    start: dayOfStart(item.from),
    end: item.to ? dayOfStart(item.to) : null,
  }));
  const dates = [today, ...spans.flatMap((span) => [span.start, span.end ?? span.start])].toSorted();
  const from = dates[0] as OnDate;
  const length = Math.max(30, daysBetween(from, dates.at(-1) as OnDate)) * 1.18;
  const drawn = Math.max(width, 720);
  const x = (on: string) => left + ((drawn - 2 * left) * daysBetween(from, on as OnDate)) / length;
  return (
    <section className="card c12">
      <header>
        <h2>{t('timeline.title')}</h2>
        <span className="xs">{t('timeline.note', { account: of(account.name) })}</span>
      </header>
      <div ref={ref}>
        <Scroll label={t('timeline.title')}>
          <svg className="chart" width={drawn} height={height} role="img" aria-label={summary()}>
            {spans.map((span) => {
              const begin = x(span.start);
              const stop = span.end ? x(span.end) : drawn - left;
              return (
                <g key={`${span.profile} ${span.from}`}>
                  <text className="tick" x={begin} y="14">
                    {format.dayShort(span.start, language)}
                  </text>
                  <path d={`M${begin} 18V70`} stroke="var(--hair)" />
                  <rect
                    x={begin + 1}
                    y="28"
                    width={Math.max(2, stop - begin - 2)}
                    height="28"
                    fill={span.current ? 'var(--key)' : 'var(--key-soft)'}
                    stroke="var(--key)"
                    strokeDasharray={span.current || span.start < today ? undefined : '6 4'}
                  />
                  <text
                    x={begin + 9}
                    y="47"
                    fontSize="13"
                    fontWeight="700"
                    fill={span.current ? 'var(--on-key)' : 'var(--key)'}
                  >
                    {fitting(`${span.profile}${span.current ? ` ${t('content.in-force')}` : ''}`, stop - begin)}
                  </text>
                </g>
              );
            })}
            <path d={`M${x(today)} 22V78`} stroke="var(--danger)" strokeWidth="2" />
            <text x={x(today)} y="91" textAnchor="middle" fontSize="12" fontWeight="700" fill="var(--danger)">
              {t('timeline.now', { day: format.dayShort(today, language) })}
            </text>
          </svg>
        </Scroll>
      </div>
    </section>
  );

  function summary(): string {
    return spans
      .map((span) =>
        t('timeline.span', { profile: span.profile, from: span.start, to: span.end ?? t('timeline.open') }),
      )
      .join(' ');
  }
}

/** As much of a label as fits a bar of this many px, at about 7.5 px a letter. */
const fitting = (text: string, px: number): string => {
  const room = Math.floor((px - 18) / 7.5);
  return text.length <= room ? text : room > 6 ? `${text.slice(0, room - 1)}…` : '';
};
