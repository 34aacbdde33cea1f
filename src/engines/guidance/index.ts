/**
 * Guidance: which of the published rules fits a person's answers. The rules are DMN tables in `content/packs/…/guidance`;
 * this engine compiles them, derives what they decide on, and keeps track of illness episodes. Pure: the time, the answers
 * and the content are arguments.
 *
 * Where domain §7 can be read in two ways, this is how it is read here:
 * | question | reading |
 * | --- | --- |
 * | Days of illness in a later answer | An episode's onset moves back when an answer states more days, never forward. |
 * | "3 symptom-free days answered" | Days in Japan, not necessarily adjacent, with no symptom in any answer of the day. |
 * | "14 days without an answer" | 14 whole days between two answers: 1 May and 15 May are one episode, 16 May is not. |
 * | "Not answered" (UNMEASURED) | Asked and not answered: a well person's daily form does not ask for antipyretics. |
 * | `temp_c` below 37.5 | Answers a fever that is unknown or absent with no; a stated fever stays as stated. |
 * | Contact without a date | Counts as within; on later days it ages from the day of the answer that stated it. |
 * | A date after the answer | Is not 0–14 days ago, so it does not count; the questionnaire refuses it anyway. |
 * | Emergency sign, no symptom | EMERGENCY: whoever reports a sign is believed, whether or not it was asked for. |
 * | Settings | Ages and days of exposure are inputs (pack.yaml); the two and four days are the notices' own. |
 */
export {
  type Advice,
  type AdviceContext,
  advise,
  assembleGuidance,
  type Guidance,
  type GuidanceFile,
} from './advise.ts';
export { advanceEpisode, type EpisodeAnswer, type EpisodeState, openEpisode } from './episode.ts';
export { type GuidanceDecision, type GuidanceRule, type GuidanceTable, loadGuidanceTable } from './guidance-table.ts';
export {
  type AnswerContext,
  anySymptom,
  deriveInputs,
  type Exposure,
  exposureOf,
  type GuidanceInputs,
  type GuidanceSettings,
  isEmergency,
} from './inputs.ts';
export { isOutcome, type Outcome, outcomes, rowOf, severityOf } from './outcome.ts';
export { type MedicalSignOff, type Notice, type Pack, type PackProfile, readPack, scheduleOf } from './pack.ts';
export { checkSchedule, profileAt, type Schedule, type ScheduleEntry } from './schedule.ts';
export { type ShownTable, showGuidanceTable } from './show-table.ts';
