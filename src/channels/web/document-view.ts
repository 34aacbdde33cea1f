import type { Language } from '../../base/language.ts';
import type { PolicyWords, Terms } from '../../engines/policy/index.ts';
import type { Article } from './views/document-page.ts';

/** The articles of a policy as a page shows them; lists that come from the policy's data stand below their paragraph. */
export const articlesOfPolicy = (words: PolicyWords): Article[] =>
  words.articles.map(({ heading, paragraphs }, at) => ({
    id: `article-${at + 1}`,
    title: heading,
    paragraphs: paragraphs.flatMap(({ text, entries }) => [
      text,
      ...(entries.length > 0
        ? [{ items: entries.map(({ term, lines }) => [`**${term}**`, ...lines].join('\n')) }]
        : []),
    ]),
  }));

export const articlesOfTerms = (terms: Terms, language: Language): Article[] =>
  terms.articles.map(({ id, heading, text }) => ({
    id,
    title: heading[language],
    paragraphs: text[language].trim().split(/\n\s*\n/),
  }));
