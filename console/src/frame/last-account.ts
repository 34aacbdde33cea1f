const place = 'mimamori.account';

/** The account that was last worked for on this device: where the bare address leads. */
export function lastAccount(): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

export function rememberAccount(slug: string): void {
  try {
    localStorage.setItem(place, slug);
  } catch {
    // A browser that keeps nothing starts with the first account.
  }
}
