import { kanjiWithoutReading } from '../../../../src/base/ruby.ts';
import type { NewsDraft, NewsState } from '../../api/content-contract.ts';

export type Standing = 'draft' | 'waiting' | 'published' | 'withdrawn';

/** Published news with a date to come waits for it. Dates are Japan's. */
export const standingOf = (state: NewsState, publishedOn: string, today: string): Standing =>
  state === 'published' && publishedOn > today ? 'waiting' : state;

export type Fault = 'title.ja' | 'title.easy' | 'title.en' | 'title.long' | 'url' | 'on' | 'readings';

/** As many letters as the resident's menu shows in two lines. */
export const longestTitle = 80;

/** What is still missing before this may be published, in the order of the form. */
export function faultsOf(draft: NewsDraft): readonly Fault[] {
  const faults: Fault[] = [];
  for (const language of ['ja', 'easy', 'en'] as const) {
    if (draft.title[language].trim() === '') faults.push(`title.${language}`);
  }
  if (Object.values(draft.title).some((title) => [...title].length > longestTitle)) faults.push('title.long');
  if (kanjiWithoutReading(draft.title.easy).length > 0) faults.push('readings');
  if (!isWebAddress(draft.url)) faults.push('url');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.publishedOn)) faults.push('on');
  return faults;
}

function isWebAddress(text: string): boolean {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' && url.hostname.includes('.');
  } catch {
    return false;
  }
}
