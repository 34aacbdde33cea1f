import type { ReactNode } from 'react';
import { addDays, jstDate, type OnDate } from '../../../../src/base/jst.ts';
import { isShown, type Share, type Situation, type Suppressed } from '../../api/contract.ts';
import { Icon } from '../../parts/icon.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';

/** Four figures of the last day, each with its n and interval, and each change with what it is compared with. */
export function Headline({ situation, measure }: { readonly situation: Situation; readonly measure: string }) {
  const { t, of, language } = useWords();
  const { headline } = situation;
  const early = headline.day > situation.complete.throughOn;
  const yesterday = headline.day === addDays(jstDate(new Date(situation.now)), -1);
  const label = situation.symptoms.find((symptom) => symptom.code === measure)?.label;
  const day = situation.days.find((item) => item.on === headline.day);
  const people = day && isShown(day) ? day.residents : null;
  const { answers } = headline;
  return (
    <section className="kpis" aria-label={t('headline.title')}>
      <Figure
        title={
          yesterday ? t('headline.yesterday') : t('headline.day', { day: format.dayShort(headline.day, language) })
        }
        early={early}
      >
        {isShown(answers) ? (
          <>
            <b className="big">
              {format.count(answers.n)}
              <small>{t('headline.answers-unit')}</small>
            </b>
            <p>
              <AnswersChange n={answers.n} before={answers.previousWeek} />
            </p>
          </>
        ) : (
          <TooFew why={answers.suppressed} />
        )}
        {people === null ? null : <p>{t('headline.people', { n: format.count(people) })}</p>}
      </Figure>
      <Figure title={label ? of(label) : measure} early={early}>
        <ShareFigure share={headline.share} before={weekBefore(situation, measure)} />
      </Figure>
      <Figure title={t('headline.fever4')} early={early}>
        <ShareFigure share={headline.fever4} before={weekBefore(situation, 'fever4')} />
      </Figure>
      <Figure title={t('headline.consult')} early={early}>
        {headline.consult ? (
          <>
            <b className="big">
              {format.count(headline.consult.n)}
              <small>{t('headline.consult-unit', { n: headline.consult.n })}</small>
            </b>
            <p>
              {t('headline.share', {
                share: format.percent(headline.consult.share),
                interval: format.interval(headline.consult.low, headline.consult.high),
              })}
            </p>
          </>
        ) : (
          <TooFew />
        )}
      </Figure>
    </section>
  );
}

function Figure({
  title,
  early,
  children,
}: {
  readonly title: string;
  readonly early: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <div className="kpi">
      <h2>
        {title}
        {early ? <span className="chip o small">{t('headline.early')}</span> : null}
      </h2>
      {children}
    </div>
  );
}

function ShareFigure({ share, before }: { readonly share: Share | null; readonly before: number | null }) {
  const { t } = useWords();
  if (!share) return <TooFew />;
  return (
    <>
      <b className="big">
        {format.percent(share.share)}
        <small>%</small>
      </b>
      {before === null ? null : (
        <p>
          <Change by={(share.share - before) * 100} digits={2}>
            {t('headline.points', { change: format.signed((share.share - before) * 100, 2) })}
          </Change>
        </p>
      )}
      <p>{t('headline.interval', { interval: format.interval(share.low, share.high), n: format.count(share.n) })}</p>
    </>
  );
}

function TooFew({ why = 'few' }: { readonly why?: Suppressed }) {
  const { t } = useWords();
  return (
    <p>
      <span className="hatched">{t(why === 'complementary' ? 'suppressed.complementary' : 'suppressed.few')}</span>
    </p>
  );
}

function AnswersChange({ n, before }: { readonly n: number; readonly before: number | null }) {
  const { t } = useWords();
  if (before === null || before === 0) return t('headline.no-week-before');
  return (
    <Change by={n - before} digits={0}>
      {t('headline.week', {
        change: format.signed(n - before),
        percent: format.signed(((n - before) / before) * 100, 1),
      })}
    </Change>
  );
}

function Change({
  by,
  digits,
  children,
}: {
  readonly by: number;
  readonly digits: number;
  readonly children: ReactNode;
}) {
  const rounded = Number(by.toFixed(digits));
  return (
    <span className="delta">
      <Icon name={rounded > 0 ? 'up' : rounded < 0 ? 'fall' : 'same'} />
      {children}
    </span>
  );
}

/** The share of a measure on the same weekday before, if it may be shown. */
function weekBefore(situation: Situation, measure: string): number | null {
  const on = addDays(situation.headline.day as OnDate, -7);
  const point = situation.symptoms.find((symptom) => symptom.code === measure)?.series.find((item) => item.on === on);
  return point && isShown(point) ? point.share : null;
}
