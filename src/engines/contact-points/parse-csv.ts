import type { Finding } from '../../base/finding.ts';
import type { Localized } from '../../base/language.ts';
import type { Places } from '../../base/places.ts';
import { kanjiWithoutReading } from '../../base/ruby.ts';
import {
  type Cell,
  dateOf,
  dayRuleOf,
  instantOf,
  languagesOf,
  municipalitiesOf,
  phoneOf,
  prefectureOf,
  zipPrefixesOf,
} from './cells.ts';
import type { Column } from './csv-columns.ts';
import { type Report, RowReader, readTable } from './csv-table.ts';
import { parseWeeklyHours } from './hours.ts';
import { type ContactPoint, contactKinds, isContactKind, type Jurisdiction, type TemporaryOverride } from './model.ts';

export interface ParsedContactPoints {
  /** In the order of the file; empty if there is any error, so that nothing is half imported. */
  readonly points: readonly ContactPoint[];
  readonly findings: readonly Finding[];
}

/**
 * Reads a file of contact points: CSV in UTF-8 with or without BOM, a header of English or Japanese column names, or an
 * English header with a row of Japanese names below it. Rows are counted as a spreadsheet shows them, the header being row 1.
 * Every fault is told in a sentence with row, column, what, and what to do.
 */
export function parseContactPointsCsv(
  text: string,
  where: string,
  { places }: { places: Places },
): ParsedContactPoints {
  const findings: Finding[] = [];
  const report: Report = (code, at, message) =>
    findings.push({
      severity: 'error',
      code: `contact-points.${code}`,
      where: at ? `${where}: ${at}` : where,
      message,
    });

  const table = readTable(text, report);
  if (!table) return { points: [], findings };

  const points: ContactPoint[] = [];
  const rowOfId = new Map<string, number>();
  for (const { row, cells } of table) {
    const reader = new RowReader(row, cells, report);
    const point = readPoint(reader, places);
    const earlier = rowOfId.get(reader.text('id'));
    if (earlier !== undefined) reader.fault('id', `stands in row ${earlier} already; give each row an id of its own`);
    else if (reader.text('id') !== '') rowOfId.set(reader.text('id'), row);
    if (!reader.faulty) points.push(point);
  }
  if (table.length === 0)
    report('csv-empty', '', 'The file has no row below its header; add one row for each contact point.');
  return { points: findings.length > 0 ? [] : points, findings };
}

/** A point of what could be read; it counts only if the reader found no fault. */
function readPoint(reader: RowReader, places: Places): ContactPoint {
  const id = reader.required('id', 'a short id such as miyagi-sendai');
  if (id !== '' && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
    reader.fault('id', 'is not an id; use small letters, digits and hyphens, such as miyagi-sendai');
  }
  const kind = reader.required('kind', `one of ${contactKinds.join(', ')}`);
  if (kind !== '' && !isContactKind(kind))
    reader.fault('kind', `is not a kind; write one of ${contactKinds.join(', ')}`);
  const hours = readHours(reader);
  const holidays = reader.read('holidays', dayRuleOf);
  if (reader.text('holidays') === '')
    reader.fault('holidays', 'is empty; write closed, as usual, or hours such as 09:00-12:00');
  const optional = {
    phone: reader.read('phone', phoneOf),
    fax: reader.read('fax', phoneOf),
    note: readNote(reader),
    ...readValidity(reader),
    override: readOverride(reader),
    source: reader.text('source') || undefined,
  };
  if (kind === 'fax' && reader.text('fax') === '') reader.fault('fax', 'is empty; write the FAX number');
  if (kind !== 'fax' && reader.text('phone') === '') reader.fault('phone', 'is empty; write the phone number');
  return {
    id,
    kind: isContactKind(kind) ? kind : 'general',
    names: readNames(reader),
    jurisdiction: readJurisdiction(reader, places),
    hours,
    onHolidays: holidays ?? 'closed',
    onYearEnd: reader.read('year_end', dayRuleOf) ?? holidays ?? 'closed',
    languages: reader.read('languages', languagesOf) ?? ['ja'],
    ...present(optional),
  };
}

/** Without the keys that hold nothing. */
const present = <T extends object>(object: T) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

function readHours(reader: RowReader): ContactPoint['hours'] {
  const text = reader.required('hours', 'hours such as Mon-Fri 09:00-17:00');
  if (text === '') return [];
  const hours = parseWeeklyHours(text);
  if (hours.ok) return hours.value;
  reader.fault(
    'hours',
    `cannot be read: ${hours.fault}; write it as Mon-Fri 09:00-17:00; Sat 09:00-12:00 (holidays have a column of their own)`,
  );
  return [];
}

function readNames(reader: RowReader): Localized {
  const names = {
    ja: reader.required('name_ja', 'the name in Japanese'),
    easy: reader.required('name_easy', 'the name in easy Japanese'),
    en: reader.required('name_en', 'the name in English'),
  };
  checkReadings(reader, 'name_easy', names.easy);
  return names;
}

function readNote(reader: RowReader): Localized | undefined {
  const note = { ja: reader.text('note_ja'), easy: reader.text('note_easy'), en: reader.text('note_en') };
  if (note.ja + note.easy + note.en === '') return undefined;
  for (const language of ['ja', 'easy', 'en'] as const) {
    if (note[language] === '')
      reader.fault(`note_${language}`, 'is empty; write the note in every language, or in none');
  }
  checkReadings(reader, 'note_easy', note.easy);
  return note;
}

function checkReadings(reader: RowReader, column: Column, text: string): void {
  const bare = kanjiWithoutReading(text);
  if (bare.length > 0)
    reader.fault(column, `has kanji without a reading (${[...new Set(bare)].join('')}); write them as {電話|でんわ}`);
}

function readJurisdiction(reader: RowReader, places: Places): Jurisdiction {
  const prefectureCode = reader.read('prefecture', (text) => prefectureOf(text, places));
  if (prefectureCode === undefined) {
    for (const column of ['municipalities', 'zip_prefixes'] as const) {
      if (reader.text('prefecture') === '' && reader.text(column) !== '') {
        reader.fault('prefecture', `is empty, but ${column} is not; write the prefecture's code`);
      }
    }
    return { municipalityCodes: [], zipPrefixes: [] };
  }
  return {
    prefectureCode,
    municipalityCodes: reader.read('municipalities', (text) => municipalitiesOf(text, prefectureCode, places)) ?? [],
    zipPrefixes: reader.read('zip_prefixes', (text) => zipPrefixesOf(text, prefectureCode, places)) ?? [],
  };
}

function readValidity(reader: RowReader) {
  const validFrom = reader.read('valid_from', dateOf);
  const validTo = reader.read('valid_to', dateOf);
  if (validFrom && validTo && validTo < validFrom)
    reader.fault('valid_to', 'lies before valid_from; correct one of them');
  return { validFrom, validTo };
}

function readOverride(reader: RowReader): TemporaryOverride | undefined {
  const used = (
    ['override_from', 'override_to', 'override_closed', 'override_phone', 'override_hours', 'override_reason'] as const
  ).filter((column) => reader.text(column) !== '');
  if (used.length === 0) return undefined;
  reader.required('override_from', 'when the change begins, such as 2020-05-08 09:00');
  reader.required('override_to', 'when the change ends, such as 2020-05-09 17:00');
  const fromAt = reader.read('override_from', instantOf);
  const toAt = reader.read('override_to', instantOf);
  if (fromAt && toAt && toAt <= fromAt) reader.fault('override_to', 'is not after override_from; correct one of them');
  const closed = reader.read('override_closed', closedOf);
  const hours = reader.read('override_hours', (text): Cell<ContactPoint['hours']> => {
    const parsed = parseWeeklyHours(text);
    return parsed.ok ? parsed : { ok: false, fault: `cannot be read: ${parsed.fault}` };
  });
  const phone = reader.read('override_phone', phoneOf);
  if (closed && hours) reader.fault('override_hours', 'stands beside override_closed; keep one of them');
  if (!closed && !reader.text('override_hours') && !reader.text('override_phone')) {
    reader.fault('override_closed', 'changes nothing; fill override_closed, override_phone or override_hours');
  }
  const reason = reader.required('override_reason', 'why, for the colleagues who look later');
  if (!fromAt || !toAt) return undefined;
  return { fromAt, toAt, reason, ...present({ closed: closed || undefined, phone, hours }) };
}

function closedOf(text: string): Cell<boolean> {
  const word = text.normalize('NFKC').toLowerCase();
  if (['yes', 'true', '1', 'closed', '休止', '休み', 'はい', '○', '〇'].includes(word))
    return { ok: true, value: true };
  if (['no', 'false', '0', 'いいえ', '×'].includes(word)) return { ok: true, value: false };
  return { ok: false, fault: 'is not understood; write yes or leave it empty' };
}
