import { describe, expect, it } from 'vitest';
import { parseOnDate } from '../../base/jst.ts';
import { japanesePlaces } from '../places/index.ts';
import { checkContactPoints } from './check.ts';
import { alwaysOpen, parseWeeklyHours } from './hours.ts';
import type { ContactPoint } from './model.ts';

const places = japanesePlaces();
const on = (text: string) => parseOnDate(text)!;

function point(id: string, change: Partial<ContactPoint>): ContactPoint {
  return {
    id,
    kind: 'consultation',
    names: { ja: id, easy: id, en: id },
    jurisdiction: { prefectureCode: '04', municipalityCodes: [], zipPrefixes: [] },
    hours: alwaysOpen,
    onHolidays: 'as-usual',
    onYearEnd: 'as-usual',
    phone: '0120-000-001',
    languages: ['ja'],
    ...change,
  };
}

const hours = (text: string) => {
  const parsed = parseWeeklyHours(text);
  if (!parsed.ok) throw new Error(parsed.fault);
  return parsed.value;
};

const office: Partial<ContactPoint> = {
  hours: hours('Mon-Fri 09:00-17:00'),
  onHolidays: 'closed',
  onYearEnd: 'closed',
};
const nights = hours('Mon-Fri 17:00-09:00; Sat-Sun 09:00-09:00');
const allDay = [{ from: 540, to: 1980 }];
const centre = point('centre', office);
const night = point('night', { kind: 'after_hours', hours: nights, onHolidays: allDay, onYearEnd: allDay });
const fax = point('fax', { kind: 'fax', fax: '0120-000-003' });

const ambulance = point('119', {
  kind: 'emergency',
  phone: '119',
  jurisdiction: { municipalityCodes: [], zipPrefixes: [] },
});

const check = (...points: ContactPoint[]) =>
  checkContactPoints([ambulance, ...points], { prefectureCode: '04', from: on('2020-03-30'), places, where: 'miyagi' });
const told = (...points: ContactPoint[]) => check(...points).map(({ code, message }) => `${code}: ${message}`);

const only = (...codes: string[]): Partial<ContactPoint> => ({
  jurisdiction: { prefectureCode: '04', municipalityCodes: codes, zipPrefixes: [] },
});

describe('checking contact points', () => {
  it('finds nothing where centre, night line and FAX serve the whole prefecture at every hour', () => {
    expect(told(centre, night, fax)).toEqual([]);
  });

  it('finds each required kind that is missing, and says for whom', () => {
    expect(told(fax)).toEqual([
      expect.stringMatching(
        /^contact-points.kind-missing: No contact point of kind consultation serves 仙台市青葉区 \(04101\), .* and 36 more on 2020-03-30;/,
      ),
      expect.stringContaining('kind after_hours'),
      expect.stringContaining('no consultation or after_hours number answers'),
    ]);
  });

  it('finds a municipality that no centre serves', () => {
    const all = places.municipalitiesIn('04').map(({ code }) => code);
    const most = point('most', { ...office, ...only(...all.filter((code) => code !== '04606')) });
    const night24 = { ...night, hours: alwaysOpen, onHolidays: 'as-usual', onYearEnd: 'as-usual' } as const;
    expect(told(most, night24, fax)).toEqual([
      expect.stringContaining('kind consultation serves 本吉郡南三陸町 (04606) on'),
    ]);
  });

  it('finds an hour that nobody answers, on an ordinary day', () => {
    const late = { ...night, hours: hours('Mon-Fri 18:00-09:00; Sat-Sun 09:00-09:00') };
    expect(told(centre, late, fax)).toEqual([
      expect.stringContaining('contact-points.unanswered: From 2020-03-30 17:00 no consultation'),
    ]);
  });

  it('finds an hour that nobody answers on a holiday only', () => {
    const { onHolidays: _, ...rest } = night;
    expect(told(centre, { ...rest, onHolidays: 'as-usual' }, fax)).toEqual([
      expect.stringContaining('From 2020-04-29 09:00 no consultation'),
    ]);
  });

  it('finds an hour that nobody answers at the year-end only', () => {
    expect(told(centre, { ...night, onYearEnd: 'closed' }, fax)).toEqual([
      expect.stringContaining('From 2020-12-29 09:00 no consultation'),
    ]);
  });

  it('finds what runs out within the year that it looks ahead', () => {
    const found = told(
      { ...centre, hours: alwaysOpen, onHolidays: 'as-usual', onYearEnd: 'as-usual', validTo: on('2020-10-31') },
      night,
      fax,
    );
    expect(found).toEqual([expect.stringContaining('contact-points.unanswered: From 2020-11-02 09:00')]);
  });

  it('finds codes of municipalities that do not exist or lie elsewhere', () => {
    expect(told(centre, night, fax, point('odd', { kind: 'testing', ...only('04999', '14101', '04101') }))).toEqual([
      expect.stringContaining('names municipality 04999'),
      expect.stringContaining('names municipality 14101'),
    ]);
  });

  it('finds two centres that are open for one municipality at the same time', () => {
    const east = point('east', { ...office, ...only('04101', '04102') });
    const west = point('west', { ...office, ...only('04102', '04103'), hours: hours('Wed 16:00-18:00') });
    expect(told(centre, night, fax, east, west)).toEqual([
      expect.stringContaining(
        'Contact points east and west (consultation) are both open for municipality 04102 on 2020-04-01 16:00',
      ),
    ]);
  });

  it('lets two centres share a municipality at different hours, in different years, or by postal code', () => {
    const east = point('east', { ...office, ...only('04101') });
    const evening = { ...east, id: 'evening', hours: hours('Mon-Fri 17:00-18:00') };
    const later = { ...east, id: 'later', validFrom: on('2021-04-01') };
    const zip = point('zip', {
      ...office,
      jurisdiction: { prefectureCode: '04', municipalityCodes: [], zipPrefixes: ['98000'] },
    });
    expect(told(centre, night, fax, { ...east, validTo: on('2021-03-31') }, later)).toEqual([]);
    expect(told(centre, night, fax, east, evening, zip)).toEqual([]);
  });

  it('lets several multilingual lines serve one place', () => {
    const line = point('english', { kind: 'multilingual', languages: ['en'] });
    expect(told(centre, night, fax, line, { ...line, id: 'chinese', languages: ['zh'] })).toEqual([]);
  });

  it('finds a gap between a line and its successor', () => {
    const found = told(
      { ...centre, validTo: on('2020-10-31') },
      { ...centre, id: 'next', validFrom: on('2020-11-09') },
      night,
      fax,
    );
    expect(found).toContainEqual(
      expect.stringContaining('Between 2020-10-31 and 2020-11-09 there is no consultation for the area of next'),
    );
  });

  it('finds no gap where the successor follows on the next day', () => {
    expect(
      told(
        { ...centre, validTo: on('2020-10-31') },
        { ...centre, id: 'next', validFrom: on('2020-11-01') },
        night,
        fax,
      ),
    ).toEqual([]);
  });

  it('finds an id that stands twice', () => {
    expect(told(centre, night, fax, { ...fax, kind: 'general' })).toEqual([expect.stringContaining('have the id fax')]);
  });

  it('looks at its own prefecture and the whole country only', () => {
    const elsewhere = point('tokyo', {
      jurisdiction: { prefectureCode: '13', municipalityCodes: ['99999'], zipPrefixes: [] },
    });
    expect(told(centre, night, fax, elsewhere)).toEqual([]);
  });

  it('asks for 119 too: where nothing may wait, no other number stands in', () => {
    const found = checkContactPoints([centre, night, fax], {
      prefectureCode: '04',
      from: on('2020-03-30'),
      places,
      where: 'miyagi',
    });
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringContaining('No contact point of kind emergency serves'),
    ]);
  });

  it('refuses the numbers of demonstrations once residents really call', () => {
    const points = [ambulance, centre, { ...night, phone: '022-000-0000' }, fax];
    const found = checkContactPoints(points, {
      prefectureCode: '04',
      from: on('2020-03-30'),
      places,
      where: 'miyagi',
      inService: true,
    });
    expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      expect.stringContaining('number-fictitious: Contact point centre has the demonstration number 0120-000-001'),
      expect.stringContaining('Contact point fax has the demonstration number 0120-000-001'),
      expect.stringContaining('Contact point fax has the demonstration number 0120-000-003'),
    ]);
  });
});
