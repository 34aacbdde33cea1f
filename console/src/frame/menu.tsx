import { useQuery } from '@tanstack/react-query';
import { contentQuery } from '../api/queries.ts';
import { Icon } from '../parts/icon.tsx';
import * as format from '../words/format.ts';
import { useWords } from '../words/language.tsx';
import { places } from './places.ts';
import { Link, pathTo, useRoute } from './route.tsx';
import { useHere } from './session.tsx';

export function Menu() {
  const { t } = useWords();
  const { account, may } = useHere();
  const { place } = useRoute();
  const open = places.filter((item) => item.permission === null || may(item.permission));
  return (
    <nav className="nav" aria-label={t('frame.places')}>
      {open.map((item) => (
        <span key={item.id} style={{ display: 'contents' }}>
          {item.apart ? <hr /> : null}
          <Link
            href={pathTo(account.slug, item.id)}
            {...(place === item.id ? { 'aria-current': 'page' as const } : {})}
          >
            <Icon name={item.icon} />
            {t(item.name)}
          </Link>
        </span>
      ))}
      {may('content.read') ? <RulesInForce /> : null}
    </nav>
  );
}

/** The foot of the menu always says which rules are in force and when they change next. */
function RulesInForce() {
  const { t, language } = useWords();
  const { account, now } = useHere();
  const { data } = useQuery(contentQuery(account.slug));
  if (!data) return null;
  const current = data.guidance.find((guidance) => guidance.current);
  const next = data.guidance
    .filter((guidance) => Date.parse(startOf(guidance.from)) > now().getTime())
    .sort((a, b) => startOf(a.from).localeCompare(startOf(b.from)))[0];
  return (
    <div className="foot">
      {current ? t('frame.rules', { profile: current.profile }) : t('frame.no-rules')}
      {next ? (
        <>
          <br />
          {t('frame.rules-next', { profile: next.profile, at: format.moment(startOf(next.from), language, now()) })}
        </>
      ) : null}
    </div>
  );
}

/** A schedule names a date in Japan or an instant. */
const startOf = (from: string): string => (from.length === 10 ? `${from}T00:00:00+09:00` : from);
