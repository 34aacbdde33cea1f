import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import type { StaffLanguage } from '../words/format.ts';

/** What one person likes on one device. Nothing of it is personal data; it stays in the browser. */
export interface Preferences {
  readonly language: StaffLanguage;
  readonly theme: 'day' | 'night';
  /** Single keys as commands (WCAG 2.1.4: they can be switched off). */
  readonly shortcuts: boolean;
}

const first: Preferences = { language: 'ja', theme: 'day', shortcuts: true };
const place = 'mimamori.console';

function read(): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Preferences>;
    return {
      language: kept.language === 'en' ? 'en' : 'ja',
      theme: kept.theme === 'night' ? 'night' : 'day',
      shortcuts: kept.shortcuts !== false,
    };
  } catch {
    return first;
  }
}

interface Context extends Preferences {
  set(changes: Partial<Preferences>): void;
}

const PreferencesContext = createContext<Context | null>(null);

export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState(read);
  useEffect(() => {
    document.documentElement.lang = preferences.language;
    document.documentElement.dataset.theme = preferences.theme;
    try {
      localStorage.setItem(place, JSON.stringify(preferences));
    } catch {
      // A browser that keeps nothing still shows the choice until the page is left.
    }
  }, [preferences]);
  const value = useMemo(
    () => ({
      ...preferences,
      set: (changes: Partial<Preferences>) => setPreferences((was) => ({ ...was, ...changes })),
    }),
    [preferences],
  );
  return <PreferencesContext value={value}>{children}</PreferencesContext>;
}

export function usePreferences(): Context {
  const preferences = use(PreferencesContext);
  if (!preferences) throw new Error('usePreferences is used outside PreferencesProvider');
  return preferences;
}
