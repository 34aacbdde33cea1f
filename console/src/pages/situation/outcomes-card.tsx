import { isShown, type Situation } from '../../api/contract.ts';
import { setSearch } from '../../frame/route.tsx';
import { Segments } from '../../parts/controls.tsx';
import { Scroll } from '../../parts/figures.tsx';
import { Shape } from '../../parts/shape.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';

interface OutcomesProps {
  readonly situation: Situation;
  readonly outcomesOf: 'day' | 'period';
}

/** 案内の内訳, most severe first. */
export function OutcomesCard({ situation, outcomesOf }: OutcomesProps) {
  const { t, of, language } = useWords();
  const day = situation.headline.day;
  const scope =
    outcomesOf === 'day'
      ? format.dayShort(day, language)
      : `${format.dayShort(situation.from, language)}–${format.dayShort(situation.to, language)}`;
  const early = outcomesOf === 'day' && day > situation.complete.throughOn;
  const answers = answersIn(situation);
  return (
    <section className="card c5">
      <header>
        <h2>{t('outcomes.title')}</h2>
        <span className="xs">
          {scope}
          {early ? t('headline.early-brackets') : ''}
          {answers === null ? '' : `・n = ${format.count(answers)}`}
        </span>
        <span className="end">
          <Segments
            small
            label={t('outcomes.scope')}
            value={outcomesOf}
            onChange={(next) => setSearch({ outcomesOf: next === 'day' ? null : next })}
            options={[
              { id: 'day', text: t('outcomes.day') },
              { id: 'period', text: t('outcomes.period') },
            ]}
          />
        </span>
      </header>
      <Scroll label={t('outcomes.title')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('table.outcome')}</th>
              <th scope="col" className="n">
                {t('table.answers')}
              </th>
              <th scope="col" className="n">
                %
              </th>
              <th scope="col" className="n">
                {t('table.interval')}
              </th>
            </tr>
          </thead>
          <tbody>
            {situation.outcomes
              .toSorted((a, b) => a.severity - b.severity)
              .map((item) => (
                <tr key={item.outcome}>
                  <th scope="row">
                    <span className="row nw">
                      <Shape level={item.level} />
                      {of(item.label)}
                    </span>
                    {isShown(item) ? (
                      <span className="bar" aria-hidden="true">
                        <i style={{ width: `${item.share === 0 ? 0 : Math.max(0.6, item.share * 100)}%` }} />
                      </span>
                    ) : null}
                  </th>
                  {isShown(item) ? (
                    <>
                      <td className="n">{format.count(item.n)}</td>
                      <td className="n b">{format.percent(item.share, 1)}</td>
                      <td className="n t2">{format.interval(item.low, item.high, 1)}</td>
                    </>
                  ) : (
                    <td className="sup" colSpan={3}>
                      {t('suppressed.few')}
                    </td>
                  )}
                </tr>
              ))}
          </tbody>
        </table>
      </Scroll>
      <p className="xs t2 above">{t('outcomes.rules', { profile: situation.rules.current.profile })}</p>
    </section>
  );
}

/** How many answers the shares are of, from the largest group: its number divided by its share. */
function answersIn(situation: Situation): number | null {
  const largest = situation.outcomes.filter(isShown).toSorted((a, b) => b.share - a.share)[0];
  return largest && largest.share > 0 ? Math.round(largest.n / largest.share) : null;
}
