const place = 'mimamori.account';

interface Kept {
  readonly login: string;
  readonly slug: string;
}

/** The account for which this person last worked on this device. Another person at the same desk starts at their own. */
export function lastAccount(login: string): string | null {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as Partial<Kept> | null;
    return kept?.login === login && typeof kept.slug === 'string' ? kept.slug : null;
  } catch {
    return null;
  }
}

export function rememberAccount(login: string, slug: string): void {
  try {
    localStorage.setItem(place, JSON.stringify({ login, slug } satisfies Kept));
  } catch {
    // A browser that keeps nothing starts where the person's work is.
  }
}
