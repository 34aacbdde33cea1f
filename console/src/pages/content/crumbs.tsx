import type { ReactNode } from 'react';
import { Link, pathTo } from '../../frame/route.tsx';
import { useHere } from '../../frame/session.tsx';
import { useWords } from '../../words/language.tsx';

/** The way back and the title of a page of content; never deeper than this. */
export function ContentHead(props: {
  readonly title: ReactNode;
  readonly code?: string;
  readonly children?: ReactNode;
}) {
  const { t } = useWords();
  const { account } = useHere();
  return (
    <div className="head">
      <div className="grow">
        <p>
          <Link href={pathTo(account.slug, 'content')}>{t('place.content')}</Link> /
        </p>
        <h1>
          {props.title} {props.code ? <span className="code">{props.code}</span> : null}
        </h1>
      </div>
      {props.children}
    </div>
  );
}
