import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import type { StaffLanguage } from '../words/format.ts';

/** What one person likes on one device. Nothing of it is personal data; it stays in the browser. */
export interface Preferences {
  readonly language: StaffLanguage;
  readonly theme: 'day' | 'night';
  /** Single keys as commands (WCAG 2.1.4: they can be switched off). */
  readonly shortcuts: boolean;
}

const place = 'mimamori.console';

/** What was chosen on this device; what was not is left to the browser and to the usual. */
function chosen(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Preferences>;
  } catch {
    return {};
  }
}

function read(): Preferences {
  const { language, theme, shortcuts } = chosen();
  return {
    language: language === 'ja' || language === 'en' ? language : languageOf(navigator.languages),
    theme: theme === 'night' ? 'night' : 'day',
    shortcuts: shortcuts !== false,
  };
}

/** The first of the browser's languages that the console has; English for all others, as Japanese helps those least. */
export const languageOf = (languages: readonly string[]): StaffLanguage =>
  languages.map((one) => one.slice(0, 2).toLowerCase()).find((one) => one === 'ja' || one === 'en') === 'ja' ||
  languages.length === 0
    ? 'ja'
    : 'en';

function keep(changes: Partial<Preferences>): void {
  try {
    localStorage.setItem(place, JSON.stringify({ ...chosen(), ...changes }));
  } catch {
    // A browser that keeps nothing still shows the choice until the page is left.
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
  }, [preferences]);
  const value = useMemo(
    () => ({
      ...preferences,
      set: (changes: Partial<Preferences>) => {
        keep(changes);
        setPreferences((was) => ({ ...was, ...changes }));
      },
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
