import { useIsFetching } from '@tanstack/react-query';
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { Icon } from '../parts/icon.tsx';
import { useWords } from '../words/language.tsx';
import { useKeys } from './keys.ts';
import { KeysHelp } from './keys-help.tsx';
import { Menu } from './menu.tsx';
import { useOnline } from './online.ts';
import { places } from './places.ts';
import { navigate, pathTo, useRoute } from './route.tsx';
import { useHere } from './session.tsx';
import { TopBar } from './top-bar.tsx';

/** Bar, menu, what is wrong with the connection, and the page. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useWords();
  const { account, may } = useHere();
  const route = useRoute();
  const find = useRef<HTMLInputElement>(null);
  const main = useRef<HTMLElement>(null);
  const [help, setHelp] = useState(false);
  const keys = useMemo(
    () => ({
      '/': () => {
        const inPage = main.current?.querySelector<HTMLInputElement>('[data-search] input');
        (inPage ?? find.current)?.focus();
      },
      '?': () => setHelp(true),
      ...Object.fromEntries(
        places
          .filter((place) => place.permission === null || may(place.permission))
          .map((place) => [`g ${place.key}`, () => navigate(pathTo(account.slug, place.id))]),
      ),
    }),
    [account.slug, may],
  );
  useKeys(keys);
  useTitle(route.place);
  useFocusOnArrival(main, route.place, route.rest.join('/'));
  return (
    <>
      <a className="skip" href="#main">
        {t('frame.skip')}
      </a>
      <div className="app">
        <TopBar findRef={find} />
        <Bands />
        <Menu />
        <main id="main" className="main" ref={main} tabIndex={-1} key={route.place}>
          {children}
        </main>
      </div>
      <KeysHelp open={help} onClose={() => setHelp(false)} />
    </>
  );
}

/** A new page starts where it begins, for eyes and for screen readers alike; the first page keeps the browser's start. */
function useFocusOnArrival(main: RefObject<HTMLElement | null>, ...where: readonly (string | undefined)[]) {
  const before = useRef<string | null>(null);
  const here = where.join(' ');
  useEffect(() => {
    if (before.current !== null && before.current !== here) main.current?.focus({ preventScroll: true });
    before.current = here;
  }, [here, main]);
}

function useTitle(place: string | undefined) {
  const { t } = useWords();
  const known = places.find((item) => item.id === place);
  useEffect(() => {
    document.title = known ? `${t(known.name)} | ${t('frame.brand')}` : t('frame.brand');
  }, [known, t]);
}

/** The amber bar while the device has no network. */
function Bands() {
  const { t } = useWords();
  const online = useOnline();
  const fetching = useIsFetching() > 0;
  return (
    <div className="bands" role="status">
      {online ? null : (
        <div className="band">
          <Icon name="offline" />
          <span>
            <b>{t('state.offline')}</b> {t('state.offline-what')}
          </span>
        </div>
      )}
      <span className="sr">{fetching ? t('state.fetching') : ''}</span>
    </div>
  );
}
