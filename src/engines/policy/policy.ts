import { z } from 'zod';
import type { Finding } from '../../base/finding.ts';
import { parseOnDate } from '../../base/jst.ts';
import { policyFaults } from './policy-faults.ts';
import { localizedText, type PolicyItems, shapeFaults, text, tickMeanings } from './policy-items.ts';

/** The law that governs a policy: the prefecture's own ordinance in 2020, the revised national act since 2023-04-01. */
export const lawRegimes = ['ordinance-2020', 'appi-2023'] as const;

export const recipientKinds = [
  'administrative-body',
  'local-public-body',
  'university',
  'contractor',
  'carrier',
] as const;

/**
 * On what a provision rests. The grounds of the ordinances of 2020 and of article 69(2) of the act since 2023, and besides:
 * `announced` (recipient and purposes stand in the policy itself, as in Miyagi), `entrustment` (a contractor is not a third
 * party), `carriage` (a messenger that the person uses).
 */
export const grounds = [
  'consent',
  'announced',
  'law',
  'urgent-protection',
  'already-public',
  'public-body-need',
  'statistics-or-research',
  'clear-benefit',
  'council-opinion',
  'special-reason',
  'entrustment',
  'carriage',
] as const;
export type Ground = (typeof grounds)[number];

export const tickIds = ['terms', 'privacy', 'research', 'followup'] as const;
export type TickId = (typeof tickIds)[number];

/** What an article can put in from the policy's own data, so that text and mechanism are one. */
export const articleLists = [
  'clauses',
  'purposes',
  'researchPurposes',
  'recipients',
  'ticks',
  'retention',
  'requests',
] as const;
export type ArticleList = (typeof articleLists)[number];

const onDate = z
  .string()
  .refine((value) => parseOnDate(value) !== undefined, 'Not a calendar date such as 2020-03-30')
  .transform((value) => parseOnDate(value)!);
const id = z.string().regex(/^[a-z][a-z0-9_-]*$/);
const ids = z.array(id).min(1);
const number = z.int().positive();
const bilingual = { ja: text, en: text };

const clause = z.strictObject({
  number,
  items: ids,
  /** False: named only to say that it is not collected. */
  collected: z.boolean().default(true),
  /** Left out where the ordinance does not define sensitive information: then treated as if it were. */
  sensitive: z.boolean().optional(),
  text: localizedText,
});

const purpose = z.strictObject({ number, id, uses: z.array(number).min(1), text: localizedText });

const recipient = z.strictObject({
  id,
  kind: z.enum(recipientKinds),
  /** The date from which the recipient is named. A university without one is still to be determined and receives nothing. */
  namedFrom: onDate.optional(),
  ground: z.enum(grounds),
  purposes: ids,
  items: ids,
  who: localizedText,
  groundText: localizedText,
  handledUnder: localizedText,
  conditions: localizedText.optional(),
});

const tick = z.strictObject({
  meaning: z.enum(tickMeanings),
  required: z.boolean(),
  recipients: ids.optional(),
  sentence: localizedText,
  note: localizedText,
});

const retention = z.strictObject({
  items: ids,
  /** What becomes of it when the person is erased: unreadable, or kept and closed to view. */
  afterErasure: z.enum(['erasable', 'kept']),
  from: z.enum(['received', 'last-answer', 'purpose-ended', 'decided']),
  days: z.union([z.int().nonnegative(), z.literal('unlimited')]),
  rule: localizedText,
});

const request = z.strictObject({
  kind: z.enum(['disclosure', 'correction', 'suspension']),
  deadlineDays: number,
  extensionDays: z.int().nonnegative(),
  deadlineBasis: z.enum(['law', 'promise']),
  what: localizedText,
  ground: localizedText,
});

const article = z.strictObject({
  heading: z.strictObject(bilingual),
  /** Not taken from a published policy: ours. */
  general: z.boolean().default(false),
  paragraphs: z
    .array(
      z.strictObject({
        ...bilingual,
        list: z.enum(articleLists).optional(),
        items: z.array(z.strictObject(bilingual)).optional(),
      }),
    )
    .min(1),
});

const schema = z.strictObject({
  id,
  version: text,
  lawRegime: z.enum(lawRegimes),
  effectiveOn: onDate,
  title: localizedText,
  controller: localizedText,
  law: localizedText,
  sensitiveDefinition: localizedText,
  contact: z.strictObject({ phone: text, office: localizedText }),
  demonstration: localizedText.optional(),
  structureOf: z.strictObject({ title: text, publishedOn: onDate }).optional(),
  alsoKnown: z.array(z.strictObject({ name: text, source: text })).default([]),
  summary: z
    .array(
      z.strictObject({
        id: z.enum(['collect', 'use', 'seen', 'kept', 'stop']),
        label: localizedText,
        text: localizedText,
      }),
    )
    .length(5),
  collects: z.array(clause).min(1),
  notCollected: z.array(id).default([]),
  purposes: z.array(purpose).min(1),
  researchPurposes: z.array(z.strictObject({ number, id, within: id, text: localizedText })).default([]),
  recipients: z.array(recipient),
  ticks: z.record(z.enum(tickIds), tick),
  retention: z.array(retention).min(1),
  requests: z.array(request).length(3),
  changes: z.strictObject({
    sensitivePurpose: z.literal('ask-again'),
    otherPurpose: z.literal('notify'),
    text: localizedText,
  }),
  articles: z.array(article).min(1),
});

/** A privacy policy as content/policies/<id>/<version>.yaml holds it. */
export type Policy = z.infer<typeof schema>;
export type Recipient = Policy['recipients'][number];

/**
 * Reads a policy from parsed YAML and checks it against the list of items. `policy` is undefined when the shape is wrong;
 * any finding of severity `error` forbids publishing: the software must not run under a policy that does not say all it does.
 */
export function parsePolicy(
  object: unknown,
  where: string,
  items: PolicyItems,
): { readonly policy: Policy | undefined; readonly findings: readonly Finding[] } {
  const parsed = schema.safeParse(object);
  if (!parsed.success) return { policy: undefined, findings: shapeFaults(parsed.error, where) };
  return { policy: parsed.data, findings: policyFaults(parsed.data, where, items) };
}

/** The ticks without which no answer is accepted. */
export const requiredTicks = (policy: Policy): readonly TickId[] =>
  tickIds.filter((tickId) => policy.ticks[tickId].required);
