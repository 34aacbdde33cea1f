import { jstDate } from '../../../../src/base/jst.ts';
import type { HistoryEntry } from '../../api/contract.ts';
import { useHere } from '../../frame/session.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Shape } from '../../parts/shape.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { useOutcomes } from './outcome-words.ts';

/** Answers and guidance, newest first: the outcome before and after, and one line below it the rule that produced it. */
export function History({ history }: { readonly history: readonly HistoryEntry[] }) {
  const { t, language } = useWords();
  return (
    <section className="card c12">
      <header>
        <h2>{t('history.title')}</h2>
        <span className="xs">{t('history.note')}</span>
      </header>
      {history.length === 0 ? (
        <p className="s t2">{t('history.none')}</p>
      ) : (
        <ol className="tl">
          {history.map((entry, i) => {
            const on = jstDate(new Date(entry.answeredAt));
            const before = history[i - 1];
            const newDay = !before || jstDate(new Date(before.answeredAt)) !== on;
            return [
              newDay ? (
                <li key={on} className="day">
                  {format.dayOfYear(on, language)}
                </li>
              ) : null,
              <Entry key={entry.responseId} entry={entry} open={i === 0} />,
            ];
          })}
        </ol>
      )}
    </section>
  );
}

function Entry({ entry, open }: { readonly entry: HistoryEntry; readonly open: boolean }) {
  const { t, of, find } = useWords();
  const outcomes = useOutcomes();
  const outcome = entry.outcome ? outcomes.name(entry.outcome) : null;
  const previous = entry.previousOutcome ? outcomes.name(entry.previousOutcome) : null;
  return (
    <li>
      <span className="tm">{format.clock(entry.answeredAt)}</span>
      <span className="dot">
        {outcome ? <Shape level={outcome.level} size={18} label={t(`level.${outcome.level}`)} /> : null}
      </span>
      <div className="change">
        {previous && entry.previousOutcome !== entry.outcome ? (
          <>
            <span className="t2">{previous.text}</span>
            <Icon name="arrow" />
            <span className="sr">{t('history.became')}</span>
          </>
        ) : null}
        <b>{outcome ? outcome.text : t('residents.no-outcome')}</b>
        {entry.outcome ? <span className="code">{entry.outcome}</span> : null}
        {entry.rose ? (
          <span className="chip w">
            <Icon name="up" />
            {t('history.rose')}
          </span>
        ) : null}
      </div>
      <p className="rule">
        <Rule entry={entry} />
      </p>
      <p className="rule">
        {t('history.asked', {
          questionnaire: `${entry.questionnaire} v${entry.version}`,
          channel: find(`channel.${entry.channel}`) ?? entry.channel,
          language: find(`language.${entry.language}`) ?? entry.language,
        })}
        {entry.contactPoint ? ` ${t('history.contact', { name: contactName() })}` : ''}
      </p>
      {entry.answers.length > 0 ? (
        <details open={open}>
          <summary>{t('history.answers', { n: entry.answers.length })}</summary>
          <dl className="answers">
            {entry.answers.map((item) => (
              <div key={item.linkId}>
                <dt>{of(item.question)}</dt>
                <dd>{of(item.answer)}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </li>
  );

  function contactName(): string {
    if (!entry.contactPoint) return '';
    return typeof entry.contactPoint === 'string' ? entry.contactPoint : of(entry.contactPoint.name);
  }
}

function Rule({ entry }: { readonly entry: HistoryEntry }) {
  const { t } = useWords();
  const { may } = useHere();
  if (!entry.profile) return t('history.no-rule');
  return (
    <>
      {t('history.rule', { profile: entry.profile, version: entry.tableVersion ?? '–', row: entry.row ?? '–' })}{' '}
      {entry.ruleId && may('content.read') ? <span className="code">{entry.ruleId}</span> : null}
    </>
  );
}
