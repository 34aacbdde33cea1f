import { useQuery } from '@tanstack/react-query';
import type { DeadLetter, DeadLetterPage } from '../../api/content-contract.ts';
import { deadLettersQuery } from '../../api/queries.ts';
import { Link, pathTo, useRoute } from '../../frame/route.tsx';
import { useHere } from '../../frame/session.tsx';
import { Scroll } from '../../parts/figures.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';

const pageSize = 50;

/** 退避: what was set aside, so that nothing is forgotten. Read-only: it is tried again from the command line. */
export function DeadLettersPage() {
  const { t } = useWords();
  const { account, onServer } = useHere();
  const { search } = useRoute();
  const options = deadLettersQuery(account.slug, { after: search.get('after'), limit: pageSize });
  const query = useQuery(options);
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>{t('place.dead-letters')}</h1>
          <p>{t('dead-letters.lead')}</p>
        </div>
      </div>
      <Loaded query={query} queryKey={options.queryKey} what={t('what.dead-letters')}>
        {(page) =>
          page.items.length === 0 ? (
            <section className="card empty">
              <Icon name="check" className="huge" />
              <h2>{t('dead-letters.none')}</h2>
              <p>{t('dead-letters.none-what', { time: format.clock(onServer(query.dataUpdatedAt)) })}</p>
            </section>
          ) : (
            <Letters page={page} later={search.has('after')} />
          )
        }
      </Loaded>
    </>
  );
}

function Letters({ page, later }: { readonly page: DeadLetterPage; readonly later: boolean }) {
  const { t } = useWords();
  const { account } = useHere();
  const here = pathTo(account.slug, 'dead-letters');
  return (
    <section className="card flush">
      <header>
        <h2>{t('dead-letters.count', { n: format.count(page.open) })}</h2>
        <span className="xs">{t('dead-letters.what-now')}</span>
      </header>
      <Scroll className="inset fits" label={t('what.dead-letters')}>
        <table>
          <thead>
            <tr>
              <th scope="col" className="n">
                {t('dead-letters.at')}
              </th>
              <th scope="col">{t('dead-letters.source')}</th>
              <th scope="col">{t('dead-letters.reason')}</th>
              <th scope="col">{t('dead-letters.state')}</th>
              <th scope="col" className="hide-s">
                {t('dead-letters.id')}
              </th>
            </tr>
          </thead>
          <tbody>
            {page.items.map((letter) => (
              <Row key={letter.deadLetterId} letter={letter} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <div className="tblfoot">
        <span>{t('dead-letters.shown', { n: page.items.length })}</span>
        <span className="grow" />
        {later ? <Link href={here}>{t('dead-letters.newest')}</Link> : null}
        {page.next ? (
          <Link href={`${here}?${new URLSearchParams({ after: page.next })}`}>
            {t('dead-letters.older', { n: pageSize })}
          </Link>
        ) : null}
      </div>
    </section>
  );
}

function Row({ letter }: { readonly letter: DeadLetter }) {
  const { t, language } = useWords();
  const { now } = useHere();
  return (
    <tr>
      <td className="n nw">{format.moment(letter.at, language, now())}</td>
      <th scope="row" className="nw">
        {t(`source.${letter.source}`)}
      </th>
      <td>
        <span className="code">{letter.reason}</span>
      </td>
      <td className="nw">
        {letter.settledAt === null ? (
          <span className="chip w small">{t('dead-letters.open')}</span>
        ) : (
          t('dead-letters.settled', { time: format.moment(letter.settledAt, language, now()) })
        )}
      </td>
      <td className="mono xs t2 hide-s">{letter.deadLetterId}</td>
    </tr>
  );
}
