import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { ApiProblem } from '../api/client.ts';
import { useHere } from '../frame/session.tsx';
import * as format from '../words/format.ts';
import { useWords } from '../words/language.tsx';
import { Button } from './controls.tsx';
import { Icon } from './icon.tsx';
import { Declined, Refused, Trouble } from './trouble.tsx';

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  /** Whose fetch may be cancelled. */
  readonly queryKey: readonly unknown[];
  /** What is being read, in words: 「市町村の集計」. */
  readonly what: string;
  readonly children: (value: T) => ReactNode;
}

/** The four faces of what is fetched: coming (after 0.3 s), slow (after 3 s), there, and failed over the last good content. */
export function Loaded<T>({ query, queryKey, what, children }: LoadedProps<T>) {
  const { onServer } = useHere();
  if (query.data !== undefined && !query.isError) return children(query.data);
  if (query.isError && query.data === undefined) {
    if (isRefusal(query.error)) return <Refused problem={query.error} />;
    return isDeclined(query.error) ? (
      <Declined problem={query.error} />
    ) : (
      <Trouble what={what} problem={query.error} onAgain={() => query.refetch()} />
    );
  }
  if (query.isError && query.data !== undefined) {
    return (
      <>
        <div className="below">
          <Trouble
            what={what}
            problem={query.error}
            keptFrom={onServer(query.dataUpdatedAt)}
            onAgain={() => query.refetch()}
          />
        </div>
        {children(query.data)}
      </>
    );
  }
  if (query.fetchStatus === 'idle') return <Cancelled what={what} onAgain={() => query.refetch()} />;
  return <Coming what={what} queryKey={queryKey} />;
}

/** What was asked cannot be answered as it is: trying again changes nothing. */
const isDeclined = (error: unknown): boolean =>
  error instanceof ApiProblem && [400, 404, 409, 410, 422].includes(error.status);

const isRefusal = (error: unknown): error is ApiProblem => error instanceof ApiProblem && error.status === 403;

function Coming({ what, queryKey }: { readonly what: string; readonly queryKey: readonly unknown[] }) {
  const { t } = useWords();
  const client = useQueryClient();
  const waited = useWaited();
  if (waited === 0) return <div aria-busy="true" />;
  return (
    <section className="card" aria-busy="true">
      <p className="row" role="status">
        <Icon name="clock" />
        {waited === 1 ? t('state.reading', { what }) : t('state.slow', { what })}
        {waited === 2 ? (
          <Button kind="quiet" size="small" onPress={() => client.cancelQueries({ queryKey })}>
            {t('state.cancel')}
          </Button>
        ) : null}
      </p>
      <Skeleton />
    </section>
  );
}

function Cancelled({ what, onAgain }: { readonly what: string; readonly onAgain: () => void }) {
  const { t } = useWords();
  return (
    <section className="card empty">
      <h2>{t('state.cancelled', { what })}</h2>
      <Button onPress={onAgain}>{t('state.again')}</Button>
    </section>
  );
}

/** 0 at first, 1 once a wait is worth a word, 2 once it is worth offering to cancel. */
function useWaited(): 0 | 1 | 2 {
  const [passed, setPassed] = useState<0 | 1 | 2>(0);
  useEffect(() => {
    const soon = setTimeout(() => setPassed(1), 300);
    const slow = setTimeout(() => setPassed(2), 3_000);
    return () => {
      clearTimeout(soon);
      clearTimeout(slow);
    };
  }, []);
  return passed;
}

export function Skeleton({ rows = 5 }: { readonly rows?: number }) {
  return (
    <div className="skeleton" aria-hidden="true">
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
        <div key={i}>
          <span className="sk" />
          <span className="sk" />
          <span className="sk" />
          <span className="sk" />
          <span className="sk" />
        </div>
      ))}
    </div>
  );
}

/** 「0.04秒」 for a table's foot: slow lists are what staff complain of most, so the time is said. */
export function Took({ ms }: { readonly ms: number }) {
  const { language } = useWords();
  return <span>{format.seconds(ms, language)}</span>;
}
