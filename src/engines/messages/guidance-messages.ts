import { z } from 'zod';
import type { Finding } from '../../base/finding.ts';
import { type Language, languages } from '../../base/language.ts';
import { kanjiWithoutReading, rubyBare } from '../../base/ruby.ts';
import { wordingFaults } from './wording.ts';

/** How urgent a page of guidance is; the look gives each level a colour, an icon and a word. */
export const guidanceLevels = ['calm', 'watch', 'call', 'emergency'] as const;
export type GuidanceLevel = (typeof guidanceLevels)[number];

const text = z.string().trim().min(1);
const localized = z.strictObject({ ja: text, easy: text, en: text });
const texts = z.array(text).min(1);
const block = z.strictObject({ title: text, items: texts });
const strongText = z.strictObject({ strong: text, rest: text });

/** The words of one outcome in one language. `sayFirst` opens what is to be said on the phone; `more` are further lists. */
const words = z.strictObject({
  title: text,
  lead: text,
  steps: texts,
  whenToCall: texts.optional(),
  sayFirst: texts.optional(),
  more: z.array(block).optional(),
});

const outcome = z.strictObject({
  level: z.enum(guidanceLevels),
  notices: texts,
  levelWord: localized.optional(),
  ja: words,
  easy: words,
  en: words,
  variants: z
    .array(
      z.strictObject({
        profiles: texts,
        notices: texts.optional(),
        ja: words.partial().optional(),
        easy: words.partial().optional(),
        en: words.partial().optional(),
      }),
    )
    .default([]),
});

const codes = z.record(z.string(), text);
const phraseBase = { id: text, onPhone: z.boolean().default(true) };
const phrase = z.union([
  z.strictObject({
    ...phraseBase,
    first: z.array(z.strictObject({ if: codes, onPhone: z.boolean().default(true), say: localized })).min(1),
  }),
  z.strictObject({ ...phraseBase, each: text, say: z.record(text, localized) }),
  z.strictObject({ ...phraseBase, list: text, names: z.record(text, localized), say: localized }),
]);

const signGroup = z.strictObject({ title: localized, ja: texts, easy: texts, en: texts });
const dateWords = z.strictObject({ pattern: text, months: z.array(text).length(12), days: z.array(text).length(31) });
const perLanguage = <T extends z.ZodType>(schema: T) => z.strictObject({ ja: schema, easy: schema, en: schema });

const schema = z.strictObject({
  id: text,
  version: text,
  profiles: texts,
  childUnder: z.int().positive(),
  notices: z.record(
    text,
    z.strictObject({
      publisher: text,
      issued: z.string().regex(/^\d{4}(-\d{2}){0,2}$/),
      ja: text,
      easy: text,
      en: text,
    }),
  ),
  levels: z.record(z.enum(guidanceLevels), z.strictObject({ word: localized, stepsTitle: localized })),
  outcomes: z.record(text, outcome),
  shared: z.strictObject({
    notDiagnosis: perLanguage(strongText),
    notDiagnosisEmergency: perLanguage(strongText),
    chatNotWatched: localized,
    ambulanceAdvice: localized,
    child: localized,
    childEmergency: localized,
    answerAgain: localized,
  }),
  signs: z.strictObject({
    notices: texts,
    title: localized,
    adults: signGroup,
    family: signGroup,
    children: signGroup,
  }),
  headings: z.strictObject({
    say: localized,
    sayHint: localized,
    whenToCall: localized,
    yourAnswers: localized,
    notices: localized,
  }),
  phrases: z.array(phrase).min(1),
  joins: perLanguage(z.tuple([z.string(), z.string()])),
  dates: perLanguage(dateWords),
});

/** The words of guidance as content/packs/…/messages/guidance.yaml holds them, checked. */
export type GuidanceMessages = z.infer<typeof schema>;
export type OutcomeWords = z.infer<typeof words>;
export type Phrase = z.infer<typeof phrase>;
export type DateWords = z.infer<typeof dateWords>;

/** What the guidance tables can decide: every outcome of every profile needs words. */
export interface ExpectedGuidance {
  readonly outcomes: readonly string[];
  readonly profiles: readonly string[];
}

/**
 * Reads the words of guidance from parsed YAML. `messages` is undefined when the shape is wrong; findings of severity
 * `error` (a missing outcome, an unknown notice, a bare kanji, a judging word, a title too long for a phone) forbid publishing.
 * @param where the file, for findings
 * @param expected what the guidance tables can decide; without it, only the file itself is checked
 */
export function loadGuidanceMessages(
  object: unknown,
  where: string,
  expected?: ExpectedGuidance,
): { readonly messages: GuidanceMessages | undefined; readonly findings: readonly Finding[] } {
  const parsed = schema.safeParse(object);
  if (!parsed.success) {
    const findings = parsed.error.issues.map((issue) =>
      fault('messages.shape', `${where}: ${issue.path.join('.') || 'file'}`, `${issue.message}; mend the entry.`),
    );
    return { messages: undefined, findings };
  }
  const messages = parsed.data;
  const findings = [
    ...expectationFaults(messages, where, expected),
    ...noticeFaults(messages, where),
    ...variantFaults(messages, where),
    ...phraseFaults(messages, where),
    ...textFaults(messages, where),
    ...lengthFaults(messages, where),
  ];
  return { messages, findings };
}

/** The codes that can be said back, by question: for comparing with the questionnaires' own codes. */
export function spokenCodes(messages: GuidanceMessages): ReadonlyMap<string, ReadonlySet<string>> {
  const spoken = new Map<string, Set<string>>();
  const note = (question: string, code: string) => {
    const known = spoken.get(question) ?? new Set<string>();
    if (code !== '*') known.add(code);
    spoken.set(question, known);
  };
  for (const one of messages.phrases) {
    if ('first' in one)
      for (const option of one.first) for (const [q, code] of Object.entries(option.if)) note(q, code);
    else if ('each' in one) for (const code of Object.keys(one.say)) note(one.each, code);
    else for (const code of Object.keys(one.names)) note(one.list, code);
  }
  return spoken;
}

const fault = (code: string, where: string, message: string): Finding => ({ severity: 'error', code, where, message });

function expectationFaults(messages: GuidanceMessages, where: string, expected?: ExpectedGuidance): Finding[] {
  if (!expected) return [];
  const outcomes = expected.outcomes
    .filter((name) => !(name in messages.outcomes))
    .map((name) =>
      fault('messages.outcome-missing', `${where}: outcomes`, `Outcome ${name} has no words; write them.`),
    );
  const unknown = Object.keys(messages.outcomes)
    .filter((name) => !expected.outcomes.includes(name))
    .map((name) =>
      fault('messages.outcome-unknown', `${where}: outcomes.${name}`, 'No table decides this; remove it.'),
    );
  const profiles = expected.profiles
    .filter((name) => !messages.profiles.includes(name))
    .map((name) =>
      fault(
        'messages.profile-missing',
        `${where}: profiles`,
        `Profile ${name} was not considered; add it and its variants.`,
      ),
    );
  return [...outcomes, ...unknown, ...profiles];
}

function noticeFaults(messages: GuidanceMessages, where: string): Finding[] {
  const used: [string, readonly string[]][] = [[`${where}: signs.notices`, messages.signs.notices]];
  for (const [name, one] of Object.entries(messages.outcomes)) {
    used.push([`${where}: outcomes.${name}.notices`, one.notices]);
    one.variants.forEach((variant, at) => {
      used.push([`${where}: outcomes.${name}.variants.${at}.notices`, variant.notices ?? []]);
    });
  }
  return used.flatMap(([at, ids]) =>
    ids
      .filter((id) => !(id in messages.notices))
      .map((id) =>
        fault('messages.notice-unknown', at, `Notice ${id} is not listed under notices; list it or mend the id.`),
      ),
  );
}

/** A field changed in one language must be changed in all, and a profile has one variant at most. */
function variantFaults(messages: GuidanceMessages, where: string): Finding[] {
  const findings: Finding[] = [];
  for (const [name, one] of Object.entries(messages.outcomes)) {
    const at = `${where}: outcomes.${name}.variants`;
    const named = one.variants.flatMap((variant) => variant.profiles);
    for (const profile of named.filter((p) => !messages.profiles.includes(p)))
      findings.push(
        fault('messages.profile-unknown', at, `Profile ${profile} is not listed under profiles; mend the id.`),
      );
    for (const profile of new Set(named.filter((p, i) => named.indexOf(p) !== i)))
      findings.push(fault('messages.variant-twice', at, `Profile ${profile} has two variants; merge them.`));
    for (const variant of [...one.variants, one]) {
      const fields = languages.map((language) =>
        Object.keys(variant[language] ?? {})
          .sort()
          .join(', '),
      );
      if (new Set(fields).size > 1)
        findings.push(
          fault(
            'messages.language-missing',
            at,
            `The languages differ in their fields (${fields.join(' | ')}); write each in all.`,
          ),
        );
    }
  }
  return findings;
}

/** What stands in braces without a reading: `{age}`. */
const placeholders = (say: string): string =>
  [...say.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1])
    .sort()
    .join(', ');

function phraseFaults(messages: GuidanceMessages, where: string): Finding[] {
  const findings: Finding[] = [];
  for (const one of messages.phrases) {
    const at = `${where}: phrases.${one.id}`;
    const sayings =
      'first' in one
        ? one.first.map((option) => ({ say: option.say, given: Object.keys(option.if) }))
        : 'each' in one
          ? Object.values(one.say).map((say) => ({ say, given: [] as string[] }))
          : [{ say: one.say, given: ['list'] }];
    for (const { say, given } of sayings) {
      const used = languages.map((language) => placeholders(say[language]));
      if (new Set(used).size > 1)
        findings.push(
          fault('messages.placeholder', at, `The languages fill in different answers (${used.join(' | ')}).`),
        );
      const stray = (used[0] ?? '').split(', ').filter((name) => name !== '' && !given.includes(name));
      for (const name of stray)
        findings.push(
          fault('messages.placeholder', at, `{${name}} is not among the answers that the phrase asks for.`),
        );
    }
  }
  return findings;
}

/** Every text of the file with its place and language; a text below a key `ja`, `easy` or `en` is in that language. */
function* textsOf(value: unknown, path: readonly string[], language?: Language): Generator<[string, string, Language]> {
  if (typeof value === 'string') {
    if (language) yield [path.join('.'), value, language];
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value))
    yield* textsOf(inner, [...path, key], languages.find((one) => one === key) ?? language);
}

function textFaults(messages: GuidanceMessages, where: string): Finding[] {
  const findings: Finding[] = [];
  for (const [path, words, language] of textsOf(messages, [])) {
    const at = `${where}: ${path}`;
    const bare = language === 'easy' ? kanjiWithoutReading(words.replace(/\{\w+\}/g, '')) : [];
    if (bare.length > 0)
      findings.push(
        fault('messages.reading-missing', at, `Kanji without a reading: ${bare.join('')}; write {漢字|かんじ}.`),
      );
    for (const message of wordingFaults(words, language)) findings.push(fault('messages.wording', at, message));
  }
  return findings;
}

/**
 * The most characters a text may have (readings not counted): two lines of 28 px bold for a Japanese title on a 360 px
 * phone, three where words are longer; a lead of four or five lines, so that the call button stays in the first view.
 */
const longest: Readonly<Record<'title' | 'lead' | 'step', Readonly<Record<Language, number>>>> = {
  title: { ja: 21, easy: 30, en: 42 },
  lead: { ja: 64, easy: 84, en: 165 },
  step: { ja: 60, easy: 90, en: 130 },
};

function lengthFaults(messages: GuidanceMessages, where: string): Finding[] {
  const findings: Finding[] = [];
  const measure = (kind: keyof typeof longest, words: string | undefined, language: Language, at: string) => {
    const length = [...rubyBare(words ?? '')].length;
    if (length > longest[kind][language])
      findings.push(
        fault(
          'messages.too-long',
          at,
          `${length} characters; at most ${longest[kind][language]} fit a phone. Shorten it.`,
        ),
      );
  };
  for (const [name, one] of Object.entries(messages.outcomes))
    for (const [at, part] of [one, ...one.variants].entries())
      for (const language of languages) {
        const path = `${where}: outcomes.${name}${at === 0 ? '' : `.variants.${at - 1}`}.${language}`;
        measure('title', part[language]?.title, language, `${path}.title`);
        measure('lead', part[language]?.lead, language, `${path}.lead`);
        for (const step of [...(part[language]?.steps ?? []), ...(part[language]?.whenToCall ?? [])])
          measure('step', step, language, path);
      }
  return findings;
}
