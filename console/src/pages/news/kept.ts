import { useCallback, useState } from 'react';

/** State that is kept on the device while the tab is open, so that a lost connection or session costs no typing. */
export function useKept<T>(name: string, first: T): [T, (value: T) => void, () => void] {
  const place = `mimamori.kept ${name}`;
  const [value, setValue] = useState<T>(() => {
    try {
      const kept = sessionStorage.getItem(place);
      return kept === null ? first : (JSON.parse(kept) as T);
    } catch {
      return first;
    }
  });
  const set = useCallback(
    (next: T) => {
      setValue(next);
      try {
        sessionStorage.setItem(place, JSON.stringify(next));
      } catch {
        // A browser that keeps nothing still edits.
      }
    },
    [place],
  );
  const forget = useCallback(() => {
    try {
      sessionStorage.removeItem(place);
    } catch {
      // Nothing was kept.
    }
  }, [place]);
  return [value, set, forget];
}
