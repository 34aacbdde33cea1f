/**
 * Guidance: which of the published rules fits a person's answers. The rules are DMN tables in `content/packs/…/guidance`;
 * this engine compiles them, derives what they decide on, and keeps track of illness episodes. Pure: the time, the answers
 * and the content are arguments.
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
