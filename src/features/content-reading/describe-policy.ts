import { type Localized, languages } from '../../base/language.ts';
import { type Policy, type PolicyItems, policyWords, type Terms, termsWords } from '../../engines/policy/index.ts';

export interface DescribedPolicy {
  readonly id: string;
  readonly version: string;
  /** In the few marks that the console shows: `## heading`, `- item`, paragraphs apart by an empty line. */
  readonly text: { readonly ja: string; readonly en: string };
  /** The pack as data, the prefecture's name filled in. */
  readonly [field: string]: unknown;
}

/** A policy in both of its forms: data and text. */
export function describePolicy(policy: Policy, items: PolicyItems, prefecture: Localized): DescribedPolicy {
  const { articles: _, ...data } = policy;
  const text = (language: 'ja' | 'en') => {
    const { title, articles } = policyWords(policy, items, language, prefecture);
    return [
      `# ${title}`,
      ...articles.flatMap(({ heading, paragraphs }) => [
        `## ${heading}`,
        ...paragraphs.flatMap(({ text, entries }) => [
          text,
          ...(entries.length > 0
            ? [entries.map(({ term, lines }) => `- ${[term, ...lines].join(' — ')}`).join('\n')]
            : []),
        ]),
      ]),
    ].join('\n\n');
  };
  return { ...filled(data, prefecture), text: { ja: text('ja'), en: text('en') } };
}

/** The terms of use in the same shape. */
export function describeTerms(terms: Terms, prefecture: Localized): DescribedPolicy {
  const text = (language: 'ja' | 'en') => {
    const { title, articles } = termsWords(terms, language, prefecture);
    return [`# ${title}`, ...articles.flatMap(({ heading, text }) => [`## ${heading}`, text])].join('\n\n');
  };
  const { id, version, title, effectiveOn } = terms;
  return { ...filled({ id, version, title, effectiveOn }, prefecture), text: { ja: text('ja'), en: text('en') } };
}

/** The same data with the prefecture's name wherever a text in a language leaves it open. */
function filled<T>(data: T, prefecture: Localized, language?: keyof Localized): T {
  if (typeof data === 'string') return (language ? data.replaceAll('{prefecture}', prefecture[language]) : data) as T;
  if (Array.isArray(data)) return data.map((item: unknown) => filled(item, prefecture, language)) as T;
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).map(([name, value]) => {
    const spoken = languages.find((one) => one === name) ?? language;
    return [name, filled(value, prefecture, spoken)];
  });
  return Object.fromEntries(entries) as T;
}
