import { z } from 'zod';
import { type OnDate, parseOnDate } from '../../base/jst.ts';
import { languages } from '../../base/language.ts';

/**
 * An official account as content: `content/accounts/<slug>/account.yaml` laid over `_base/account.yaml`. One schema a key,
 * so that every key is judged by itself and all faults are told at once.
 */
const text = z.string().trim().min(1);
const localized = z.strictObject({ ja: text, easy: text, en: text });
const date = z.custom<OnDate>((value) => typeof value === 'string' && parseOnDate(value) !== undefined, {
  error: 'is not a date',
});
const url = z.url({ protocol: /^https?$/ });
/** A key of `sources`. */
const sourceId = text;

/** The tiles of the menu, in the order shown. */
export const menuTiles = ['report', 'guidance', 'faq', 'news', 'doctor', 'my-data', 'language'] as const;
export type MenuTile = (typeof menuTiles)[number];

/** From which day answers may no longer pass through the chat without a recorded reason. */
export const chatNeedsExceptionFrom = '2021-04-30' as OnDate;

export const accountShape = {
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** As residents see it in their list of friends. */
  name: localized,
  /** The same account's name as other sources write it. */
  alsoWritten: z.array(z.strictObject({ text, source: sourceId, note: text.optional() })),
  prefectureCode: z.string().regex(/^\d{2}$/),
  /** The one character in the round seal that stands for the account. */
  seal: z.string().refine((seal) => [...new Intl.Segmenter('ja').segment(seal)].length === 1),
  opened: z.strictObject({
    on: date,
    source: sourceId,
    alsoGivenAs: z.array(z.strictObject({ on: date, source: sourceId })).optional(),
    note: text.optional(),
  }),
  /** Whether it also serves every prefecture that has no account of its own. */
  catchAll: z.boolean(),
  /** A folder of `content/packs`. */
  diseasePack: text,
  languages: z.array(z.enum(languages)).min(1),
  /** How questions are asked: on a page of the prefecture's own host, or in the chat by buttons. */
  answerMode: z.enum(['form', 'chat']),
  /** Why the chat is used all the same, who allowed it, and when (government guideline of 2021-04-30). */
  chatException: z.strictObject({ reason: text, approvedBy: text, approvedOn: date }).nullable(),
  /** Which rule profile holds from when; null: the disease pack's own schedule. */
  guidanceSchedule: z
    .array(z.strictObject({ from: date, profile: text }))
    .min(1)
    .nullable(),
  /** `content/policies/<id>/<version>.yaml` */
  policy: z.strictObject({ id: text, version: text }),
  /** Files below `content/accounts`, shared ones first; a point in a later file replaces one of the same id. */
  contactPoints: z.array(text).min(1),
  menu: z.array(z.enum(menuTiles)).min(1),
  doctorConsultation: z.strictObject({
    provider: localized,
    url,
    hours: localized,
    scope: localized,
    price: localized,
    source: sourceId.optional(),
  }),
  /** The prefecture's official page on the disease. */
  newsUrl: url,
  /** Who answers for the guidance medically. `demonstration` marks a stand-in, which no account in service may have. */
  medicalSignOff: z.strictObject({ name: text, role: text, on: date, demonstration: z.boolean() }),
  /** A sample with fictitious phone numbers; pages say so. */
  demonstration: z.boolean(),
  /** What the facts above were taken from, by id. */
  sources: z.record(
    z.string(),
    z.strictObject({ title: text, publisher: text, on: date.optional(), url: url.optional(), note: text.optional() }),
  ),
} as const;

type Shape = typeof accountShape;
export type Account = { readonly [Key in keyof Shape]: z.infer<Shape[Key]> };
export type AccountKey = keyof Shape;
