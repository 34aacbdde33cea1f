import { z } from 'zod';
import type { Finding } from '../../base/finding.ts';
import type { StaffSynonym } from './synonyms.ts';

const word = z.string().trim().min(1);
const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);
const termsFile = z.strictObject({ terms: z.array(word) });
const synonymsFile = z.strictObject({
  groups: z.array(z.strictObject({ id, words: z.array(word).min(2) })).default([]),
  oneWay: z
    .array(z.strictObject({ id: id.optional(), from: z.array(word).min(1), to: z.array(word).min(1) }))
    .default([]),
  /** Groups of the dictionary that mislead here, by its own ids. */
  off: z.array(z.string()).default([]),
});

/** What staff know of words beyond the dictionaries. */
export interface StaffWords {
  readonly terms: readonly string[];
  readonly synonyms: readonly StaffSynonym[];
  readonly groupsOff: readonly string[];
}

/** Reads faq-terms.yaml and faq-synonyms.yaml, from parsed YAML; a file that is not there is undefined and adds nothing. */
export function parseStaffWords(
  terms: { readonly where: string; readonly object: unknown },
  synonyms: { readonly where: string; readonly object: unknown },
): { readonly words: StaffWords; readonly findings: readonly Finding[] } {
  const [ofTerms, ofSynonyms] = [parse(termsFile, { terms: [] }, terms), parse(synonymsFile, {}, synonyms)];
  const { groups, oneWay, off } = ofSynonyms.value ?? { groups: [], oneWay: [], off: [] };
  const ids = groups.map((one) => one.id);
  const repeated = [...new Set(ids.filter((one, at) => ids.indexOf(one) !== at))].map((one) =>
    fault('id-twice', `${synonyms.where}: ${one}`, 'The id stands twice; name each group once.'),
  );
  return {
    words: {
      terms: ofTerms.value?.terms ?? [],
      synonyms: [...groups.map(({ words }) => ({ words })), ...oneWay.map(({ from, to }) => ({ from, to }))],
      groupsOff: off,
    },
    findings: [...ofTerms.findings, ...ofSynonyms.findings, ...repeated],
  };
}

const fault = (code: string, where: string, message: string): Finding => ({
  severity: 'error',
  code: `faq-words.${code}`,
  where,
  message,
});

function parse<T>(schema: z.ZodType<T>, empty: unknown, { where, object }: { where: string; object: unknown }) {
  const parsed = schema.safeParse(object ?? empty);
  if (parsed.success) return { value: parsed.data, findings: [] };
  const findings = parsed.error.issues.map((issue) =>
    fault('shape', `${where}: ${issue.path.join('.') || 'file'}`, `${issue.message}; mend it.`),
  );
  return { value: undefined, findings };
}
