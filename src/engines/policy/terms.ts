import { z } from 'zod';
import type { Finding } from '../../base/finding.ts';
import { parseOnDate } from '../../base/jst.ts';
import type { Language, Localized } from '../../base/language.ts';
import {
  localizedText,
  placeholderFaults,
  policyFault,
  readingFaults,
  shapeFaults,
  text,
  withoutPlaceholders,
} from './policy-items.ts';

const schema = z.strictObject({
  id: text,
  version: text,
  effectiveOn: z
    .string()
    .refine((value) => parseOnDate(value) !== undefined, 'Not a calendar date such as 2020-03-05')
    .transform((value) => parseOnDate(value)!),
  title: localizedText,
  articles: z.array(z.strictObject({ id: text, heading: localizedText, text: localizedText })).min(1),
});

/** Terms of use (content/terms/<version>.yaml): short articles in every language. */
export type Terms = z.infer<typeof schema>;

/** What terms of use must speak of: that guidance is no diagnosis, 119 first, cost, misuse, how to stop, changes. */
const neededArticles = ['not-a-diagnosis', 'emergency', 'cost', 'misuse', 'stop', 'changes'] as const;

/** Reads terms of use from parsed YAML; `terms` is undefined when the shape is wrong. */
export function parseTerms(
  object: unknown,
  where: string,
): { readonly terms: Terms | undefined; readonly findings: readonly Finding[] } {
  const parsed = schema.safeParse(object);
  if (!parsed.success) return { terms: undefined, findings: shapeFaults(parsed.error, where) };
  const terms = parsed.data;
  const named = terms.articles.map(({ id }) => id);
  const emergency = terms.articles.find(({ id }) => id === 'emergency');
  const findings = [
    ...neededArticles
      .filter((id) => !named.includes(id))
      .map((id) => policyFault('article-missing', `${where}: articles`, `The article ${id} is missing; write it.`)),
    ...(emergency && Object.values(emergency.text).some((words) => !words.includes('119'))
      ? [policyFault('emergency', `${where}: articles.emergency`, 'Every language names 119.')]
      : []),
    ...readingFaults(withoutPlaceholders(terms), where),
    ...placeholderFaults(terms, where, ['prefecture']),
  ];
  return { terms, findings };
}

/** The terms in one language, for an account's prefecture. */
export function termsWords(
  terms: Terms,
  language: Language,
  prefecture: Localized,
): { readonly title: string; readonly articles: ReadonlyArray<{ readonly heading: string; readonly text: string }> } {
  const say = (words: Localized) => words[language].replaceAll('{prefecture}', () => prefecture[language]);
  return {
    title: say(terms.title),
    articles: terms.articles.map((article) => ({ heading: say(article.heading), text: say(article.text) })),
  };
}
