/**
 * Follow-up: what is due next for somebody who answered, when, and by which rule. Plans are content; this engine reads them,
 * and moves a small plain state from event to event. Pure: clock, history and content are arguments. README.md says how.
 */
export {
  type Answered,
  advanceFollowUp,
  beginEnrolled,
  type FollowUpEvent,
} from './advance.ts';
export { checkFollowUp, type PlanFile } from './check.ts';
export { isQuiet } from './clock.ts';
export { compileFollowUp, type FollowUp } from './compile.ts';
export { isWithinShare, jitterOf } from './jitter.ts';
export {
  type Due,
  type DueMessage,
  dueKey,
  isMessage,
  type MessageKind,
  messageKinds,
  nextDue,
  type Why,
} from './next-due.ts';
export { type Notices, readNotices } from './notices.ts';
export { type Plan, type Programme, readPlan, readProgramme } from './plan.ts';
export { type Demand, type Pressure, roomInWindow, type Shares, shareOut } from './quota.ts';
export { isReplanned, type Replanned, replan } from './replan.ts';
export { type Simulation, simulateFollowUp, type TimelineEntry } from './simulate.ts';
export type { BoardEntry, EndReason, FollowUpState, Reach } from './state.ts';
export { type Happening, type Story, type StoryId, storyIds, storyOf } from './stories.ts';
