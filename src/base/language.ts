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
