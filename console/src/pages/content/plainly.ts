import { rubyBare } from '../../../../src/base/ruby.ts';
import type { StaffLanguage } from '../../words/format.ts';

export const isLocalized = (value: unknown): value is Record<StaffLanguage, string> =>
  typeof value === 'object' &&
  value !== null &&
  'ja' in value &&
  'en' in value &&
  typeof value.ja === 'string' &&
  typeof value.en === 'string';

/** An object that is neither a list nor one text in several languages. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLocalized(value);

const comma = (language: StaffLanguage): string => (language === 'ja' ? '、' : ', ');

/** A value of content whose shape the console does not know, in words: lists with commas, names before their values. */
export function plainly(value: unknown, language: StaffLanguage): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'string') return rubyBare(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '✓' : '–';
  if (Array.isArray(value)) return value.map((item) => plainly(item, language)).join(comma(language)) || '–';
  if (typeof value === 'object') {
    if (isLocalized(value)) return rubyBare(value[language]);
    return Object.entries(value)
      .map(([name, item]) => `${name}: ${plainly(item, language)}`)
      .join(comma(language));
  }
  return String(value);
}
