import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ResidentRecord } from '../../api/contract.ts';
import { residentQuery } from '../../api/queries.ts';
import { useKeys } from '../../frame/keys.ts';
import { Link, pathTo } from '../../frame/route.tsx';
import { useHere } from '../../frame/session.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Shape } from '../../parts/shape.tsx';
import { Refused } from '../../parts/trouble.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { History } from './history.tsx';
import { useOutcomes } from './outcome-words.ts';
import { ConsentCard, NowCard, ProfileCard } from './record-cards.tsx';
import { Temperature } from './temperature.tsx';

/** One person's record. Opening it is a look that the log keeps. */
export function RecordPage({ residentId }: { readonly residentId: string }) {
  const { t } = useWords();
  const { account, may } = useHere();
  const options = residentQuery(account.slug, residentId);
  const query = useQuery({ ...options, enabled: may('residents.read') });
  const keys = useMemo(() => ({ escape: () => window.history.back() }), []);
  useKeys(keys);
  if (!may('residents.read')) {
    return (
      <>
        <h1 className="below">{t('record.title')}</h1>
        <Refused />
      </>
    );
  }
  return (
    <>
      <p className="s below">
        <Link href={pathTo(account.slug, 'residents')}>{t('place.residents')}</Link> / {t('record.title')}
      </p>
      <Loaded query={query} queryKey={options.queryKey} what={t('what.record')}>
        {(record) => <Record record={record} seenAt={query.dataUpdatedAt} />}
      </Loaded>
    </>
  );
}

function Record({ record, seenAt }: { readonly record: ResidentRecord; readonly seenAt: number }) {
  return (
    <>
      <Seen record={record} seenAt={seenAt} />
      <div className="grid">
        <Person record={record} />
        <ProfileCard record={record} />
        <NowCard record={record} />
        <ConsentCard record={record} />
        <Temperature history={record.history} />
        <History history={record.history} />
      </div>
    </>
  );
}

function Seen({ record, seenAt }: { readonly record: ResidentRecord; readonly seenAt: number }) {
  const { t, language } = useWords();
  const { account, session, may, now, onServer } = useHere();
  const audit = `${pathTo(account.slug, 'audit')}?${new URLSearchParams({ subject: record.resident.code })}`;
  return (
    <div className="note k below">
      <Icon name="eye" />
      <div>
        <b>{t('record.seen')}</b>{' '}
        {t('record.seen-what', { time: format.moment(onServer(seenAt), language, now()), name: session.staff.name })}
      </div>
      {may('audit.read') ? (
        <Link className="nw" href={audit}>
          {t('record.see-audit')}
        </Link>
      ) : null}
    </div>
  );
}

function Person({ record }: { readonly record: ResidentRecord }) {
  const { t, find } = useWords();
  const { resident } = record;
  const outcome = useOutcomes().name(resident.outcome ?? '');
  const facts = [
    resident.age === null ? resident.ageBand : t('record.years', { n: resident.age }),
    resident.sex ? (find(`sex.${resident.sex}`) ?? resident.sex) : null,
    resident.municipality?.name,
    find(`language.${resident.language}`) ?? resident.language,
  ].filter(Boolean);
  return (
    <section className="card c12">
      <div className="row wrap">
        {resident.outcome ? <Shape level={outcome.level} size={22} label={t(`level.${outcome.level}`)} /> : null}
        <h1 className="name">{resident.code}</h1>
        <span className="t2">{facts.join('・')}</span>
        {resident.outcome ? (
          <span className={`chip ${outcome.level === 'emergency' ? 'd' : outcome.level === 'call' ? 'w' : ''}`}>
            {outcome.text}
          </span>
        ) : (
          <span className="chip o">{t('residents.no-outcome')}</span>
        )}
        <span className="chip">{t(`channel.${resident.channel}`)}</span>
        {resident.relation === 'family' ? <span className="chip o">{t('relation.family')}</span> : null}
        {resident.blocked ? <span className="chip w">{t('residents.blocked')}</span> : null}
      </div>
      <p className="xs t2">{t('record.no-name')}</p>
    </section>
  );
}
