import type { Answers } from '../../base/answers.ts';
import type { Finding } from '../../base/finding.ts';
import { jstDate } from '../../base/jst.ts';
import type { FeelValue } from './dmn/feel-value.ts';
import { advanceEpisode, type EpisodeState } from './episode.ts';
import { type GuidanceTable, loadGuidanceTable } from './guidance-table.ts';
import { type AnswerContext, anySymptom, deriveInputs, type GuidanceInputs, type GuidanceSettings } from './inputs.ts';
import type { Outcome } from './outcome.ts';
import { type Pack, scheduleOf } from './pack.ts';
import { profileOn, type Schedule } from './schedule.ts';

/** All that guidance needs of the content: one per account, when accounts keep their own schedule or settings. */
export interface Guidance {
  readonly settings: GuidanceSettings;
  readonly schedule: Schedule;
  /** Compiled tables by profile id; every profile of the schedule is among them. */
  readonly tables: ReadonlyMap<string, GuidanceTable>;
}

/** What is known beside the answers; the day and the settings follow from the instant and from the content. */
export interface AdviceContext extends Omit<AnswerContext, 'answeredOn' | 'settings'> {
  readonly answeredAt: Date;
}

export interface Advice {
  readonly outcome: Outcome;
  /** The # of domain §7.3, 0–12. */
  readonly row: number;
  /** The rule that matched, such as 'P2-5a'. */
  readonly ruleId: string;
  readonly profile: string;
  readonly tableVersion: string;
  /** What the table was given … */
  readonly inputs: GuidanceInputs;
  /** … and what it made of that on the way to the outcome. */
  readonly derived: Readonly<Record<string, FeelValue>>;
  /** The illness episode after this answer, to be kept for the next; undefined when none is running. */
  readonly episode: EpisodeState | undefined;
}

/**
 * From coded answers to an outcome: the one way in which the server, `mimamori advise` and replays decide. Pure; the
 * answers are expected to have passed their questionnaire, and answers to questions that were not shown to be gone.
 * Says nothing about whom to call: that is the contact points' affair.
 * @example
 * advise(guidance, { fever: 'yes', fever_days: '2', strong: ['none'], antipyretic: 'no', other_sx: ['none'], age: 70 }, {
 *   questionnaire: 'ps-initial',
 *   answeredAt: new Date('2020-03-01T03:00:00Z'),
 * }).outcome // 'CONSULT_DURATION'
 */
export function advise(guidance: Guidance, answers: Answers, context: AdviceContext): Advice {
  const { answeredAt, ...known } = context;
  const answeredOn = jstDate(answeredAt);
  const profile = profileOn(guidance.schedule, answeredOn);
  const table = guidance.tables.get(profile);
  if (!table) throw new Error(`No guidance table is loaded for the profile '${profile}'.`);
  const inputs = deriveInputs(answers, { ...known, answeredOn, settings: guidance.settings });
  const { outcome, row, ruleId, derived } = table.decide(inputs);
  const episode = advanceEpisode(context.episode, {
    anySymptom: anySymptom(inputs),
    sickDays: inputs.sick_days,
    answeredOn,
  });
  return { outcome, row, ruleId, profile, tableVersion: table.version, inputs, derived, episode };
}

export interface GuidanceFile {
  /** Path, for findings. */
  readonly where: string;
  readonly xml: string;
}

/**
 * Puts a pack and its tables together. There is no guidance when a finding is an error: a table that does not load, a
 * profile without its table, a table without its profile.
 */
export async function assembleGuidance(
  pack: Pack,
  files: readonly GuidanceFile[],
  where: string,
): Promise<{ guidance?: Guidance; findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  const tables = new Map<string, GuidanceTable>();
  for (const file of files) {
    const { table, findings: found } = await loadGuidanceTable(file.xml, file.where);
    findings.push(...found);
    if (!table) continue;
    if (!pack.profiles.some((profile) => profile.id === table.id)) {
      const message = `no profile of the pack is called '${table.id}', the id of this file's definitions; add one or correct the id`;
      findings.push({ severity: 'error', code: 'guidance.stray-table', where: file.where, message });
    }
    tables.set(table.id, table);
  }
  for (const { id } of pack.profiles) {
    if (tables.has(id)) continue;
    const message = `the profile '${id}' has no table that loads; add guidance/${id}.dmn`;
    findings.push({ severity: 'error', code: 'guidance.missing-table', where, message });
  }
  if (findings.some((finding) => finding.severity === 'error')) return { findings };
  return { guidance: { settings: pack.settings, schedule: scheduleOf(pack), tables }, findings };
}
