import { jstDate } from '../../../../src/base/jst.ts';
import type { AuditEntry } from '../../api/content-contract.ts';
import type { StaffLanguage } from '../../words/format.ts';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { plainly } from '../content/plainly.ts';
import { Fact } from '../residents/record-cards.tsx';

/** What an entry says beside its verb, in one line; nothing for nothing. */
export function detailText(detail: unknown, language: StaffLanguage): string {
  if (detail === null || detail === undefined || detail === '') return '';
  if (typeof detail === 'object' && Object.keys(detail).length === 0) return '';
  return plainly(detail, language);
}

export function AuditDetail({ entry }: { readonly entry: AuditEntry }) {
  const { t, find, language } = useWords();
  const meaning = find(`verb.${entry.verb}`);
  const detail = detailText(entry.detail, language);
  return (
    <aside className="card c4" aria-label={t('audit.entry', { n: entry.seq })}>
      <header>
        <h2 className="mono">#{entry.seq}</h2>
      </header>
      <dl className="facts">
        <Fact name={t('audit.did')}>
          <span className="code">{entry.verb}</span>
          {meaning ? <div>{meaning}</div> : null}
        </Fact>
        <Fact name={t('audit.who')}>
          {entry.actor.name}
          <div className="xs t2">{t(`actor.${entry.actor.kind}`)}</div>
        </Fact>
        <Fact name={t('audit.at')}>
          {format.dayOfYear(jstDate(new Date(entry.at)), language)} {format.clockSeconds(entry.at)}
        </Fact>
        <Fact name={t('audit.subject')}>{entry.subject ?? '–'}</Fact>
        {detail ? <Fact name={t('audit.detail')}>{detail}</Fact> : null}
        <Fact name={t('audit.chain')}>
          <span className="mono">{entry.chainId}</span>
        </Fact>
        <Fact name={t('audit.hash')}>
          <span className="mono">{entry.hash}</span>
        </Fact>
      </dl>
    </aside>
  );
}
