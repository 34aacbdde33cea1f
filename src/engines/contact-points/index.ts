export { type Calendar, type CalendarChanges, daysAround, japaneseCalendar } from './calendar.ts';
export { type ContactPointCheck, checkContactPoints } from './check.ts';
export { formatContactPointsCsv } from './format-csv.ts';
export { parseHolidays } from './holidays.ts';
export {
  alwaysOpen,
  formatDaySpans,
  formatWeeklyHours,
  parseWeeklyHours,
  type Span,
  type WeeklyHours,
} from './hours.ts';
export {
  type ContactKind,
  type ContactPoint,
  contactKinds,
  type DayRule,
  type Jurisdiction,
  mergeContactPoints,
  reviveContactPoint,
  type TemporaryOverride,
} from './model.ts';
export type { ClosedBecause } from './opening.ts';
export { type Opening, openingAt } from './opening.ts';
export { type ParsedContactPoints, parseContactPointsCsv } from './parse-csv.ts';
export {
  type CallerPlace,
  type CallOptions,
  type CallTopic,
  type ContactAdvice,
  type Line,
  type LinesToCall,
  lineSummary,
  linesAfter,
  type Reach,
  whoToCall,
} from './who-to-call.ts';
