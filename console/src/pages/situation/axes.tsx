import { jstDate, type OnDate, weekdayOf } from '../../../../src/base/jst.ts';
import type { Situation } from '../../api/contract.ts';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';

interface WeekTicksProps {
  readonly dates: readonly string[];
  readonly x: (i: number) => number;
  readonly y: number;
  /** How wide the chart is, in px. */
  readonly room: number;
}

/** Dates under the axis: Mondays, thinned out where they would touch. */
export function WeekTicks({ dates, x, y, room }: WeekTicksProps) {
  const { language } = useWords();
  const mondays = dates.map((on, i) => ({ on, i })).filter(({ on }) => weekdayOf(on as OnDate) === 1);
  const shown = mondays.length > 0 ? mondays : dates.map((on, i) => ({ on, i }));
  const each = Math.max(1, Math.ceil((shown.length * 48) / Math.max(1, room - 60)));
  return shown
    .filter((_, k) => k % each === 0)
    .map(({ on, i }) => (
      <text key={on} className="tick" x={x(i)} y={y} textAnchor="middle">
        {format.dayShort(on, language)}
      </text>
    ));
}

/** A day as the schedule's start names it: a date in Japan, or an instant. */
export const dayOfStart = (from: string): string => (from.length === 10 ? from : jstDate(new Date(from)));

interface RuleMarksProps {
  readonly situation: Situation;
  /** Where the day with this index begins. */
  readonly x: (i: number) => number;
  readonly top: number;
  readonly foot: number;
}

/** Outcomes before and after a change of rules cannot be compared: the change is a line through the chart. */
export function RuleMarks({ situation, x, top, foot }: RuleMarksProps) {
  const { t } = useWords();
  const { current, next } = situation.rules;
  const dates = format.datesBetween(situation.from, situation.to);
  return [current, ...(next ? [next] : [])].map((rules) => {
    const i = dates.indexOf(dayOfStart(rules.from));
    if (i <= 0) return null;
    return (
      <g key={rules.profile}>
        <path d={`M${x(i)} ${top - 6}V${foot}`} stroke="var(--text)" strokeDasharray="5 3" />
        <title>{t('rules.from-here', { profile: rules.profile })}</title>
        <text className="tick" x={x(i) - 4} y={top - 8} textAnchor="end">
          {t('rules.change')}
        </text>
      </g>
    );
  });
}
