import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { jstDate } from '../../../../src/base/jst.ts';
import type { NewsItem } from '../../api/content-contract.ts';
import { newsQuery } from '../../api/queries.ts';
import { useRowKeys } from '../../frame/keys.ts';
import { Link, pathTo, useRoute } from '../../frame/route.tsx';
import { useHere } from '../../frame/session.tsx';
import { Scroll } from '../../parts/figures.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { NewsEditor } from './news-editor.tsx';
import { standingOf } from './news-standing.ts';

/** お知らせ: titles with a date and a link to the official page, in the residents' three languages. */
export function NewsPage() {
  const { t } = useWords();
  const { account, may } = useHere();
  const { rest } = useRoute();
  const options = newsQuery(account.slug);
  const query = useQuery(options);
  const [id] = rest;
  const writing = id !== undefined && may('news.write');
  return (
    <>
      <div className="head">
        <div className="grow">
          {writing ? (
            <p>
              <Link href={pathTo(account.slug, 'news')}>{t('place.news')}</Link> /
            </p>
          ) : null}
          <h1>{writing ? t(id === 'new' ? 'news.new' : 'news.edit') : t('place.news')}</h1>
          {writing ? null : <p>{t('news.lead')}</p>}
        </div>
        {may('news.write') && !writing ? (
          <Link className="btn p" href={pathTo(account.slug, 'news', 'new')}>
            <Icon name="plus" />
            {t('news.new')}
          </Link>
        ) : null}
      </div>
      <Loaded query={query} queryKey={options.queryKey} what={t('what.news')}>
        {(news) => {
          if (!writing) return <List news={news} />;
          const item = news.find((candidate) => candidate.newsId === id);
          if (id !== 'new' && !item) return <p className="note">{t('news.gone')}</p>;
          return <NewsEditor key={id} item={item ?? null} />;
        }}
      </Loaded>
    </>
  );
}

function List({ news }: { readonly news: readonly NewsItem[] }) {
  const { t } = useWords();
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  if (news.length === 0) {
    return (
      <section className="card empty">
        <Icon name="news" className="huge" />
        <h2>{t('news.none')}</h2>
        <p>{t('news.none-what')}</p>
      </section>
    );
  }
  return (
    <section className="card flush">
      <Scroll className="inset fits" label={t('place.news')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('news.title')}</th>
              <th scope="col">{t('news.state')}</th>
              <th scope="col" className="n">
                {t('news.on')}
              </th>
              <th scope="col">{t('news.updated')}</th>
            </tr>
          </thead>
          <tbody ref={body}>
            {news
              .toSorted((a, b) => b.publishedOn.localeCompare(a.publishedOn))
              .map((item) => (
                <Row key={item.newsId} item={item} />
              ))}
          </tbody>
        </table>
      </Scroll>
      <div className="tblfoot">{t('news.shown', { n: news.length })}</div>
    </section>
  );
}

function Row({ item }: { readonly item: NewsItem }) {
  const { t, of, language } = useWords();
  const { account, may, now } = useHere();
  return (
    <tr>
      <th scope="row">
        {may('news.write') ? (
          <Link data-row href={pathTo(account.slug, 'news', item.newsId)}>
            {of(item.title)}
          </Link>
        ) : (
          of(item.title)
        )}
        <div className="xs t2">{item.url}</div>
      </th>
      <td className="nw">
        <Standing item={item} />
      </td>
      <td className="n">{format.day(item.publishedOn, language)}</td>
      <td className="nw s">
        {format.moment(item.updatedAt, language, now())}
        <div className="xs t2">{item.updatedBy}</div>
      </td>
    </tr>
  );
  function Standing({ item: { state, publishedOn } }: { readonly item: NewsItem }) {
    const standing = standingOf(state, publishedOn, jstDate(now()));
    const look = { published: 'g', waiting: 'k', draft: 'y', withdrawn: '' }[standing];
    return <span className={`chip ${look}`}>{t(`news-state.${standing}`)}</span>;
  }
}
