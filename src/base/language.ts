/** The languages in which residents are spoken to: Japanese, easy Japanese (やさしい日本語), English. */
export const languages = ['ja', 'easy', 'en'] as const;
export type Language = (typeof languages)[number];

/** A text in every language. Easy Japanese carries readings as `{熱|ねつ}`; see ruby.ts. */
export type Localized = Readonly<Record<Language, string>>;

/** BCP 47 tags, as FHIR translations and `lang` attributes write them. `x-easy` is a private-use subtag. */
export const languageTags: Readonly<Record<Language, string>> = { ja: 'ja', easy: 'ja-x-easy', en: 'en' };

export const isLanguage = (text: unknown): text is Language => languages.includes(text as Language);

export const languageOfTag = (tag: string): Language | undefined =>
  languages.find((language) => languageTags[language].toLowerCase() === tag.toLowerCase());

/**
 * Which language a browser wants, by its Accept-Language header: Japanese or English, whichever it prefers and is spoken; English
 * for whoever wants neither, Japanese for a browser that says nothing. Easy Japanese has no tag that browsers send.
 */
export function wantedLanguage(header: string, spoken: readonly Language[]): Language {
  const wanted = header
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
      const quality = Number(parameters.find((one) => one.startsWith('q='))?.slice(2) ?? '1');
      return { tag: tag.split('-')[0]!, quality: Number.isFinite(quality) ? quality : 0 };
    })
    .filter(({ tag, quality }) => /^[a-z]{2,3}$/.test(tag) && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  const understood = wanted.find(({ tag }) => tag === 'ja' || (tag === 'en' && spoken.includes('en')));
  if (understood) return understood.tag === 'en' ? 'en' : 'ja';
  return wanted.length > 0 && spoken.includes('en') ? 'en' : 'ja';
}
