import type { Language, Localized } from '../../../src/base/language.ts';
import { rubyParts } from '../../../src/base/ruby.ts';

/** Content as residents see it: readings stand above the kanji. Line breaks are kept. */
export function Ruby({ text }: { readonly text: string }) {
  return (
    <span className="ruby">
      {rubyParts(text).map((part, i) =>
        part.reading ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text in their order.
          <ruby key={i}>
            {part.text}
            <rt>{part.reading}</rt>
          </ruby>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <span key={i}>{part.text}</span>
        ),
      )}
    </span>
  );
}

export const tagOf = (language: Language): string => (language === 'en' ? 'en' : 'ja');

export function Say({ text, language }: { readonly text: Localized; readonly language: Language }) {
  return (
    <span lang={tagOf(language)}>
      <Ruby text={text[language]} />
    </span>
  );
}
