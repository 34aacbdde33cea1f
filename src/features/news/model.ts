import type { Id } from '../../base/ids.ts';
import type { OnDate } from '../../base/jst.ts';
import type { Localized } from '../../base/language.ts';
import { languages } from '../../base/language.ts';
import { kanjiWithoutReading } from '../../base/ruby.ts';

export type NewsId = Id<'news'>;

export const newsStates = ['draft', 'published', 'withdrawn'] as const;
export type NewsState = (typeof newsStates)[number];

/** What staff write: a headline that leads to the prefecture's own page. */
export interface NewsDraft {
  readonly title: Localized;
  readonly url: string;
  /** Shown to residents from this day on. */
  readonly publishedOn: OnDate;
  readonly state: NewsState;
}

export interface NewsItem extends NewsDraft {
  readonly newsId: NewsId;
  readonly updatedAt: Date;
  /** A staff id, or who imported it. */
  readonly updatedBy: string;
}

export const noSuchNews = {
  code: 'news.no-such-item',
  status: 404,
  title: 'There is no such news item in this account.',
} as const;
export const newsIncomplete = {
  code: 'news.incomplete',
  status: 422,
  title: 'News can be published when it is complete; missing or wrong: {fields}.',
} as const;

/** Characters; two lines of the resident's list. */
export const longestTitle = 80;

/** What keeps an item from being published: fields without content, titles too long, kanji without reading, a link that is none. */
export function faultsOf(draft: NewsDraft): string[] {
  const faults: string[] = [];
  for (const language of languages) {
    const length = [...draft.title[language].trim()].length;
    if (length === 0 || length > longestTitle) faults.push(`title.${language}`);
  }
  if (kanjiWithoutReading(draft.title.easy).length > 0) faults.push('readings');
  if (!isHttpsPage(draft.url)) faults.push('url');
  return faults;
}

function isHttpsPage(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && url.hostname.includes('.');
}
