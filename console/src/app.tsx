import { MutationCache, QueryCache, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { ApiProblem } from './api/client.ts';
import type { Session } from './api/contract.ts';
import { sessionQuery } from './api/queries.ts';
import { setExpired, useExpired } from './frame/expired.ts';
import { IdleVeil } from './frame/idle.tsx';
import { lastAccount, rememberAccount } from './frame/last-account.ts';
import { places } from './frame/places.ts';
import { PreferencesProvider, usePreferences } from './frame/preferences.tsx';
import { navigate, pathTo, useRoute } from './frame/route.tsx';
import { HereProvider, useHere } from './frame/session.tsx';
import { Shell } from './frame/shell.tsx';
import { AuditPage } from './pages/audit/audit-page.tsx';
import { ContentPage } from './pages/content/content-page.tsx';
import { DeadLettersPage } from './pages/dead-letters/dead-letters-page.tsx';
import { NewsPage } from './pages/news/news-page.tsx';
import { RecordPage } from './pages/residents/record-page.tsx';
import { ResidentsPage } from './pages/residents/residents-page.tsx';
import { SettingsPage } from './pages/settings/settings-page.tsx';
import { SignInAgain, SignInPage } from './pages/sign-in/sign-in-page.tsx';
import { SituationPage } from './pages/situation/situation-page.tsx';
import { Boundary } from './parts/boundary.tsx';
import { Refused, Trouble } from './parts/trouble.tsx';
import { UndoProvider } from './parts/undo.tsx';
import { useWords, WordsProvider } from './words/language.tsx';

/** The session is asked for first, so a 401 there is the sign-in page; anywhere else it means the session has ended. */
const noticeEnd = (error: unknown) => {
  if (error instanceof ApiProblem && error.status === 401 && error.code === 'session.required') setExpired(true);
};

const client = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (query.queryKey[0] !== 'session') noticeEnd(error);
    },
  }),
  mutationCache: new MutationCache({ onError: noticeEnd }),
  defaultOptions: {
    queries: {
      // What was refused stays refused; what failed on the way is tried once more.
      retry: (failures, error) =>
        failures < 1 && error instanceof ApiProblem && (error.status === 0 || error.status >= 502),
      networkMode: 'always',
      refetchOnWindowFocus: false,
    },
    mutations: { networkMode: 'always' },
  },
});

export function App() {
  return (
    <PreferencesProvider>
      <QueryClientProvider client={client}>
        <Languages>
          <Gate />
        </Languages>
      </QueryClientProvider>
    </PreferencesProvider>
  );
}

function Languages({ children }: { readonly children: ReactNode }) {
  const { language } = usePreferences();
  return (
    <I18nProvider locale={language === 'ja' ? 'ja-JP' : 'en-GB'}>
      <WordsProvider language={language}>
        <UndoProvider>{children}</UndoProvider>
      </WordsProvider>
    </I18nProvider>
  );
}

function Gate() {
  const { t } = useWords();
  const session = useQuery(sessionQuery);
  if (session.data) return <Signed session={session.data} />;
  if (session.isPending) return null;
  if (session.error instanceof ApiProblem && session.error.status === 401) return <SignInPage />;
  return (
    <main className="main">
      <Trouble what={t('what.session')} problem={session.error} onAgain={() => session.refetch()} />
    </main>
  );
}

function Signed({ session }: { readonly session: Session }) {
  const { slug, place, rest } = useRoute();
  const { t } = useWords();
  const expired = useExpired();
  const account = session.accounts.find((item) => item.slug === slug);
  const { login } = session.staff;
  const last = lastAccount(login);
  const first =
    session.accounts.find((item) => item.slug === last) ??
    session.accounts.find((item) => item.slug === session.home) ??
    session.accounts[0];
  const start = account ?? (slug === undefined ? first : undefined);
  const opening =
    start && places.find((item) => item.permission === null || start.permissions.includes(item.permission));
  useEffect(() => {
    if (account) rememberAccount(login, account.slug);
  }, [account, login]);
  useEffect(() => {
    if (start && opening && place === undefined) navigate(pathTo(start.slug, opening.id), { replace: true });
  }, [start, opening, place]);
  if (!first) {
    return (
      <main className="main">
        <p className="note">{t('state.no-account')}</p>
      </main>
    );
  }
  return (
    <HereProvider session={session} account={account ?? first}>
      <Shell>
        <Boundary key={`${place} ${rest.join(' ')}`}>{account || slug === undefined ? <Page /> : <Nothing />}</Boundary>
      </Shell>
      {expired ? <SignInAgain /> : <IdleVeil />}
    </HereProvider>
  );
}

/** An address that leads nowhere, or to an account that this person does not work for: the two look alike. */
function Nothing() {
  const { t } = useWords();
  return (
    <>
      <h1 className="below">{t('frame.brand')}</h1>
      <p className="note">{t('state.no-page')}</p>
    </>
  );
}

function Page() {
  const { place: id, rest } = useRoute();
  const { may } = useHere();
  const { t } = useWords();
  if (id === undefined) return null;
  const place = places.find((item) => item.id === id);
  if (!place) return <Nothing />;
  if (place.permission !== null && !may(place.permission)) {
    return (
      <>
        <h1 className="below">{t(place.name)}</h1>
        <Refused />
      </>
    );
  }
  if (id === 'situation') return <SituationPage />;
  if (id === 'residents') return rest[0] ? <RecordPage key={rest[0]} residentId={rest[0]} /> : <ResidentsPage />;
  if (id === 'content') return <ContentPage />;
  if (id === 'news') return <NewsPage />;
  if (id === 'audit') return <AuditPage />;
  if (id === 'dead-letters') return <DeadLettersPage />;
  return <SettingsPage />;
}
