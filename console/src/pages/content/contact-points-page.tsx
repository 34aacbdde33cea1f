import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContactPoint } from '../../api/content-contract.ts';
import { contactPointsQuery } from '../../api/queries.ts';
import { useHere } from '../../frame/session.tsx';
import { Field } from '../../parts/controls.tsx';
import { Scroll } from '../../parts/figures.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { useWords } from '../../words/language.tsx';
import { ContentHead } from './crumbs.tsx';

/** Who is to be called, from where and when, and whether they answer now. */
export function ContactPointsPage() {
  const { t } = useWords();
  const { account } = useHere();
  const options = contactPointsQuery(account.slug);
  const query = useQuery(options);
  return (
    <>
      <ContentHead title={t('content.contact-points')} />
      <Loaded query={query} queryKey={options.queryKey} what={t('what.content')}>
        {(points) => <Table points={points} />}
      </Loaded>
    </>
  );
}

function Table({ points }: { readonly points: readonly ContactPoint[] }) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const sought = text.trim().toLowerCase();
  const shown = points.filter((point) =>
    [point.id, point.name.ja, point.name.en, point.phone ?? '', ...point.jurisdiction].some((field) =>
      field.toLowerCase().includes(sought),
    ),
  );
  return (
    <>
      <search>
        <form className="filters" onSubmit={(event) => event.preventDefault()}>
          <span className="grow" data-search>
            <Field type="search" label={t('contact.search')} value={text} onChange={setText} />
          </span>
        </form>
      </search>
      <section className="card flush">
        <Scroll className="inset" label={t('content.contact-points')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('contact.name')}</th>
                <th scope="col">{t('contact.kind')}</th>
                <th scope="col">{t('contact.now')}</th>
                <th scope="col">{t('contact.phone')}</th>
                <th scope="col">{t('contact.hours')}</th>
                <th scope="col">{t('contact.jurisdiction')}</th>
                <th scope="col">{t('contact.languages')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((point) => (
                <Row key={point.id} point={point} />
              ))}
            </tbody>
          </table>
        </Scroll>
        <div className="tblfoot">{t('contact.shown', { n: shown.length, all: points.length })}</div>
      </section>
    </>
  );
}

const namedFirst = 6;

function Row({ point }: { readonly point: ContactPoint }) {
  const { t, of, find } = useWords();
  const more = point.jurisdiction.length - namedFirst;
  return (
    <tr>
      <th scope="row">
        {of(point.name)}
        <div className="xs t2 mono">{point.id}</div>
      </th>
      <td className="nw">{find(`kind.${point.kind}`) ?? point.kind}</td>
      <td className="nw">
        {point.openNow ? (
          <span className="chip g">{t('contact.open')}</span>
        ) : (
          <span className="chip">{t('contact.closed')}</span>
        )}
        {point.opensNext ? <div className="xs t2">{point.opensNext}</div> : null}
      </td>
      <td className="mono nw">
        {point.phone ?? '–'}
        {point.fax ? <div>FAX {point.fax}</div> : null}
      </td>
      <td>{point.hours}</td>
      <td>
        {point.jurisdiction.slice(0, namedFirst).join('、') || '–'}
        {more > 0 ? ` ${t('contact.more', { n: more })}` : ''}
      </td>
      <td>{point.languages.map((language) => find(`language.${language}`) ?? language).join('、') || '–'}</td>
    </tr>
  );
}
