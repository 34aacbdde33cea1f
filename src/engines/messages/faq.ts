import { z } from 'zod';
import type { Finding } from '../../base/finding.ts';
import { type OnDate, parseOnDate } from '../../base/jst.ts';
import { type Language, type Localized, languages } from '../../base/language.ts';
import { kanjiWithoutReading, rubyBare } from '../../base/ruby.ts';
import { wordingFaults } from './wording.ts';

/** The categories by which people browse, in the order of the menu. */
export const faqCategories = [
  'infection',
  'symptoms',
  'testing',
  'consultation',
  'home-care',
  'prevention',
  'work-school',
  'money-support',
  'foreign-residents',
  'pregnancy',
  'children',
  'elderly',
  'service-data',
] as const;
export type FaqCategory = (typeof faqCategories)[number];

const text = z.string().trim().min(1);
const perLanguage = <T extends z.ZodType>(schema: T) => z.strictObject({ ja: schema, easy: schema, en: schema });
const onDate = z
  .string()
  .refine((value) => parseOnDate(value) !== undefined, 'Not a calendar date such as 2020-04-01')
  .transform((value) => parseOnDate(value)!);

const entry = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  question: perLanguage(text),
  /** The same question in other good words; may be shown. */
  otherPhrasings: perLanguage(z.array(text)).default({ ja: [], easy: [], en: [] }),
  /** The same question as people really type it, chatty, kana-only or misspelt: for searching, never shown. */
  phrasings: perLanguage(z.array(text)).default({ ja: [], easy: [], en: [] }),
  answer: perLanguage(text),
  /** The public page that the answer passes on, in our own words. */
  sourceUrl: z.url({ protocol: /^https?$/ }),
  sourceTitle: text,
  checkedOn: onDate,
  validFrom: onDate,
  validTo: onDate.optional(),
});

const schema = z.strictObject({
  category: z.enum(faqCategories),
  name: perLanguage(text),
  entries: z.array(entry).min(1),
});

/** One question with its answer. `validTo` is the last day on which it holds. */
export type FaqEntry = z.infer<typeof entry> & { readonly category: FaqCategory; readonly categoryName: Localized };

const fault = (code: string, where: string, message: string): Finding => ({
  severity: 'error',
  code: `faq.${code}`,
  where,
  message,
});

/**
 * Reads one file of questions, content/packs/<pack>/faq/<category>.yaml, from parsed YAML; no entries when the shape is wrong.
 * That ids are one of a kind over all files is for `repeatedFaqIds`.
 */
export function parseFaq(
  object: unknown,
  where: string,
): { readonly entries: readonly FaqEntry[]; readonly findings: readonly Finding[] } {
  const parsed = schema.safeParse(object);
  if (!parsed.success) {
    const findings = parsed.error.issues.map((issue) =>
      fault('shape', `${where}: ${issue.path.join('.') || 'file'}`, `${issue.message}; mend the entry.`),
    );
    return { entries: [], findings };
  }
  const { category, name, entries } = parsed.data;
  const findings = [
    ...readingFaults([name.easy], `${where}: name.easy`),
    ...entries.flatMap((one) => entryFaults(one, where)),
    ...repeatedFaqIds(entries).map((id) =>
      fault('id-twice', `${where}: ${id}`, 'The id stands twice; ids are kept for ever and are one of a kind.'),
    ),
  ];
  return { entries: entries.map((one) => ({ ...one, category, categoryName: name })), findings };
}

/** Ids that stand more than once. */
export const repeatedFaqIds = (entries: ReadonlyArray<{ readonly id: string }>): readonly string[] => {
  const ids = entries.map(({ id }) => id);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
};

/** Every way in which an entry is known to be asked in a language, without readings, its own question aside. */
export const phrasingsOf = (one: FaqEntry, language: Language): readonly string[] => [
  ...new Set([...one.otherPhrasings[language], ...one.phrasings[language]].map(rubyBare)),
];

/** The entries that hold on a day. */
export const faqOn = (entries: readonly FaqEntry[], on: OnDate): readonly FaqEntry[] =>
  entries.filter((one) => one.validFrom <= on && (one.validTo === undefined || on <= one.validTo));

const longestAnswer: Readonly<Record<Language, number>> = { ja: 240, easy: 280, en: 560 };

function entryFaults(one: z.infer<typeof entry>, where: string): Finding[] {
  const at = `${where}: ${one.id}`;
  const findings: Finding[] = [];
  if (one.validTo !== undefined && one.validTo < one.validFrom)
    findings.push(fault('dates', at, `validTo ${one.validTo} lies before validFrom ${one.validFrom}; mend the dates.`));
  findings.push(...readingFaults([one.question.easy, ...one.otherPhrasings.easy, one.answer.easy], at));
  for (const language of languages) {
    for (const message of wordingFaults(one.answer[language], language)) findings.push(fault('wording', at, message));
    const length = [...rubyBare(one.answer[language])].length;
    const most = longestAnswer[language];
    if (length > most)
      findings.push(fault('too-long', at, `The ${language} answer has ${length} characters; at most ${most}.`));
  }
  return findings;
}

/** `phrasings` are let be: they are what people type, and nobody is shown them. */
const readingFaults = (texts: readonly string[], where: string): Finding[] =>
  texts
    .map((words) => kanjiWithoutReading(words).join(''))
    .filter((bare) => bare !== '')
    .map((bare) => fault('reading-missing', where, `Kanji without a reading: ${bare}; write {漢字|かんじ}.`));
