import { z } from 'zod';
import type { Finding } from '../../base/finding.ts';
import { type OnDate, parseOnDate } from '../../base/jst.ts';
import { kanjiWithoutReading } from '../../base/ruby.ts';
import type { Document } from './parse.ts';

/** One item of an account's latest news: what residents read, and the official page that says more. */
const newsItem = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  on: z.custom<OnDate>((value) => typeof value === 'string' && parseOnDate(value) !== undefined),
  title: z.strictObject({ ja: z.string().min(1), easy: z.string().min(1), en: z.string().min(1) }),
  url: z.url({ protocol: /^https?$/ }),
});
export type NewsItem = z.infer<typeof newsItem>;

/** Reads `content/accounts/<slug>/news.yaml`, a list of items; newest first. Items with a fault are told and left out. */
export function parseNews(
  document: Document,
  where: string,
): { readonly items: readonly NewsItem[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const report = (at: string, message: string) =>
    findings.push({ severity: 'error', code: 'accounts.news', where: `${where}: ${at}`, message });
  if (!Array.isArray(document)) {
    report('file', 'The file is not a list; begin each item with `- id: …`.');
    return { items: [], findings };
  }
  const items = document.flatMap((entry: unknown, index): NewsItem[] => {
    const at = `item ${index + 1}`;
    const result = newsItem.safeParse(entry);
    if (!result.success) {
      const paths = [...new Set(result.error.issues.map((issue) => issue.path.join('.') || 'the item'))].join(', ');
      report(at, `Missing or wrong: ${paths}; write id, on (2020-03-30), title under ja, easy and en, and url.`);
      return [];
    }
    const bare = kanjiWithoutReading(result.data.title.easy);
    if (bare.length > 0)
      report(at, `title.easy has kanji without a reading (${bare.join('')}); write them as {県|けん}.`);
    return [result.data];
  });
  const ids = items.map((item) => item.id);
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) {
    report(id, `Two items have the id ${id}; give each one of its own.`);
  }
  return { items: items.toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0)), findings };
}
