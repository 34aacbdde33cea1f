import { type AnchorHTMLAttributes, type MouseEvent, useMemo, useSyncExternalStore } from 'react';

/**
 * Where we are: /console/<account>/<place>/<rest…>?<what is filtered>. The address holds all that is worth a bookmark,
 * so a colleague who is sent it sees the same figures.
 */
export const base = '/console/';

export interface Route {
  readonly slug: string | undefined;
  readonly place: string | undefined;
  readonly rest: readonly string[];
  readonly search: URLSearchParams;
}

/** '/console/miyagi/residents/01…?q=980' → its parts. */
export function parseRoute(address: string): Route {
  const url = new URL(address, 'http://console');
  const path = url.pathname.startsWith(base) ? url.pathname.slice(base.length) : '';
  const [slug, place, ...rest] = decoded(path);
  return { slug, place, rest, search: url.searchParams };
}

function decoded(path: string): string[] {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return [];
  }
}

export const pathTo = (slug: string, place: string, ...rest: string[]): string =>
  base + [slug, place, ...rest].map(encodeURIComponent).join('/');

/** Filters that name a person or lead to one: they stay out of the address, in the browser's own history entry. */
const unlisted = ['q', 'after', 'actor', 'subject'] as const;

interface Entry {
  readonly unlisted?: string;
}

/** '…/residents?q=M-7K3F9Q&sex=female' → what the address shows, and what it does not. */
export function split(to: string): { readonly listed: string; readonly unlisted: string } {
  const url = new URL(to, 'http://console');
  const apart = new URLSearchParams();
  for (const name of unlisted) {
    const value = url.searchParams.get(name);
    if (value) apart.set(name, value);
    url.searchParams.delete(name);
  }
  return { listed: url.pathname + url.search + url.hash, unlisted: apart.toString() };
}

/** The whole search, as `split` was given it. */
function wholeSearch(): URLSearchParams {
  const search = new URLSearchParams(window.location.search);
  const entry = window.history.state as Entry | null;
  for (const [name, value] of new URLSearchParams(entry?.unlisted ?? '')) search.set(name, value);
  return search;
}

/** An address that came with what it should not show is put right before anything is drawn. */
export function tidyAddress(): void {
  const { pathname, search, hash } = window.location;
  const parts = split(pathname + search + hash);
  if (parts.unlisted) window.history.replaceState({ unlisted: parts.unlisted } satisfies Entry, '', parts.listed);
}

const listeners = new Set<() => void>();
const changed = () => {
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
};

export function navigate(to: string, how: { readonly replace?: boolean } = {}): void {
  const { listed, unlisted } = split(to);
  const entry: Entry = { unlisted };
  if (how.replace) window.history.replaceState(entry, '', listed);
  else {
    window.history.pushState(entry, '', listed);
    const part = document.getElementById(window.location.hash.slice(1));
    if (part) part.scrollIntoView({ block: 'nearest' });
    else window.scrollTo(0, 0);
  }
  changed();
}

export function useRoute(): Route {
  const address = useSyncExternalStore(subscribe, () => `${window.location.pathname}?${wholeSearch()}`);
  return useMemo(() => parseRoute(address), [address]);
}

/** Changes some of what is filtered in the address; an empty value is taken out. */
export function setSearch(changes: Readonly<Record<string, string | null>>): void {
  const search = wholeSearch();
  for (const [name, value] of Object.entries(changes)) {
    if (value) search.set(name, value);
    else search.delete(name);
  }
  navigate(window.location.pathname + (search.size > 0 ? `?${search}` : ''), { replace: true });
}

/** For links drawn in SVG, or anything else that is an `<a>`: plain clicks stay in the page. */
export function follow(event: MouseEvent, to: string): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  navigate(to);
}

export function Link({ href, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { readonly href: string }) {
  return <a {...rest} href={split(href).listed} onClick={(event) => follow(event, href)} />;
}
