import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { japanesePlaces } from '../places/index.ts';
import {
  type CallTopic,
  type ContactPoint,
  type Line,
  lineSummary,
  parseContactPointsCsv,
  whoToCall,
} from './index.ts';
import { mergeContactPoints, reviveContactPoint } from './model.ts';

interface Case {
  readonly name: string;
  readonly set: string;
  /** Prefecture, municipality, postal code; the last two may be missing. */
  readonly place: string;
  /** Japan time. */
  readonly at: string;
  readonly topic?: CallTopic;
  /** 'id', 'id closed', 'id on <phone>' or 'none'. */
  readonly callNow: string;
  readonly here: string;
  readonly afterHours?: string;
  readonly alternatives?: string;
  readonly fax?: string;
}

const { sets, cases } = JSON.parse(readFileSync(new URL('cases/who-to-call.json', import.meta.url), 'utf8')) as {
  sets: Record<string, Record<string, string>[]>;
  cases: Case[];
};

const places = japanesePlaces();

/** Rows of a case file go through the CSV reader, as a prefecture's own would. */
function pointsOf(rows: readonly Record<string, string>[]): readonly ContactPoint[] {
  const filled = rows.map((row) => ({ name_ja: row.id!, name_easy: row.id!, name_en: row.id!, phone: '', ...row }));
  const columns = [...new Set(filled.flatMap((row) => Object.keys(row)))];
  const lines = filled.map((row: Record<string, string>) => columns.map((column) => `"${row[column] ?? ''}"`).join());
  const { points, findings } = parseContactPointsCsv([columns.join(), ...lines].join('\n'), 'cases', { places });
  expect(findings).toEqual([]);
  return points;
}

const instant = (local: string) => new Date(`${local.replace(' ', 'T')}:00+09:00`);
const local = (at: Date) => new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

function stateOf(line: Line | null): string {
  if (!line) return 'none';
  if (line.openNow) return `${line.point.id} ${line.closesAt ? `open until ${local(line.closesAt)}` : 'always open'}`;
  return `${line.point.id} closed${line.opensAt ? ` until ${local(line.opensAt)}` : ''}`;
}

const advise = ({ set, place, at, topic }: Case) => {
  const [prefectureCode, municipalityCode, zip] = place.split(' ');
  return whoToCall(
    pointsOf(sets[set]!),
    { prefectureCode: prefectureCode!, ...(municipalityCode ? { municipalityCode } : {}), ...(zip ? { zip } : {}) },
    instant(at),
    topic ? { topic } : {},
  );
};

describe('whom to call from here, now', () => {
  it.each(cases)('$name', (one) => {
    const advice = advise(one);
    const [id, ...rest] = one.callNow.split(' ');
    const phone = rest.includes('on') ? rest.at(-1) : undefined;
    expect(advice.callNow?.point.id ?? 'none').toBe(id);
    if (id !== 'none') expect(advice.callNow?.openNow).toBe(!rest.includes('closed'));
    if (phone) expect(advice.callNow?.phone).toBe(phone);
    expect(stateOf(advice.here)).toBe(one.here);
    if (one.afterHours) expect(stateOf(advice.afterHours)).toBe(one.afterHours);
    if (one.fax) expect(advice.fax?.point.id).toBe(one.fax);
    if (one.alternatives) expect(advice.alternatives.map((line) => line.point.id).join(' ')).toBe(one.alternatives);
  });

  it('tells how near each line is to the place', () => {
    const near = advise(cases.find((one) => one.place === '18 18501 9191461')!);
    expect(near.here?.reach).toBe('zip');
    const ward = advise(cases[0]!);
    expect([ward.here?.reach, ward.afterHours?.reach, ward.emergency?.reach]).toEqual([
      'municipality',
      'prefecture',
      'nationwide',
    ]);
  });

  it.each([
    ['ward-and-night', '13 13104', '2020-04-28 20:00', 'hours'],
    ['ward-and-night', '13 13104', '2020-04-29 10:00', 'holiday'],
    ['ward-and-night', '13 13104', '2020-04-29 20:00', 'holiday'],
    ['ward-and-night', '13 13104', '2020-05-03 10:00', 'hours'],
    ['ward-and-night', '13 13104', '2020-12-31 10:00', 'year-end'],
    ['ward-and-night', '13 13104', '2021-01-01 10:00', 'year-end'],
    ['changed-for-a-while', '04 04101', '2020-04-02 10:00', 'override'],
    ['changed-for-a-while', '04 04101', '2020-04-28 10:00', undefined],
  ])('says why the centre is closed: %s, %s, %s: %s', (set, place, at, because) => {
    expect(advise({ name: '', callNow: '', here: '', set, place, at }).here?.closedBecause).toBe(because);
  });

  it('sums a line up as `advise` prints it', () => {
    const { callNow } = advise(cases[0]!);
    expect(lineSummary(callNow)).toEqual({ kind: 'consultation', name: 'ward', phone: '0120-000-101', openNow: true });
    expect(lineSummary(null)).toBeNull();
  });

  it('prefers a multilingual line that speaks the language asked for', () => {
    const rows = [
      { id: 'a', languages: 'en zh' },
      { id: 'b', languages: 'vi pt' },
    ].map((row) => ({
      ...row,
      kind: 'multilingual',
      prefecture: '04',
      hours: '24h',
      holidays: 'as usual',
      phone: '119',
    }));
    const points = pointsOf(rows);
    const speaking = (speaks: string) =>
      whoToCall(points, { prefectureCode: '04' }, instant('2020-05-01 10:00'), { speaks }).multilingual?.point.id;
    expect([speaking('en'), speaking('pt'), speaking('ko')]).toEqual(['a', 'b', 'a']);
  });
});

describe('an account’s own points', () => {
  it('take the place of shared ones with the same id', () => {
    const shared = pointsOf(sets.renamed!);
    const own = [{ ...shared[1]!, phone: '0120-000-999' }];
    expect(mergeContactPoints(shared, own).map((point) => [point.id, point.phone])).toEqual([
      ['old', '0120-000-301'],
      ['new', '0120-000-999'],
    ]);
  });

  it('come back from JSON with the instants of their override', () => {
    for (const point of pointsOf(sets['changed-for-a-while']!)) {
      expect(reviveContactPoint(JSON.parse(JSON.stringify(point)) as ContactPoint)).toEqual(point);
    }
  });
});
