import { z } from 'zod';
import type { Finding } from '../../base/finding.ts';

/** What is wrong, as staff sort the patterns. */
export const emergencyKinds = ['breathing', 'consciousness', 'suicide', 'chest', 'colour', 'injury', 'other'] as const;
/** The fixed answers, the most pressing first: where several patterns fit, that one is said. */
export const emergencyAnswers = ['119', 'violence', 'mental-health'] as const;
export type EmergencyAnswer = (typeof emergencyAnswers)[number];

const phrases = z.array(z.string().trim().min(1)).min(1);
const pattern = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    kind: z.enum(emergencyKinds),
    say: z.enum(emergencyAnswers),
    /** One of these stands in the text. */
    any: phrases.optional(),
    /** And one of each of these. */
    all: z.array(phrases).min(1).optional(),
    /** And none of these, which make it an ordinary question. */
    unless: phrases.optional(),
  })
  .refine(({ any, all }) => any || all, 'Neither any nor all: it would fit everything');
const file = z.strictObject({ patterns: z.array(pattern).min(1) });

export type EmergencyPattern = z.infer<typeof pattern>;

/** Reads content/packs/<pack>/emergency-phrases.yaml from parsed YAML; no patterns when the shape is wrong. */
export function parseEmergencyPhrases(
  object: unknown,
  where: string,
): { readonly patterns: readonly EmergencyPattern[]; readonly findings: readonly Finding[] } {
  const parsed = file.safeParse(object);
  if (!parsed.success) {
    const findings = parsed.error.issues.map(
      (issue): Finding => ({
        severity: 'error',
        code: 'emergency.shape',
        where: `${where}: ${issue.path.join('.') || 'file'}`,
        message: `${issue.message}; mend the pattern.`,
      }),
    );
    return { patterns: [], findings };
  }
  const ids = parsed.data.patterns.map(({ id }) => id);
  const findings = [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map(
    (id): Finding => ({
      severity: 'error',
      code: 'emergency.id-twice',
      where: `${where}: ${id}`,
      message: 'The id stands twice; ids are kept for ever and are one of a kind.',
    }),
  );
  return { patterns: parsed.data.patterns, findings };
}
