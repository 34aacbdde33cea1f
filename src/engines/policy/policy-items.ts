import { z } from 'zod';
import type { Finding } from '../../base/finding.ts';
import { languages } from '../../base/language.ts';
import { kanjiWithoutReading } from '../../base/ruby.ts';

/** What a tick in the consent means: see `ticks` of a policy. */
export const tickMeanings = ['consent', 'opt-out', 'acknowledged'] as const;
export type TickMeaning = (typeof tickMeanings)[number];

export const text = z.string().trim().min(1);
export const localizedText = z.strictObject({ ja: text, easy: text, en: text });

const labelIds = [
  'purposes',
  'items',
  'ground',
  'handledUnder',
  'conditions',
  'namedFrom',
  'deadline',
  'required',
  'optional',
] as const;

const schema = z.strictObject({
  id: z.literal('items'),
  version: text,
  items: z.record(
    z.string().regex(/^[a-z][a-z0-9_]*$/),
    z.strictObject({ health: z.boolean().default(false), name: localizedText, what: localizedText }),
  ),
  labels: z.record(z.enum(labelIds), localizedText),
  meanings: z.record(z.enum(tickMeanings), localizedText),
});

/** Everything the software may hold (content/policies/items.yaml), and the words with which policies write out their lists. */
export type PolicyItems = z.infer<typeof schema>;

export const policyFault = (code: string, where: string, message: string): Finding => ({
  severity: 'error',
  code: `policy.${code}`,
  where,
  message,
});

/** The findings of a shape that does not fit. */
export const shapeFaults = (error: z.ZodError, where: string): Finding[] =>
  error.issues.map((issue) =>
    policyFault('shape', `${where}: ${issue.path.join('.') || 'file'}`, `${issue.message}; mend the entry.`),
  );

/** Easy Japanese anywhere in the content whose kanji lack a reading. */
export function readingFaults(value: unknown, where: string, path: readonly string[] = []): Finding[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key !== 'easy' || typeof inner !== 'string') return readingFaults(inner, where, [...path, key]);
    const bare = kanjiWithoutReading(inner);
    if (bare.length === 0) return [];
    const at = `${where}: ${[...path, key].join('.')}`;
    return [policyFault('reading-missing', at, `Kanji without a reading: ${bare.join('')}; write {漢字|かんじ}.`)];
  });
}

/** Placeholders (`{prefecture}`) that the content may not use, or that the languages do not share. */
export function placeholderFaults(value: unknown, where: string, allowed: readonly string[]): Finding[] {
  const walk = (inner: unknown, path: readonly string[]): Finding[] => {
    if (typeof inner !== 'object' || inner === null) return [];
    const record = inner as Readonly<Record<string, unknown>>;
    const spoken = languages.filter((language) => typeof record[language] === 'string');
    const used = spoken.map((language) => [...new Set(placeholders(record[language] as string))].sort());
    const at = `${where}: ${path.join('.')}`;
    const stray = [...new Set(used.flat())].filter((name) => !allowed.includes(name));
    return [
      ...stray.map((name) =>
        policyFault('placeholder', at, `{${name}} is not filled in here; allowed: ${allowed.join(', ')}.`),
      ),
      ...(new Set(used.map(String)).size > 1
        ? [policyFault('placeholder', at, `The languages fill in different things (${used.join(' | ')}).`)]
        : []),
      ...Object.entries(record).flatMap(([key, next]) => walk(next, [...path, key])),
    ];
  };
  return walk(value, []);
}

const placeholders = (words: string): string[] => [...words.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);

/** Reads content/policies/items.yaml. `items` is undefined when the shape is wrong. */
export function parsePolicyItems(
  object: unknown,
  where: string,
): { readonly items: PolicyItems | undefined; readonly findings: readonly Finding[] } {
  const parsed = schema.safeParse(object);
  if (!parsed.success) return { items: undefined, findings: shapeFaults(parsed.error, where) };
  const { labels, ...rest } = parsed.data;
  const findings = [
    ...readingFaults(withoutPlaceholders(parsed.data), where),
    ...placeholderFaults(rest, where, []),
    ...placeholderFaults({ deadline: labels.deadline }, where, ['days', 'extension']),
  ];
  return { items: parsed.data, findings };
}

/** The same content with `{name}` taken out, so that only readings stand in braces. */
export const withoutPlaceholders = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, inner) => (typeof inner === 'string' ? inner.replace(/\{\w+\}/g, '') : inner)));
