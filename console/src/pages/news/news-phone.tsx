import type { Language } from '../../../../src/base/language.ts';
import type { NewsDraft } from '../../api/content-contract.ts';
import { useHere } from '../../frame/session.tsx';
import { Ruby, tagOf } from '../../parts/text.tsx';
import * as format from '../../words/format.ts';
import { useWords, wordsIn } from '../../words/language.tsx';

/** How the news stands in a resident's list: title, date, and the way to the official page. */
export function NewsPhone({ draft, language }: { readonly draft: NewsDraft; readonly language: Language }) {
  const { t } = useWords();
  const { account } = useHere();
  const reader = wordsIn(language === 'en' ? 'en' : 'ja');
  const title = draft.title[language].trim();
  return (
    <figure className="phone" aria-label={t('news.preview')} lang={tagOf(language)}>
      <div className="bar0">{reader.of(account.name)}</div>
      <div className="bd">
        <div className="card0">
          <div className="when">{draft.publishedOn ? format.day(draft.publishedOn, reader.language) : '–'}</div>
          <b>{title ? <Ruby text={title} /> : '…'}</b>
          <span className="cta">{hostOf(draft.url)}</span>
        </div>
      </div>
    </figure>
  );
}

/** The site that the link leads to; residents see where they go. */
function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return '…';
  }
}
