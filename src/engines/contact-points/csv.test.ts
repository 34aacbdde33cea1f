import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { japanesePlaces } from '../places/index.ts';
import { anyPoint } from './arbitraries.ts';
import { japaneseColumnNames } from './csv-columns.ts';
import { formatContactPointsCsv } from './format-csv.ts';
import type { ContactPoint } from './model.ts';
import { parseContactPointsCsv } from './parse-csv.ts';

const places = japanesePlaces();
const parse = (text: string) => parseContactPointsCsv(text, 'points.csv', { places });

const sound: Readonly<Record<string, string>> = {
  id: 'miyagi-sendai',
  kind: 'consultation',
  name_ja: '仙台市の相談センター',
  name_easy: '{仙台市|せんだいし}の {相談|そうだん}センター',
  name_en: 'Sendai consultation centre',
  prefecture: '04',
  municipalities: '04101 04102',
  zip_prefixes: '',
  hours: 'Mon-Fri 09:00-17:00',
  holidays: 'closed',
  year_end: '',
  phone: '0120-000-041',
  fax: '',
  languages: '',
  note_ja: '',
  note_easy: '',
  note_en: '',
  valid_from: '',
  valid_to: '',
  override_from: '',
  override_to: '',
  override_closed: '',
  override_phone: '',
  override_hours: '',
  override_reason: '',
};

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const csv = (...changes: Record<string, string>[]): string =>
  [
    Object.keys(sound).join(),
    ...changes.map((change) =>
      Object.values({ ...sound, ...change })
        .map(quoted)
        .join(),
    ),
  ].join('\n');

const pointOf = (change: Record<string, string>): ContactPoint => {
  const { points, findings } = parse(csv(change));
  expect(findings).toEqual([]);
  return points[0]!;
};

it('says in one sentence that a file is empty', () => {
  for (const text of ['', '\uFEFF', ' \n\n']) {
    const { findings } = parseContactPointsCsv(text, 'points.csv', { places: japanesePlaces() });
    expect(findings.map(({ message }) => message)).toEqual([
      'The file is empty; export the current contact points to get one with all columns.',
    ]);
  }
});

describe('a file of contact points', () => {
  it('is read into points', () => {
    expect(parse(csv({})).points).toEqual([
      {
        id: 'miyagi-sendai',
        kind: 'consultation',
        names: { ja: sound.name_ja, easy: sound.name_easy, en: sound.name_en },
        jurisdiction: { prefectureCode: '04', municipalityCodes: ['04101', '04102'], zipPrefixes: [] },
        hours: [[], ...Array(5).fill([{ from: 540, to: 1020 }]), []],
        onHolidays: 'closed',
        onYearEnd: 'closed',
        phone: '0120-000-041',
        languages: ['ja'],
      },
    ]);
  });

  it('may begin with a BOM, end lines as Windows does, and leave blank lines', () => {
    const text = `\uFEFF${csv({}).replaceAll('\n', '\r\n')}\r\n\r\n,,,\r\n`;
    expect(parse(text)).toEqual(parse(csv({})));
  });

  it('may have Japanese names below the English header, or instead of it', () => {
    const { points } = parse(csv({}));
    const exported = formatContactPointsCsv(points);
    expect(exported.split('\r\n')[1]).toContain('識別子');
    expect(parse(exported)).toEqual({ points, findings: [] });
    const withoutEnglish = exported.slice(exported.indexOf('\r\n') + 2);
    expect(withoutEnglish.startsWith(japaneseColumnNames[0]!)).toBe(true);
    expect(parse(withoutEnglish)).toEqual({ points, findings: [] });
  });

  it('may leave out columns that are not needed', () => {
    const text = `id,kind,name_ja,name_easy,name_en,prefecture,hours,holidays,phone\nm,ministry,国,くに,Ministry,,9-21,as usual,0120-565653`;
    expect(parse(text).points[0]).toMatchObject({ jurisdiction: { municipalityCodes: [], zipPrefixes: [] } });
  });

  it.each([
    ['', 'The file is empty; export'],
    ['id,kind\n', 'The header lacks name_ja'],
    [csv({}).replace('languages', 'langauges'), "unknown columns ('langauges')"],
    [csv({}).replace('note_ja', 'id'), 'names id twice'],
    [Object.keys(sound).join(), 'no row below its header'],
    [`${csv({})},extra`, 'Row 2 has more cells than the header'],
    [csv({}).replace('"仙台市の', '"仙"台市の'), 'not well-formed CSV'],
    [csv({ name_ja: '\uFFFD\uFFFD' }), 'not UTF-8'],
  ])('is refused with one clear sentence: case %#', (text, sentence) => {
    const { points, findings } = parse(text);
    expect(points).toEqual([]);
    expect(findings.map((finding) => finding.message).join(' ')).toContain(sentence);
  });

  it('is taken whole or not at all, and every fault is told at its row and column', () => {
    const { points, findings } = parse(
      csv(
        { id: 'a' },
        { id: 'b', phone: 'call us' },
        { id: 'c' },
        { id: 'a', hours: 'nine to five', prefecture: '48' },
      ),
    );
    expect(points).toEqual([]);
    expect(findings.map((finding) => finding.where)).toEqual([
      'points.csv: row 3, column phone',
      'points.csv: row 5, column hours',
      'points.csv: row 5, column prefecture',
      'points.csv: row 5, column id',
    ]);
    expect(findings.at(-1)?.message).toBe("'a' stands in row 2 already; give each row an id of its own.");
  });
});

describe('a cell', () => {
  it.each([
    ['id', '', 'The cell is empty; write a short id'],
    ['id', 'Sendai City', "'Sendai City' is not an id"],
    ['kind', 'hospital', "'hospital' is not a kind; write one of consultation"],
    ['name_ja', '', 'write the name in Japanese'],
    ['name_easy', '{仙台市|せんだいし}の 相談', 'has kanji without a reading (相談)'],
    ['name_en', '', 'write the name in English'],
    ['prefecture', '48', "'48' is not a prefecture"],
    ['prefecture', '', 'is empty, but municipalities is not'],
    ['municipalities', '04999', "names '04999', which is no municipality of prefecture 04"],
    ['municipalities', '14101', "names '14101', which is no municipality of prefecture 04"],
    ['municipalities', '041018', "names '041018'"],
    ['municipalities', '横浜市', "names '横浜市'"],
    ['zip_prefixes', '98', "contains '98'; write the first three to seven digits"],
    ['zip_prefixes', '2310023', 'is no postal code of prefecture 04'],
    ['hours', '9 to 5', 'cannot be read'],
    ['holidays', '', 'is empty; write closed, as usual'],
    ['holidays', 'sometimes', 'write closed, as usual, or hours'],
    ['year_end', 'Mon 9-12', 'write closed, as usual, or hours'],
    ['phone', '', 'is empty; write the phone number'],
    ['phone', '120000041', 'has lost its leading 0'],
    ['phone', '0120-000', 'is not a phone number'],
    ['phone', '0120-000-041 or 042', 'is not a phone number'],
    ['fax', 'yes', 'is not a phone number'],
    ['languages', 'English', "contains 'English'; write language codes"],
    ['note_ja', '無料', 'note_easy: The cell is empty; write the note in every language'],
    ['valid_from', '2020-02-30', 'is not a date that exists'],
    ['override_from', '2020-05-08 09:00', 'override_to: The cell is empty'],
  ])('%s that holds %j is told kindly: %s', (column, cell, sentence) => {
    const { findings } = parse(csv({ [column]: cell }));
    const told = findings.map((finding) => `${finding.where.split(' ').at(-1)}: ${finding.message}`).join(' ');
    expect(told).toContain(sentence);
  });

  it.each<[string, Record<string, string>, string]>([
    ['an end before the beginning', { valid_from: '2020-05-02', valid_to: '2020-05-01' }, 'lies before valid_from'],
    ['a FAX line without a FAX number', { kind: 'fax', phone: '' }, 'write the FAX number'],
    [
      'an override that ends before it begins',
      {
        override_from: '2020-05-02 09:00',
        override_to: '2020-05-01 09:00',
        override_closed: 'yes',
        override_reason: 'x',
      },
      'is not after override_from',
    ],
    [
      'an override that changes nothing',
      { override_from: '2020-05-01 09:00', override_to: '2020-05-02 09:00', override_reason: 'x' },
      'changes nothing',
    ],
    [
      'an override that closes and opens',
      {
        override_from: '2020-05-01 09:00',
        override_to: '2020-05-02 09:00',
        override_closed: 'yes',
        override_hours: '9-12',
        override_reason: 'x',
      },
      'stands beside override_closed',
    ],
    [
      'an override without a reason',
      { override_from: '2020-05-01 09:00', override_to: '2020-05-02 09:00', override_closed: 'yes' },
      'write why',
    ],
  ])('is checked against its neighbours: %s', (_, change, sentence) => {
    expect(
      parse(csv(change))
        .findings.map((finding) => finding.message)
        .join(' '),
    ).toContain(sentence);
  });

  it.each<[string, string, Partial<ContactPoint>]>([
    ['phone', '０１２０－０００－０４１', { phone: '0120-000-041' }],
    ['phone', '#8000', { phone: '#8000' }],
    ['phone', '119', { phone: '119' }],
    ['phone', '0120000041', { phone: '0120000041' }],
    ['phone', '+81-22-000-0000', { phone: '+81-22-000-0000' }],
    ['valid_from', '2020/5/8', { validFrom: '2020-05-08' as never }],
    ['holidays', '通常どおり', { onHolidays: 'as-usual', onYearEnd: 'as-usual' }],
    ['holidays', '休み', { onHolidays: 'closed' }],
    ['year_end', '9:00-12:00', { onHolidays: 'closed', onYearEnd: [{ from: 540, to: 720 }] }],
    ['languages', 'ja en、zh-Hant', { languages: ['ja', 'en', 'zh-Hant'] }],
    ['id', ' miyagi-1 ', { id: 'miyagi-1' }],
  ])('%s may be written %j', (column, cell, expected) => {
    expect(pointOf({ [column]: cell })).toMatchObject(expected);
  });

  it.each([
    ['4101;4102', ['04101', '04102']],
    ['41017', ['04101']],
    ['041017', ['04101']],
    ['石巻市、女川町 牡鹿郡女川町', ['04202', '04581']],
    ['仙台市', ['04101', '04102', '04103', '04104', '04105']],
    ['04100', ['04101', '04102', '04103', '04104', '04105']],
    ['041009', ['04101', '04102', '04103', '04104', '04105']],
  ])('municipalities may be written %j', (cell, codes) => {
    expect(pointOf({ municipalities: cell }).jurisdiction.municipalityCodes).toEqual(codes);
  });

  it('municipalities of two designated cities in one prefecture are told apart by their codes', () => {
    const wards = (cell: string) =>
      pointOf({ prefecture: '14', municipalities: cell }).jurisdiction.municipalityCodes.length;
    expect([wards('14100'), wards('14130'), wards('14150'), wards('横浜市')]).toEqual([18, 7, 3, 18]);
  });

  it.each([['04'], ['4'], ['宮城県'], ['miyagi']])('the prefecture may be written %j', (cell) => {
    expect(pointOf({ prefecture: cell }).jurisdiction.prefectureCode).toBe('04');
  });

  it('reads an override in Japan time', () => {
    const { override } = pointOf({
      override_from: '2020/5/8 9:00',
      override_to: '2020-05-09T00:00:00Z',
      override_closed: '休止',
      override_reason: '台風',
    });
    expect(override).toEqual({
      fromAt: new Date('2020-05-08T00:00:00Z'),
      toAt: new Date('2020-05-09T00:00:00Z'),
      closed: true,
      reason: '台風',
    });
  });
});

describe('an exported file', () => {
  it('is read back without loss', () => {
    const text = fc
      .string({ unit: fc.constantFrom('あ', 'a', ',', '"', '\n', '=', '-', "'") })
      .map((name) => `x${name.trim()}`);
    const named = fc.tuple(anyPoint, text, fc.constantFrom('', '=', '+', '@')).map(([point, name, mark]) => ({
      ...point,
      hours: point.hours.map((spans, day) => (day === 0 && spans.length === 0 ? [{ from: 0, to: 60 }] : spans)),
      names: { ja: mark + name.trim(), easy: 'やさしい', en: name.trim() },
      note: { ja: name.trim(), easy: 'めも', en: 'note' },
      jurisdiction: { prefectureCode: '14', municipalityCodes: ['14101', '14363'], zipPrefixes: ['210', '2580000'] },
      source: 'https://example.jp/?a=1,2',
    }));
    fc.assert(
      fc.property(fc.array(named, { minLength: 1, maxLength: 4 }), (drawn) => {
        const points = drawn.map((point, at) => readable({ ...point, id: `p-${at}` }));
        expect(parse(formatContactPointsCsv(points))).toEqual({ points, findings: [] });
      }),
    );
  });

  it('opens in a spreadsheet: BOM first, CRLF, and no cell that reads as a formula', () => {
    const text = formatContactPointsCsv([pointOf({ name_ja: '=HYPERLINK("x")', name_en: '+1' })]);
    expect(text.startsWith('\uFEFFid,kind,')).toBe(true);
    expect(text).toContain('\r\n');
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    expect(text).not.toMatch(/(^|[,\n"])[=+@]/);
  });
});

/** A drawn rule of no hours at all says 'closed'; a file has one way to write it. */
function readable(point: ContactPoint): ContactPoint {
  const rule = (one: ContactPoint['onHolidays']) => (one.length === 0 ? 'closed' : one);
  const { override, ...rest } = point;
  const keeps = !override?.hours || override.hours.some((spans) => spans.length > 0);
  return {
    ...rest,
    onHolidays: rule(point.onHolidays),
    onYearEnd: rule(point.onYearEnd),
    ...(override && keeps ? { override } : {}),
  };
}
