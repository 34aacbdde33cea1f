import { z } from 'zod';
import { type OnDate, parseOnDate } from '../../base/jst.ts';

/** Shapes that requests and answers of several features share. */

export const localized = z
  .object({ ja: z.string(), easy: z.string(), en: z.string() })
  .meta({ title: 'Localized', description: 'ja, easy (easy Japanese with readings as {word|reading}), en' });

/** A calendar date in Japan that exists. */
export const onDate = z
  .string()
  .refine((text): text is OnDate => parseOnDate(text) !== undefined, 'must be a date as YYYY-MM-DD')
  .describe('YYYY-MM-DD in Japan');

export const slugParams = z.object({ slug: z.string().max(60).describe("the account's name in addresses: miyagi") });

export const municipalityCode = z.string().regex(/^\d{5}$/, 'must be a municipality code of five digits');

export const prefectureCode = z.string().regex(/^\d{2}$/, 'must be a prefecture code of two digits');
