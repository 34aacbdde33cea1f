import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { jstDate } from '../../../../src/base/jst.ts';
import { withQuery } from '../../api/client.ts';
import type { Situation } from '../../api/contract.ts';
import { type Live, useLive } from '../../api/live.ts';
import { situationQuery } from '../../api/queries.ts';
import { useOnline } from '../../frame/online.ts';
import { useRoute } from '../../frame/route.tsx';
import { useHere, useSecond } from '../../frame/session.tsx';
import { Button } from '../../parts/controls.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import * as format from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { CsvButton } from './csv-button.tsx';
import { DaysCard } from './days-card.tsx';
import { FilterBar } from './filter-bar.tsx';
import { askedFor, type Filters, readFilters } from './filters.ts';
import { Headline } from './headline.tsx';
import { HowToRead } from './how-to-read.tsx';
import { MapCard } from './map-card.tsx';
import { MunicipalitiesCard } from './municipalities-card.tsx';
import { OutcomesCard } from './outcomes-card.tsx';
import { SymptomsCard } from './symptoms-card.tsx';

/** 状況: how much, how it moves, where, what was said, how far to trust it. */
export function SituationPage() {
  const { t } = useWords();
  const { account, now } = useHere();
  const { search } = useRoute();
  const client = useQueryClient();
  const filters = useMemo(() => readFilters(search), [search]);
  const asked = askedFor(filters, now());
  const options = situationQuery(account.slug, asked);
  const query = useQuery(options);
  const live = useLive(account.slug, () => {
    // A failure shows through the query itself.
    client.fetchQuery({ ...situationQuery(account.slug, asked, true), staleTime: 0 }).catch(() => undefined);
  });
  const csv = withQuery(`/accounts/${encodeURIComponent(account.slug)}/situation.csv`, asked);
  return (
    <>
      <div className="head">
        <Title situation={query.data} />
        <LiveBadge live={live} updatedAt={query.dataUpdatedAt} />
        <CsvButton path={csv} />
        <Button kind="quiet" size="small" onPress={() => window.print()}>
          <Icon name="print" />
          {t('situation.print')}
        </Button>
      </div>
      <Stopped live={live} />
      <FilterBar filters={filters} situation={query.data} />
      <Loaded query={query} queryKey={options.queryKey} what={t('what.situation')}>
        {(situation) => <Cards situation={situation} filters={filters} />}
      </Loaded>
    </>
  );
}

function Title({ situation }: { readonly situation: Situation | undefined }) {
  const { t, of, language } = useWords();
  const { account } = useHere();
  return (
    <div className="grow">
      <h1>
        {t('place.situation')}
        {situation ? (
          <span className="s t2 plain">
            {t('situation.as-of', {
              account: of(account.name),
              day: format.dayOfYear(jstDate(new Date(situation.now)), language),
              time: format.clock(situation.now),
            })}
          </span>
        ) : null}
      </h1>
    </div>
  );
}

function Cards({ situation, filters }: { readonly situation: Situation; readonly filters: Filters }) {
  const { account } = useHere();
  const prefecture = filters.prefecture ?? account.prefectureCode;
  return (
    <>
      {situation.areas ? <AreaNote areas={situation.areas} /> : null}
      <Headline situation={situation} measure={filters.measure} />
      <div className="grid">
        <DaysCard situation={situation} />
        <SymptomsCard situation={situation} measure={filters.measure} />
        {situation.areas ? null : <MapCard situation={situation} measure={filters.measure} prefecture={prefecture} />}
        <OutcomesCard situation={situation} outcomesOf={filters.outcomesOf} />
        <MunicipalitiesCard situation={situation} measure={filters.measure} prefecture={prefecture} />
        <HowToRead situation={situation} />
      </div>
    </>
  );
}

/** Someone who works for some municipalities is told that these figures are theirs, and not the prefecture's. */
function AreaNote({ areas }: { readonly areas: NonNullable<Situation['areas']> }) {
  const { t } = useWords();
  return (
    <div className="note below">
      <Icon name="info" />
      <div>
        <b>{t('situation.your-area', { areas: areas.map(({ name }) => name).join('、') })}</b>
        <p>{t('situation.your-area-what')}</p>
      </div>
    </div>
  );
}

/** A stream that has been silent for 5 s after an error is down; shorter breaks mend themselves unnoticed. */
const useStopped = (live: Live): number | null => {
  const at = useSecond();
  const online = useOnline();
  const silent = at - live.heardAt;
  return !(live.connected && online) && silent > 5_000 ? silent : null;
};

function LiveBadge({ live, updatedAt }: { readonly live: Live; readonly updatedAt: number }) {
  const { t, language } = useWords();
  const at = useSecond();
  const stopped = useStopped(live) !== null;
  if (stopped) {
    return (
      <span className="live stopped">
        <i />
        {t('situation.stopped')}
      </span>
    );
  }
  if (updatedAt === 0) return null;
  return (
    <span className="live">
      <i />
      {t('situation.live', { ago: format.ago(at - Math.max(updatedAt, live.heardAt), language) })}
    </span>
  );
}

function Stopped({ live }: { readonly live: Live }) {
  const { t } = useWords();
  const { onServer } = useHere();
  const online = useOnline();
  const silent = useStopped(live);
  // Without any network the bar above has said so already.
  if (silent === null || !online) return null;
  return (
    <div className="note w below">
      <Icon name="offline" />
      <div>
        <b>
          {t('situation.stopped-since', {
            time: format.clockSeconds(onServer(live.heardAt)),
            seconds: Math.round(silent / 1000),
          })}
        </b>
        <p>{t('situation.stopped-what')}</p>
      </div>
    </div>
  );
}
