import type { Finding } from '../../base/finding.ts';
import { jstDate, type OnDate, parseOnDate } from '../../base/jst.ts';

/** Which rule profile applies from which day on. Each entry holds until the next begins; the first reaches back for ever. */
export type Schedule = readonly ScheduleEntry[];

export interface ScheduleEntry {
  /** A profile's id, such as 'mhlw-2020-05-08'. */
  readonly profile: string;
  /** Effective from 00:00 in Japan on this day. */
  readonly from: OnDate;
}

/**
 * The profile in force at an instant. The first of the schedule is used for earlier instants too (domain §7.3). Expects a
 * schedule that `checkSchedule` passes; throws for an empty one.
 * @example
 * profileAt(schedule, new Date('2020-05-07T15:00:00Z')) // 'mhlw-2020-05-08': midnight in Japan
 */
export const profileAt = (schedule: Schedule, at: Date): string => profileOn(schedule, jstDate(at));

/** The profile in force on a day in Japan; as `profileAt`. */
export function profileOn(schedule: Schedule, on: OnDate): string {
  const entry = schedule.findLast((candidate) => candidate.from <= on) ?? schedule[0];
  if (!entry) throw new Error('A guidance schedule needs at least one profile.');
  return entry.profile;
}

/**
 * What is wrong with a schedule: nothing in it, days that are none, an unknown profile, two profiles for one day, days out
 * of order. Gaps cannot be written: an entry holds until the next.
 */
export function checkSchedule(schedule: Schedule, profiles: readonly string[], where: string): Finding[] {
  const findings: Finding[] = [];
  const fault = (code: string, message: string): void => {
    findings.push({ severity: 'error', code, where, message });
  };
  if (schedule.length === 0) fault('guidance.empty-schedule', 'the schedule names no profile; give at least one');
  for (const [at, { profile, from }] of schedule.entries()) {
    const before = schedule[at - 1];
    if (!profiles.includes(profile)) {
      fault('guidance.unknown-profile', `there is no profile '${profile}'; use one of ${profiles.join(', ')}`);
    }
    if (parseOnDate(from) === undefined) fault('guidance.bad-date', `'${from}' is no date; write it as 2020-05-08`);
    if (before && before.from === from) {
      fault('guidance.schedule-overlap', `${before.profile} and ${profile} both begin on ${from}; keep one`);
    } else if (before && before.from > from) {
      fault(
        'guidance.schedule-order',
        `${profile} (${from}) stands after ${before.profile} (${before.from}); sort by date`,
      );
    }
  }
  return findings;
}
