import { stringify } from 'csv-stringify/sync';
import { jstParts } from '../../base/jst.ts';
import { type Column, columnIds, japaneseColumnNames } from './csv-columns.ts';
import { formatDaySpans, formatWeeklyHours } from './hours.ts';
import type { ContactPoint, DayRule } from './model.ts';

/**
 * Contact points as a file that a spreadsheet opens and `parseContactPointsCsv` reads back without loss: UTF-8 with BOM,
 * CRLF, English header, Japanese names below it. Cells that a spreadsheet would read as a formula begin with an apostrophe.
 */
export function formatContactPointsCsv(points: readonly ContactPoint[]): string {
  const rows = points.map((point) => {
    const cells = cellsOf(point);
    return columnIds.map((column) => (cells[column] ?? '').replace(/^(?=[=+\-@])/, "'"));
  });
  return stringify([columnIds, japaneseColumnNames, ...rows], { bom: true, record_delimiter: 'windows' });
}

function cellsOf(point: ContactPoint): Partial<Record<Column, string | undefined>> {
  const { jurisdiction, names, note, override } = point;
  return {
    id: point.id,
    kind: point.kind,
    name_ja: names.ja,
    name_easy: names.easy,
    name_en: names.en,
    prefecture: jurisdiction.prefectureCode,
    municipalities: jurisdiction.municipalityCodes.join(' '),
    zip_prefixes: jurisdiction.zipPrefixes.join(' '),
    hours: formatWeeklyHours(point.hours),
    holidays: ruleText(point.onHolidays),
    year_end: ruleText(point.onYearEnd),
    phone: point.phone,
    fax: point.fax,
    languages: point.languages.join(' '),
    note_ja: note?.ja,
    note_easy: note?.easy,
    note_en: note?.en,
    valid_from: point.validFrom,
    valid_to: point.validTo,
    override_from: override && localTime(override.fromAt),
    override_to: override && localTime(override.toAt),
    override_closed: override?.closed ? 'yes' : '',
    override_phone: override?.phone,
    override_hours: override?.hours && formatWeeklyHours(override.hours),
    override_reason: override?.reason,
    source: point.source,
  };
}

const ruleText = (rule: DayRule): string =>
  rule === 'closed' ? 'closed' : rule === 'as-usual' ? 'as usual' : formatDaySpans(rule);

/** '2020-05-08 09:00' in Japan: overrides are set to the minute. */
function localTime(at: Date): string {
  const { on, minute } = jstParts(at);
  return `${on} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
