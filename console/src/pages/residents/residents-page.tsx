import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { addDays, jstDate } from '../../../../src/base/jst.ts';
import type { Query } from '../../api/client.ts';
import type { ResidentPage } from '../../api/contract.ts';
import { residentsQuery } from '../../api/queries.ts';
import { useRowKeys } from '../../frame/keys.ts';
import { Link, navigate, pathTo, useRoute } from '../../frame/route.tsx';
import { useHere } from '../../frame/session.tsx';
import { Button } from '../../parts/controls.tsx';
import { Scroll } from '../../parts/figures.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Loaded, Took } from '../../parts/loaded.tsx';
import { useWords } from '../../words/language.tsx';
import { ResidentsFilters } from './residents-filters.tsx';
import { ResidentsRow } from './residents-row.tsx';

const pageSize = 50;

/** What the address asks for, as the API takes it. */
function askedFor(search: URLSearchParams, now: Date): Query {
  const since = Number(search.get('since'));
  return {
    q: search.get('q'),
    outcome: search.get('outcome'),
    sex: search.get('sex'),
    ageBand: search.get('age'),
    municipality: search.get('municipality'),
    answeredSince: since > 0 ? addDays(jstDate(now), 1 - since) : null,
    after: search.get('after'),
    limit: pageSize,
  };
}

/** 利用者: find one person, newest answer first. The list is not a look at a record; opening one is. */
export function ResidentsPage() {
  const { t } = useWords();
  const { account, now } = useHere();
  const { search } = useRoute();
  const options = residentsQuery(account.slug, askedFor(search, now()));
  const query = useQuery(options);
  return (
    <>
      <div className="head">
        <h1 className="grow">{t('place.residents')}</h1>
      </div>
      <ResidentsFilters key={search.get('q') ?? ''} search={search} />
      <Loaded query={query} queryKey={options.queryKey} what={t('what.residents')}>
        {(page) => (page.items.length === 0 ? <Nobody search={search} /> : <Table page={page} search={search} />)}
      </Loaded>
    </>
  );
}

function Table({ page, search }: { readonly page: ResidentPage; readonly search: URLSearchParams }) {
  const { t } = useWords();
  const { account } = useHere();
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  const here = pathTo(account.slug, 'residents');
  const older = new URLSearchParams(search);
  if (page.next) older.set('after', page.next);
  const first = new URLSearchParams(search);
  first.delete('after');
  return (
    <section className="card flush">
      <Scroll className="inset" label={t('what.residents')}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span className="sr">{t('residents.urgency')}</span>
              </th>
              <th scope="col">{t('residents.code')}</th>
              <th scope="col" className="n">
                {t('residents.age')}
              </th>
              <th scope="col">{t('residents.sex')}</th>
              <th scope="col">{t('table.municipality')}</th>
              <th scope="col">{t('residents.outcome')}</th>
              <th scope="col" className="n">
                {t('residents.last')}
              </th>
              <th scope="col" className="n">
                {t('residents.answers')}
              </th>
              <th scope="col">{t('residents.channel')}</th>
            </tr>
          </thead>
          <tbody ref={body}>
            {page.items.map((row) => (
              <ResidentsRow key={row.residentId} row={row} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <div className="tblfoot">
        <span>{t('residents.shown', { n: page.items.length })}</span>
        <Took ms={page.tookMs} />
        <span className="t3">{t('residents.no-endless')}</span>
        <span className="grow" />
        {search.has('after') ? (
          <Link href={first.size > 0 ? `${here}?${first}` : here}>{t('residents.newest')}</Link>
        ) : null}
        {page.next ? <Link href={`${here}?${older}`}>{t('table.older', { n: pageSize })}</Link> : null}
      </div>
    </section>
  );
}

function Nobody({ search }: { readonly search: URLSearchParams }) {
  const { t } = useWords();
  const { account } = useHere();
  const q = search.get('q');
  return (
    <section className="card empty">
      <Icon name="none" className="huge" />
      <h2>{q ? t('residents.none-q', { q }) : t('residents.none')}</h2>
      <p>{t('residents.none-how')}</p>
      {search.size > 0 ? (
        <Button onPress={() => navigate(pathTo(account.slug, 'residents'))}>{t('residents.clear')}</Button>
      ) : null}
    </section>
  );
}
