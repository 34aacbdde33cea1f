import type { Language, Localized } from '../../base/language.ts';
import type { ArticleList, Policy, Recipient, TickId } from './policy.ts';
import { tickIds } from './policy.ts';
import { collectedItems } from './policy-faults.ts';
import type { PolicyItems, TickMeaning } from './policy-items.ts';

/** One entry of a list: what it is about, and lines that say more. */
export interface WordsEntry {
  readonly term: string;
  readonly lines: readonly string[];
}

export interface ArticleWords {
  readonly heading: string;
  readonly paragraphs: ReadonlyArray<{ readonly text: string; readonly entries: readonly WordsEntry[] }>;
}

export interface TickWords {
  readonly id: TickId;
  readonly meaning: TickMeaning;
  readonly required: boolean;
  readonly sentence: string;
  readonly note: string;
}

/** A policy in words, for the consent page, its full text, and "my data". */
export interface PolicyWords {
  readonly title: string;
  readonly controller: string;
  readonly demonstration?: string;
  readonly contact: { readonly phone: string; readonly office: string };
  readonly summary: ReadonlyArray<{ readonly id: string; readonly label: string; readonly text: string }>;
  readonly ticks: readonly TickWords[];
  /** What is held, why it may be named, and for how long: one entry for each item, by id. */
  readonly items: Readonly<Record<string, { readonly name: string; readonly what: string; readonly kept: string }>>;
  readonly recipients: readonly WordsEntry[];
  readonly changes: string;
  /** The language of `articles`: there is no full text in easy Japanese, so that the wording stays one. */
  readonly articlesLanguage: 'ja' | 'en';
  readonly articles: readonly ArticleWords[];
}

/**
 * Writes a policy out in one language. The lists within the articles come from the policy's own data.
 * @param prefecture the account's prefecture in each language, for policies that several prefectures share
 */
export function policyWords(
  policy: Policy,
  items: PolicyItems,
  language: Language,
  prefecture: Localized,
): PolicyWords {
  const fill = (words: string, spoken: Language) => words.replaceAll('{prefecture}', () => prefecture[spoken]);
  const say = (words: Localized) => fill(words[language], language);
  const articlesLanguage = language === 'en' ? 'en' : 'ja';
  return {
    title: say(policy.title),
    controller: say(policy.controller),
    ...(policy.demonstration && { demonstration: say(policy.demonstration) }),
    contact: { phone: policy.contact.phone, office: say(policy.contact.office) },
    summary: policy.summary.map(({ id, label, text }) => ({ id, label: say(label), text: say(text) })),
    ticks: tickIds.map((id) => {
      const { meaning, required, sentence, note } = policy.ticks[id];
      return { id, meaning, required, sentence: say(sentence), note: say(note) };
    }),
    items: Object.fromEntries(
      collectedItems(policy).map((id) => {
        const { name, what } = items.items[id]!;
        return [id, { name: say(name), what: say(what), kept: say(retentionOf(policy, id).rule) }];
      }),
    ),
    recipients: policy.recipients.map((recipient) => recipientEntry(policy, items, recipient, say, language)),
    changes: say(policy.changes.text),
    articlesLanguage,
    articles: policy.articles.map((article) => ({
      heading: fill(article.heading[articlesLanguage], articlesLanguage),
      paragraphs: article.paragraphs.map((paragraph) => ({
        text: fill(paragraph[articlesLanguage], articlesLanguage),
        entries: paragraph.list
          ? listEntries(policy, items, paragraph.list, articlesLanguage, (words) =>
              fill(words[articlesLanguage], articlesLanguage),
            )
          : (paragraph.items ?? []).map((item, at) => ({
              term: `${bracketed(at + 1, articlesLanguage)}${fill(item[articlesLanguage], articlesLanguage)}`,
              lines: [],
            })),
      })),
    })),
  };
}

type Say = (words: Localized) => string;

const retentionOf = (policy: Policy, item: string): Policy['retention'][number] =>
  policy.retention.find((rule) => rule.items.includes(item))!;

const bracketed = (number: number, language: Language): string =>
  language === 'en' ? `(${number}) ` : `（${number}）`;
const listed = (words: readonly string[], language: Language): string => words.join(language === 'en' ? '; ' : '、');
const labelled = (label: string, words: string, language: Language): string =>
  `${label}${language === 'en' ? ': ' : '：'}${words}`;

function listEntries(
  policy: Policy,
  items: PolicyItems,
  list: ArticleList,
  language: Language,
  say: Say,
): WordsEntry[] {
  const names = (ids: readonly string[]) =>
    listed(
      ids.map((id) => say(items.items[id]!.name)),
      language,
    );
  const numbered = ({ number, text }: { readonly number: number; readonly text: Localized }) =>
    `${bracketed(number, language)}${say(text)}`;
  switch (list) {
    case 'clauses':
      return policy.collects.map((clause) => ({
        term: numbered(clause),
        lines: clause.collected ? clause.items.map((id) => labelledItem(items, id, language, say)) : [],
      }));
    case 'purposes':
      return policy.purposes.map((purpose) => ({ term: numbered(purpose), lines: [] }));
    case 'researchPurposes':
      return policy.researchPurposes.map((purpose) => ({ term: numbered(purpose), lines: [] }));
    case 'recipients':
      return policy.recipients.map((recipient) => recipientEntry(policy, items, recipient, say, language));
    case 'ticks':
      return tickIds.map((id) => tickEntry(policy, items, id, language, say));
    case 'retention':
      return policy.retention.map((rule) => ({ term: names(rule.items), lines: [say(rule.rule)] }));
    case 'requests':
      return policy.requests.map((request) => ({
        term: say(request.what),
        lines: [say(request.ground), deadline(say(items.labels.deadline), request)],
      }));
  }
}

const labelledItem = (items: PolicyItems, id: string, language: Language, say: Say): string =>
  labelled(say(items.items[id]!.name), say(items.items[id]!.what), language);

const deadline = (words: string, request: Policy['requests'][number]): string =>
  words.replace('{days}', String(request.deadlineDays)).replace('{extension}', String(request.extensionDays));

function tickEntry(policy: Policy, items: PolicyItems, id: TickId, language: Language, say: Say): WordsEntry {
  const tick = policy.ticks[id];
  const need = say(tick.required ? items.labels.required : items.labels.optional);
  return {
    term: say(tick.sentence),
    lines: [listed([say(items.meanings[tick.meaning]), need], language), say(tick.note)],
  };
}

function recipientEntry(
  policy: Policy,
  items: PolicyItems,
  recipient: Recipient,
  say: Say,
  language: Language,
): WordsEntry {
  const purposes = [...policy.purposes, ...policy.researchPurposes].filter(({ id }) => recipient.purposes.includes(id));
  const { labels } = items;
  return {
    term: say(recipient.who),
    lines: [
      labelled(
        say(labels.purposes),
        listed(
          purposes.map(({ text }) => say(text)),
          language,
        ),
        language,
      ),
      labelled(
        say(labels.items),
        listed(
          recipient.items.map((id) => say(items.items[id]!.name)),
          language,
        ),
        language,
      ),
      labelled(say(labels.ground), say(recipient.groundText), language),
      labelled(say(labels.handledUnder), say(recipient.handledUnder), language),
      ...(recipient.conditions ? [labelled(say(labels.conditions), say(recipient.conditions), language)] : []),
      ...(recipient.namedFrom ? [labelled(say(labels.namedFrom), recipient.namedFrom, language)] : []),
    ],
  };
}
