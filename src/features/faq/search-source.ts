import type { OnDate } from '../../base/jst.ts';
import type { Places } from '../../base/places.ts';
import { rubyBare } from '../../base/ruby.ts';
import type { SearchEntry } from '../../engines/faq-search/index.ts';
import { type FaqEntry, faqOn, phrasingsOf } from '../../engines/messages/index.ts';
import type { AccountContent } from '../content/index.ts';
import type { SearchSource } from './search-set.ts';

/** What an account's search is built from: the entries of its pack that hold on a day. */
export function searchSourceOf({ account, pack }: AccountContent, places: Places, on: OnDate): SearchSource {
  const entries = faqOn(pack.faq, on);
  return {
    japanese: entries.map(inJapanese),
    english: entries.map(inEnglish),
    ...pack.faqWords,
    places: placeNames(places.prefecture(account.prefectureCode)?.name),
  };
}

/** Japanese and easy Japanese are one to whoever searches: each entry is found by the words of both. */
const inJapanese = (one: FaqEntry): SearchEntry => ({
  id: one.id,
  question: one.question.ja,
  phrasings: [...phrasingsOf(one, 'ja'), rubyBare(one.question.easy), ...phrasingsOf(one, 'easy')],
  answer: one.answer.ja,
  category: one.categoryName.ja,
});

const inEnglish = (one: FaqEntry): SearchEntry => ({
  id: one.id,
  question: one.question.en,
  phrasings: phrasingsOf(one, 'en'),
  answer: one.answer.en,
  category: one.categoryName.en,
});

/** With and without what kind of place it is; one letter alone would silence too much. */
const placeNames = (name: string | undefined): string[] => {
  if (name === undefined) return [];
  const bare = name.slice(0, -1);
  return bare.length >= 2 ? [name, bare] : [name];
};
