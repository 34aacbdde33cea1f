import { type ReactNode, useState } from 'react';
import { isShown, type MunicipalityShare, type Situation } from '../../api/contract.ts';
import { Link, pathTo } from '../../frame/route.tsx';
import { useHere } from '../../frame/session.tsx';
import { Scroll } from '../../parts/figures.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { IntervalDot, Sparkline } from './marks.tsx';
import { type SortBy, type Sorting, sorted } from './municipality-order.ts';
import { ticks } from './scale.ts';

interface Props {
  readonly situation: Situation;
  readonly measure: string;
  readonly prefecture: string;
}

const shownFirst = 12;

/** 市町村: overlap of intervals is seen before rank. */
export function MunicipalitiesCard({ situation, measure, prefecture }: Props) {
  const { t, of, language } = useWords();
  const [sorting, setSorting] = useState<Sorting>({ by: 'share', falling: true });
  const [all, setAll] = useState(false);
  const label = situation.symptoms.find((symptom) => symptom.code === measure)?.label;
  const rows = sorted(situation.municipalities, sorting);
  const whole = situation.prefectures.find((item) => item.code === prefecture);
  const mean = whole && isShown(whole) ? whole.share : null;
  const axis = axisFor(situation.municipalities, mean);
  const pending = format.datesBetween(situation.complete.throughOn, situation.headline.day).length - 1;
  const early = situation.headline.day > situation.complete.throughOn;
  const heads = { sorting, onSort: setSorting };
  return (
    <section className="card flush c8" id="municipalities">
      <header>
        <h2>{t('municipalities.title')}</h2>
        <span className="xs">
          {whole ? `${language === 'ja' ? whole.name : whole.nameEn}・` : ''}
          {format.dayShort(situation.headline.day, language)}
          {early ? t('headline.early-brackets') : ''}・{label ? of(label) : measure}
        </span>
      </header>
      <Scroll className="inset" label={t('municipalities.title')}>
        <table>
          <thead>
            <tr>
              <Head by="code" {...heads}>
                {t('table.code')}
              </Head>
              <th scope="col">{t('table.municipality')}</th>
              <Head by="n" number {...heads}>
                n
              </Head>
              <Head by="share" number {...heads}>
                {t('table.share')}
              </Head>
              <th scope="col" className="n">
                {t('table.interval')}
              </th>
              <th scope="col">
                <span className="scale">
                  <span>0</span>
                  <span>{t('municipalities.axis')}</span>
                  <span>{format.percent(axis, axis < 0.01 ? 1 : 0)}%</span>
                </span>
              </th>
              <th scope="col">{t('municipalities.fortnight')}</th>
            </tr>
          </thead>
          <tbody>
            {(all ? rows : rows.slice(0, shownFirst)).map((row) => (
              <Row key={row.code} row={row} axis={axis} mean={mean} pending={Math.max(0, pending)} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <div className="tblfoot">
        <span>
          {t('municipalities.shown', { n: all ? rows.length : Math.min(shownFirst, rows.length), all: rows.length })}
        </span>
        {rows.length > shownFirst ? (
          <button type="button" className="link" onClick={() => setAll(!all)}>
            {all ? t('municipalities.fewer') : t('municipalities.all')}
          </button>
        ) : null}
        <span className="grow" />
        {mean === null ? null : <span>┊ {t('municipalities.mean', { share: format.percent(mean) })}</span>}
      </div>
    </section>
  );
}

/** One axis for all rows: over the highest share and three times the prefecture's, so that most intervals fit. */
function axisFor(rows: readonly MunicipalityShare[], mean: number | null): number {
  const highest = Math.max(0.001, ...rows.map((row) => (isShown(row) ? row.share : 0)));
  return ticks(Math.max(highest * 1.3, (mean ?? 0) * 3), 3).at(-1)!;
}

interface HeadProps {
  readonly by: SortBy;
  readonly number?: boolean;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  readonly children: ReactNode;
}

function Head({ by, number, sorting, onSort, children }: HeadProps) {
  const mine = sorting.by === by;
  const falling = mine && sorting.falling;
  return (
    <th
      scope="col"
      className={number ? 'n' : undefined}
      aria-sort={mine ? (falling ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" className="sorter" onClick={() => onSort({ by, falling: mine ? !falling : by !== 'code' })}>
        {children} <span aria-hidden="true">{mine ? (falling ? '▼' : '▲') : ''}</span>
      </button>
    </th>
  );
}

interface RowProps {
  readonly row: MunicipalityShare;
  readonly axis: number;
  readonly mean: number | null;
  readonly pending: number;
}

function Row({ row, axis, mean, pending }: RowProps) {
  const { t } = useWords();
  return (
    <tr>
      <td className="mono t2">{row.code}</td>
      <th scope="row" className="nw">
        <Name row={row} />
      </th>
      {isShown(row) ? (
        <>
          <td className="n">{format.count(row.n)}</td>
          <td className="n b">{format.percent(row.share)}</td>
          <td className="n t2">{format.interval(row.low, row.high)}</td>
          <td>
            <IntervalDot
              value={row}
              axis={axis}
              mean={mean}
              label={t('table.interval-of', { interval: format.interval(row.low, row.high) })}
            />
          </td>
          <td>
            <Sparkline values={row.series} pending={pending} label={t('municipalities.sparkline')} />
          </td>
        </>
      ) : (
        <>
          <td className="sup" colSpan={4}>
            {row.suppressed === 'complementary' ? t('suppressed.complementary') : t('suppressed.few-why')}
          </td>
          <td>
            <svg width="78" height="22" role="img" aria-label={t('municipalities.no-sparkline')}>
              <path d="M2 11H76" stroke="var(--line-strong)" strokeDasharray="2 3" />
            </svg>
          </td>
        </>
      )}
    </tr>
  );
}

/** Those who may find residents go on from here to the people of one municipality. */
function Name({ row }: { readonly row: MunicipalityShare }) {
  const { account, may } = useHere();
  if (!may('residents.find')) return row.name;
  return <Link href={`${pathTo(account.slug, 'residents')}?municipality=${row.code}`}>{row.name}</Link>;
}
