import { z } from 'zod';
import type { Finding } from '../../base/finding.ts';
import { type OnDate, parseOnDate } from '../../base/jst.ts';
import type { CalendarChanges } from './calendar.ts';

const dates = z.array(z.custom<OnDate>((value) => typeof value === 'string' && parseOnDate(value) !== undefined));
const holidays = z.strictObject({ added: dates.default([]), removed: dates.default([]) });

/** Reads `content/accounts/_base/holidays.yaml`: days off that the built-in calendar does not know. */
export function parseHolidays(
  document: unknown,
  where: string,
): { readonly changes: CalendarChanges; readonly findings: readonly Finding[] } {
  const result = holidays.safeParse(document ?? {});
  if (result.success) return { changes: result.data, findings: [] };
  const findings = result.error.issues.map(
    (issue): Finding => ({
      severity: 'error',
      code: 'contact-points.holidays',
      where: `${where}: ${issue.path.join('.') || 'file'}`,
      message: 'This is not a list of dates under added or removed; write each date as 2021-07-22.',
    }),
  );
  return { changes: {}, findings };
}
