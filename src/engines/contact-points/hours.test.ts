import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyWeek } from './arbitraries.ts';
import { alwaysOpen, formatWeeklyHours, parseDaySpans, parseWeeklyHours } from './hours.ts';

const canonical = (text: string): string => {
  const hours = parseWeeklyHours(text);
  return hours.ok ? formatWeeklyHours(hours.value) : `fault: ${hours.fault}`;
};

describe('weekly hours as people write them', () => {
  it.each([
    ['Mon-Fri 09:00-17:00', 'Mon-Fri 09:00-17:00'],
    ['Mon-Fri 9-17, Sat 9-12', 'Mon-Fri 09:00-17:00; Sat 09:00-12:00'],
    ['Mon-Fri 9:00-12:00, 13:00-17:00', 'Mon-Fri 09:00-12:00, 13:00-17:00'],
    ['Monday, Wed Friday 10:00-11:00', 'Mon 10:00-11:00; Wed 10:00-11:00; Fri 10:00-11:00'],
    ['月〜金 9:00〜17:00', 'Mon-Fri 09:00-17:00'],
    ['月-金9時-17時、土 9時～12時半', 'Mon-Fri 09:00-17:00; Sat 09:00-12:30'],
    ['平日 午前9時から午後5時30分まで', 'Mon-Fri 09:00-17:30'],
    ['土日 9:00-17:00', 'Sat-Sun 09:00-17:00'],
    ['月水金曜日 10:00-11:00', 'Mon 10:00-11:00; Wed 10:00-11:00; Fri 10:00-11:00'],
    ['毎日 ９：００－２１：００', '09:00-21:00'],
    ['24h', '24h'],
    ['24時間', '24h'],
    ['00:00-24:00', '24h'],
    ['Mon-Fri 19:00-08:00; Sat-Sun 24h', 'Mon-Fri 19:00-08:00; Sat-Sun 24h'],
    ['Mon-Fri 19:00-32:00', 'Mon-Fri 19:00-08:00'],
    ['Sat-Mon 09:00-10:00', 'Mon 09:00-10:00; Sat-Sun 09:00-10:00'],
    ['09:00-09:00', '09:00-09:00'],
    ['13:00-17:00, 09:00-12:00', '09:00-12:00, 13:00-17:00'],
  ])('%s is %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it.each([
    ['', 'names no time'],
    ['Mon-Fri', 'names no time'],
    ['Mon 9-17 Tue', 'ends with a day that has no time'],
    ['Mon-Fri 9-25:60', 'neither a day nor a time'],
    ['Mon-Fri 09:00-60:00', 'neither a day nor a time'],
    ['Mon-Fri 09:00-34:00', 'neither a day nor a time'],
    ['Mon-Fri 24:00-26:00', 'neither a day nor a time'],
    ['Mun 9-17', "'Mun' is neither"],
    ['月-金-土 9-17', 'neither a day nor a time'],
    ['祝日 9-17', "'祝日' is neither"],
    ['Mon 9-12, 11-17', '09:00-12:00 and 11:00-17:00 overlap'],
    ['call us', 'neither a day nor a time'],
  ])('%j is refused: %s', (text, fault) => {
    expect(canonical(text)).toContain(fault);
  });

  it('keep a span that passes midnight on the day on which it begins', () => {
    const hours = parseWeeklyHours('Fri 22:00-02:00');
    expect(hours.ok && hours.value[5]).toEqual([{ from: 22 * 60, to: 26 * 60 }]);
    expect(hours.ok && hours.value[6]).toEqual([]);
  });

  it('round the clock are one span a day', () => {
    expect(parseWeeklyHours('always')).toEqual({ ok: true, value: alwaysOpen });
  });

  it('of one day take no day names', () => {
    expect(parseDaySpans('9-12')).toEqual({ ok: true, value: [{ from: 540, to: 720 }] });
    expect(parseDaySpans('Mon 9-12')).toMatchObject({ ok: false });
  });
});

it('any week that is open at some time is read back as it was written', () => {
  fc.assert(
    fc.property(anyWeek, (week) => {
      fc.pre(week.some((spans) => spans.length > 0));
      expect(parseWeeklyHours(formatWeeklyHours(week))).toEqual({ ok: true, value: week });
    }),
  );
});
