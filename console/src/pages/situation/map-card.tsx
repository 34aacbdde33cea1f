import { type ReactNode, useEffect, useRef } from 'react';
import { isShown, type PrefectureShare, type Situation } from '../../api/contract.ts';
import { follow } from '../../frame/route.tsx';
import { useHere } from '../../frame/session.tsx';
import { Hatch, Scroll, Twin } from '../../parts/figures.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { classEnds, classOf, limitsFor } from './class-breaks.ts';
import { mapSize, shortName, type Tile, tiles } from './map-layout.ts';

interface MapProps {
  readonly situation: Situation;
  readonly measure: string;
  /** The prefecture whose municipalities are listed below. */
  readonly prefecture: string;
}

/** 都道府県 */
export function MapCard(props: MapProps) {
  const { t, language } = useWords();
  const { situation } = props;
  const early = situation.headline.day > situation.complete.throughOn;
  return (
    <Twin
      title={t('map.title')}
      note={`${format.dayShort(situation.headline.day, language)}${early ? t('headline.early-brackets') : ''}・${t('map.note')}`}
      width="c7"
      picture={<Map47 {...props} />}
      table={<MapTable {...props} />}
    />
  );
}

const fills = ['var(--q1)', 'var(--q2)', 'var(--q3)', 'var(--q4)', 'var(--q5)'] as const;

function Map47({ situation, measure, prefecture }: MapProps) {
  const { t } = useWords();
  const byCode = new Map(situation.prefectures.map((item) => [item.code, item]));
  const here = tiles.find((tile) => tile.code === prefecture);
  const svg = useRef<SVGSVGElement>(null);
  // On a narrow screen the map is wider than its card: it starts where the reader's prefecture is.
  useEffect(() => {
    const frame = svg.current?.parentElement;
    if (!frame || !here) return;
    const scale = frame.scrollWidth / mapSize.width;
    frame.scrollLeft = (here.x + here.width / 2) * scale - frame.clientWidth / 2;
  }, [here]);
  return (
    <Scroll label={t('map.title')}>
      <svg ref={svg} className="chart map" viewBox={`0 0 ${mapSize.width} ${mapSize.height}`}>
        <title>{t('map.summary')}</title>
        <defs>
          <Hatch id="map-few" ground />
        </defs>
        <Legend situation={situation} measure={measure} />
        <path d="M59.600 539.800h-39.500M59.600 539.800v53.300" fill="none" stroke="var(--line-strong)" />
        {tiles.map((tile) => (
          <PrefectureTile key={tile.code} tile={tile} measure={measure} value={byCode.get(tile.code)} />
        ))}
        {here ? (
          <rect
            x={here.x - 2.5}
            y={here.y - 2.5}
            width={here.width + 5}
            height={here.height + 5}
            rx="5"
            fill="none"
            stroke="var(--text)"
            strokeWidth="3"
            pointerEvents="none"
          />
        ) : null}
      </svg>
    </Scroll>
  );
}

function Legend({ situation, measure }: { readonly situation: Situation; readonly measure: string }) {
  const { t, of } = useWords();
  const label = situation.symptoms.find((symptom) => symptom.code === measure)?.label;
  const rows = [
    ...classEnds(limitsFor(measure)).map(([from, to], i) => ({
      fill: fills[i]!,
      text:
        from === ''
          ? t('map.under', { to })
          : to === ''
            ? t('map.over', { from })
            : t('map.between', { from, to: below(to) }),
    })),
    { fill: 'url(#map-few)', text: t('map.few') },
  ];
  return (
    <g fontSize="12" fill="var(--text-2)">
      <text x="4" y="16" fontWeight="700" fill="var(--text)">
        {t('map.legend', { label: label ? of(label) : measure })}
      </text>
      {rows.map((row, i) => (
        <g key={row.fill} transform={`translate(4 ${28 + 21 * i})`}>
          <rect width="26" height="15" rx="2" fill={row.fill} stroke="var(--hatch)" />
          <text x="34" y="12">
            {row.text}
          </text>
        </g>
      ))}
      <g transform="translate(4 154)">
        <rect width="26" height="15" rx="2" fill="none" stroke="var(--text)" strokeWidth="3" />
        <text x="34" y="12">
          {t('map.here')}
        </text>
      </g>
    </g>
  );
}

/** The last hundredth below a limit: '0.50' → '0.49'. */
const below = (limit: string): string => (Number(limit) - 0.01).toFixed(2);

interface TileProps {
  readonly tile: Tile;
  readonly measure: string;
  readonly value: PrefectureShare | undefined;
}

function PrefectureTile({ tile, measure, value }: TileProps) {
  const { t, language } = useWords();
  const name = value ? (language === 'ja' ? shortName(value.name) : tile.shortEn) : tile.shortEn;
  const shown = value && isShown(value) ? value : null;
  const few = value !== undefined && !isShown(value) && value.suppressed !== 'none';
  const step = shown ? classOf(shown.share, limitsFor(measure)) : 0;
  const ink = shown ? (step >= 3 ? 'var(--q-on-dark)' : 'var(--q-on-light)') : 'var(--text)';
  const middle = tile.x + tile.width / 2;
  const base = tile.y + tile.height / 2;
  const large = tile.code === '01';
  const picture = (
    <>
      <title>{value ? described(value) : tile.shortEn}</title>
      <rect
        x={tile.x}
        y={tile.y}
        width={tile.width}
        height={tile.height}
        rx="3"
        fill={shown ? fills[step] : few ? 'url(#map-few)' : 'var(--sunken)'}
        stroke={shown ? 'var(--q-edge)' : 'var(--line-strong)'}
        {...(shown || few ? {} : { strokeDasharray: '2 2' })}
      />
      <text aria-hidden x={middle} y={base - 3} textAnchor="middle" fontSize={nameSize()} fontWeight="700" fill={ink}>
        {name}
      </text>
      <text
        aria-hidden
        x={middle}
        y={base + 11}
        textAnchor="middle"
        fontSize={shown ? 11.5 : 10}
        fill={ink}
        className="num"
      >
        {shown ? format.percent(shown.share) : few ? t('suppressed.few-short') : '–'}
      </text>
    </>
  );
  if (!value || !(shown || few)) return <g>{picture}</g>;
  return <TileLink code={tile.code}>{picture}</TileLink>;

  function nameSize(): number {
    if (language === 'en') return large ? 13 : name.length > 6 ? 9.2 : 10;
    return large ? 13 : 12;
  }

  function described(item: PrefectureShare): string {
    const full = language === 'ja' ? item.name : item.nameEn;
    if (!isShown(item)) return `${full} ${item.suppressed === 'none' ? t('map.no-answers') : t('suppressed.few')}`;
    return t('map.tile', {
      name: full,
      share: format.percent(item.share),
      interval: format.interval(item.low, item.high),
      n: format.count(item.n),
    });
  }
}

/** Pressing a tile lists that prefecture's municipalities below. */
function TileLink({ code, children }: { readonly code: string; readonly children: ReactNode }) {
  const { account } = useHere();
  const search = new URLSearchParams(window.location.search);
  if (code === account.prefectureCode) search.delete('prefecture');
  else search.set('prefecture', code);
  const to = `${window.location.pathname}${search.size > 0 ? `?${search}` : ''}#municipalities`;
  return (
    <a className="tile" href={to} onClick={(event) => follow(event, to)}>
      {children}
    </a>
  );
}

function MapTable({ situation }: MapProps) {
  const { t, language } = useWords();
  const sorted = situation.prefectures.toSorted((a, b) => (isShown(b) ? b.share : -1) - (isShown(a) ? a.share : -1));
  return (
    <Scroll className="inset tall" label={t('map.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('table.code')}</th>
            <th scope="col">{t('table.prefecture')}</th>
            <th scope="col" className="n">
              n
            </th>
            <th scope="col" className="n">
              {t('table.share')}
            </th>
            <th scope="col" className="n">
              {t('table.interval')}
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((item) => (
            <tr key={item.code}>
              <td className="mono t2">{item.code}</td>
              <th scope="row">{language === 'ja' ? item.name : item.nameEn}</th>
              {isShown(item) ? (
                <>
                  <td className="n">{format.count(item.n)}</td>
                  <td className="n b">{format.percent(item.share)}</td>
                  <td className="n t2">{format.interval(item.low, item.high)}</td>
                </>
              ) : (
                <td className="sup" colSpan={3}>
                  {item.suppressed === 'none' ? t('map.no-answers') : t('suppressed.few')}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
