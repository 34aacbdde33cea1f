import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { Finding } from '../../base/finding.ts';
import { type OnDate, parseOnDate } from '../../base/jst.ts';
import type { Localized } from '../../base/language.ts';
import type { GuidanceSettings } from './inputs.ts';
import { checkSchedule, type Schedule } from './schedule.ts';

/** A disease pack's own page, `content/packs/<id>/pack.yaml`: what it consists of, its thresholds, and who signed it. */
export interface Pack {
  readonly id: string;
  readonly name: Localized;
  readonly questionnaires: readonly string[];
  readonly settings: GuidanceSettings;
  /** The rule profiles in the order in which they came into force; an account may keep another schedule of the same ones. */
  readonly profiles: readonly PackProfile[];
  readonly medicalSignOff: MedicalSignOff;
}

export interface PackProfile {
  /** The id of the DMN file's definitions and the name of the file: `guidance/<id>.dmn`. */
  readonly id: string;
  readonly from: OnDate;
  /** The published notices that the rules pass on. */
  readonly notices: readonly Notice[];
}

export interface Notice {
  readonly title: string;
  readonly issuedOn: OnDate;
  /** Where the text was read. */
  readonly url: string;
}

/** Who answers for the rules as a physician. `demonstration` marks a sign-off that nobody may rely on. */
export interface MedicalSignOff {
  readonly name: string;
  readonly role: string;
  readonly on: OnDate;
  readonly demonstration: boolean;
}

const onDate = z.string().transform((text, context): OnDate => {
  const on = parseOnDate(text);
  if (on === undefined) context.addIssue(`'${text}' is no date; write it in quotes, as "2020-05-08"`);
  return on ?? (text as OnDate);
});

const words = z.string().trim().min(1);
const years = z.int().min(0).max(120);

const packSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  name: z.strictObject({ ja: words, easy: words, en: words }),
  questionnaires: z.array(words).min(1),
  settings: z.strictObject({ highRiskAge: years, childAge: years, exposureDays: z.int().min(1).max(60) }),
  profiles: z.array(
    z.strictObject({
      id: words,
      from: onDate,
      notices: z.array(z.strictObject({ title: words, issuedOn: onDate, url: z.url() })).min(1),
    }),
  ),
  medicalSignOff: z.strictObject({ name: words, role: words, on: onDate, demonstration: z.boolean() }),
});

/** Reads a `pack.yaml`. There is no pack when anything in it is wrong; the findings say what, one by one. */
export function readPack(yaml: string, where: string): { pack?: Pack; findings: readonly Finding[] } {
  const fault = (place: string, message: string): Finding => ({
    severity: 'error',
    code: 'guidance.bad-pack',
    where: place ? `${where}: ${place}` : where,
    message,
  });
  let content: unknown;
  try {
    content = parse(yaml);
  } catch (error) {
    if (error instanceof YAMLParseError) return { findings: [fault('', error.message)] };
    throw error;
  }
  const read = packSchema.safeParse(content, {
    error: ({ input }) => (input === undefined ? 'This is missing; add it.' : undefined),
  });
  if (!read.success) {
    return { findings: read.error.issues.map((issue) => fault(issue.path.join('.'), issue.message)) };
  }
  const pack: Pack = read.data;
  const ids = pack.profiles.map((profile) => profile.id);
  const findings = checkSchedule(scheduleOf(pack), ids, `${where}: profiles`);
  return findings.length > 0 ? { findings } : { pack, findings };
}

/** The pack's own schedule: each profile from the day it names. */
export const scheduleOf = (pack: Pack): Schedule => pack.profiles.map(({ id, from }) => ({ profile: id, from }));
