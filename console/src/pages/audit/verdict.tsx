import { useQuery } from '@tanstack/react-query';
import type { AuditVerdict } from '../../api/content-contract.ts';
import { auditVerdictQuery } from '../../api/queries.ts';
import { useHere } from '../../frame/session.tsx';
import { Button } from '../../parts/controls.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';

/** Whether every entry still follows from the one before it. Checked when asked for, since it reads the whole log. */
export function Verdict() {
  const { t } = useWords();
  const { account } = useHere();
  const query = useQuery({ ...auditVerdictQuery(account.slug), enabled: false });
  const verify = () => void query.refetch();
  if (query.isError) {
    return (
      <div className="below">
        <Trouble what={t('what.verdict')} problem={query.error} onAgain={verify} />
      </div>
    );
  }
  const look = !query.data ? '' : query.data.ok ? ' ok' : ' broken';
  return (
    <section className={`card verdict below${look}`} aria-live="polite">
      <Shield verdict={query.data} />
      <div className="grow">
        {query.data ? <Found verdict={query.data} checkedAt={query.dataUpdatedAt} /> : <h2>{t('verdict.not-yet')}</h2>}
        {query.data ? null : <p className="s">{t('verdict.what')}</p>}
      </div>
      <Button onPress={verify} isDisabled={query.isFetching}>
        <Icon name="check" />
        {query.isFetching ? t('verdict.checking') : t('verdict.check')}
      </Button>
    </section>
  );
}

function Found({ verdict, checkedAt }: { readonly verdict: AuditVerdict; readonly checkedAt: number }) {
  const { t, language } = useWords();
  const { now, onServer } = useHere();
  const scope = t('verdict.scope', {
    entries: format.count(verdict.entries),
    chains: format.count(verdict.chains),
    time: format.moment(onServer(checkedAt), language, now()),
    took: format.seconds(verdict.tookMs, language),
  });
  if (verdict.ok) {
    return (
      <>
        <h2>{t('verdict.ok')}</h2>
        <p className="s">{t('verdict.ok-what')}</p>
        <p className="xs t2">{scope}</p>
      </>
    );
  }
  return (
    <>
      <h2>{verdict.brokenAt ? t('verdict.broken-at', { n: verdict.brokenAt.seq }) : t('verdict.broken')}</h2>
      <p className="s">{t('verdict.broken-what')}</p>
      {verdict.brokenAt ? (
        <p className="xs t2">
          {t('audit.chain')} <span className="mono">{verdict.brokenAt.chainId}</span>: {verdict.brokenAt.reason}
        </p>
      ) : null}
      <p className="xs t2">{scope}</p>
    </>
  );
}

function Shield({ verdict }: { readonly verdict: AuditVerdict | undefined }) {
  const colour = !verdict ? 'var(--line-strong)' : verdict.ok ? 'var(--ok)' : 'var(--danger)';
  const ground = !verdict ? 'var(--sunken)' : verdict.ok ? 'var(--ok-soft)' : 'var(--danger-soft)';
  return (
    <svg width="54" height="54" viewBox="0 0 54 54" aria-hidden="true">
      <path
        d="M27 3 48 11v15c0 13-8.500 20.500-21 25C14.500 46.500 6 39 6 26V11z"
        fill={ground}
        stroke={colour}
        strokeWidth="3"
        strokeDasharray={verdict ? undefined : '5 4'}
      />
      {verdict ? (
        <path
          d={verdict.ok ? 'm17 27 7 7 13-14' : 'M19 19l16 16M35 19 19 35'}
          fill="none"
          stroke={colour}
          strokeWidth="4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ) : null}
    </svg>
  );
}
