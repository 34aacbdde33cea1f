import type { Situation } from '../../api/contract.ts';
import { Icon } from '../../parts/icon.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { dayOfStart } from './axes.tsx';

/** Printed with the figures, so that nobody reads them without their limits. */
export function HowToRead({ situation }: { readonly situation: Situation }) {
  const { t, language } = useWords();
  const { next } = situation.rules;
  return (
    <section className="card c4">
      <header>
        <h2>
          <Icon name="info" />
          {t('read.title')}
        </h2>
      </header>
      <ul className="stack-s s bullets read-me">
        <li>
          <b>{t('read.who')}</b> {t('read.who-why')}
        </li>
        <li>
          <b>{t('read.interval')}</b> {t('read.interval-why')}
        </li>
        <li>
          <b>{t('read.few', { n: situation.minimumN })}</b> {t('read.few-why')}
        </li>
        <li>
          <b>{t('read.recent')}</b> {t('read.recent-why', { day: format.day(situation.complete.throughOn, language) })}
        </li>
        <li>
          <b>{t('read.area')}</b> {t('read.area-why')}
        </li>
        {next ? (
          <li>
            <b>{t('read.rules', { day: format.day(dayOfStart(next.from), language), profile: next.profile })}</b>{' '}
            {t('read.rules-why')}
          </li>
        ) : null}
      </ul>
      <details className="s above">
        <summary>{t('read.formulas')}</summary>
        <ul className="stack-s bullets above">
          <li>{t('read.formula-share')}</li>
          <li>{t('read.formula-wilson')}</li>
          <li>{t('read.formula-fever4')}</li>
          <li>{t('read.formula-early')}</li>
        </ul>
      </details>
    </section>
  );
}
