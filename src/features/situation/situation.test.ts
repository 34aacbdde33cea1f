import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, type TestConsole, testConsole } from '../../../test/support/console.ts';
import { system, type TestWorld, testWorld } from '../../../test/support/scopes.ts';
import { jstDate, type OnDate } from '../../base/jst.ts';
import type { Localized } from '../../base/language.ts';
import type { Municipality, Places } from '../../base/places.ts';
import { withClient } from '../../platform/db/roles.ts';
import type { AccountFace } from '../staff/index.ts';
import { countResponse, mergeDeltas, type ResponseFacts, type SituationContent, situationRoutes } from './index.ts';

const said = (text: string): Localized => ({ ja: text, easy: text, en: text });
const municipality = (code: string): Municipality => ({ code, prefectureCode: code.slice(0, 2), name: `市${code}` });
const municipalities = ['04101', '04102', '04103', '04202', '07201', '19201'].map(municipality);
const prefectures = ['04', '07', '14', '19'].map((code) => ({ code, name: `県${code}`, nameEn: code, slug: code }));
const places: Places = {
  municipalitiesOfZip: () => [],
  municipality: (code) => municipalities.find((one) => one.code === code),
  municipalitiesIn: (prefecture) => municipalities.filter((one) => one.prefectureCode === prefecture),
  prefecture: (code) => prefectures.find((one) => one.code === code),
  prefectures: () => prefectures,
};
const content: SituationContent = {
  measures: ['fever', 'any_sx', 'fever4', 'cough'].map((code) => ({ code, label: said(code) })),
  outcomes: [
    { outcome: 'EMERGENCY', row: 0, severity: 0, level: 'emergency', label: said('=emergency') },
    { outcome: 'CONSULT_STRONG', row: 3, severity: 1, level: 'call', label: said('consult') },
    { outcome: 'NOSX_LOW', row: 12, severity: 12, level: 'calm', label: said('well') },
  ],
  rulesAt: () => ({ current: { profile: 'p1', noticeTitle: said('notice'), from: '2020-02-17' }, next: null }),
};
const today = '2020-04-21' as OnDate;
const yesterday = '2020-04-20' as OnDate;

const well: ResponseFacts = {
  answeredOn: yesterday,
  prefectureCode: '04',
  municipalityCode: '04101',
  anySymptom: false,
  fever: false,
  fever4: false,
  symptoms: [],
  outcome: 'NOSX_LOW',
  firstAnswerOfDay: true,
  newResident: true,
};
const ill = { anySymptom: true, fever: true, symptoms: ['cough'], outcome: 'CONSULT_STRONG' };

describe('the situation', () => {
  let world: TestWorld;
  let office: TestConsole;
  let account: AccountFace;
  let browser: Browser;
  let accounts = 0;
  beforeAll(async () => {
    world = await testWorld('2020-04-21T01:24:00Z');
    office = await testConsole(world, (gate) => [
      situationRoutes({
        gate,
        inScope: world.inScope,
        now: () => world.at,
        places,
        contentOf: async () => content,
        isHoliday: (on) => on === '2020-04-29',
        liveEveryMs: 20,
      }),
    ]);
  });
  afterAll(async () => {
    await office.end();
    await world.end();
  });
  beforeEach(async () => {
    accounts += 1;
    account = await office.account(`account-${accounts}`);
    browser = await office.browserOf(`viewer-${accounts}`, account.slug, ['viewer']);
  });

  const count = (n: number, change: Partial<ResponseFacts> = {}, into = account) =>
    world.inScope(into, system, async (scope) => {
      for (let at = 0; at < n; at += 1) await countResponse(scope, { ...well, ...change });
    });
  const merge = (into = account) => world.inScope(into, system, mergeDeltas);
  const situation = async (query = '', from = browser) => {
    const { status, body } = await from.get(`/accounts/${account.slug}/situation${query}`);
    expect(status).toBe(200);
    return body;
  };
  const codes = (rows: { code: string; suppressed?: string; n?: number }[]) =>
    Object.fromEntries(rows.map((row) => [row.code, row.suppressed ?? row.n]));

  test('counts each answer once, whether it is merged or still waits', async () => {
    await count(30, { municipalityCode: '04101' });
    await count(2, { ...ill, municipalityCode: '04101' });
    const waiting = await situation();
    await merge();
    const merged = await situation();
    await count(8, { answeredOn: today });
    const both = await situation();

    expect(waiting.headline).toEqual(merged.headline);
    expect(waiting.municipalities).toEqual(merged.municipalities);
    expect(merged.headline).toMatchObject({
      day: yesterday,
      answers: { n: 32, previousWeek: null },
      share: { measure: 'fever', count: 2, n: 32, share: 0.0625 },
      fever4: { count: 0, n: 32 },
      consult: { n: 2, share: 0.0625 },
      total: { answers: 32, residents: 32 },
    });
    expect(both.headline.total).toEqual({ answers: 40, residents: 40 });
    expect(both.days.at(-1)).toEqual({ on: today, answers: 8, residents: 8, complete: false, holiday: false });
    expect(both.days.at(-2)).toMatchObject({ on: yesterday, answers: 32 });
  });

  test('counts a second answer of the day as an answer, not as another person', async () => {
    await count(10);
    await count(5, { firstAnswerOfDay: false, newResident: false });
    const { days, headline } = await situation();
    expect(days.at(-2)).toMatchObject({ answers: 15, residents: 10 });
    expect(headline.total).toEqual({ answers: 15, residents: 10 });
  });

  test('covers the 28 days up to today unless asked, names holidays, and compares with the same weekday', async () => {
    await count(20);
    await count(15, { answeredOn: '2020-04-13' as OnDate });
    const { from, to, days, headline, complete } = await situation();
    expect([from, to, days.length]).toEqual(['2020-03-25', today, 28]);
    expect(headline.answers).toEqual({ n: 20, previousWeek: 15 });
    expect(complete.throughOn).toBe('2020-04-19');
    expect(days.filter((day: { complete: boolean }) => !day.complete)).toHaveLength(2);
  });

  test('shows today as the headline while there is nothing before it', async () => {
    await count(2, { answeredOn: today });
    const { headline, symptoms } = await situation();
    expect(headline).toMatchObject({ day: today, answers: { n: 2 }, share: null, fever4: null, consult: null });
    expect(symptoms[0].series.at(-1)).toEqual({ on: today, suppressed: 'few' });
  });

  test('tells nothing of nine answers, and the share and interval of ten', async () => {
    await count(9, { answeredOn: '2020-04-18' as OnDate });
    await count(10, { ...ill, answeredOn: '2020-04-19' as OnDate });
    const { symptoms, outcomes } = await situation('?outcomesOf=period');
    const [fever] = symptoms;
    expect(fever.series.at(-4)).toEqual({ on: '2020-04-18', suppressed: 'few' });
    expect(fever.series.at(-3)).toMatchObject({ on: '2020-04-19', n: 10, count: 10, share: 1, high: 1 });
    expect(outcomes[1]).toMatchObject({ outcome: 'CONSULT_STRONG', n: 10, share: 10 / 19 });
    const { outcomes: ofTheDay } = await situation('?to=2020-04-18');
    expect(ofTheDay[1]).toMatchObject({ outcome: 'CONSULT_STRONG', suppressed: 'few' });
  });

  test('withholds small municipalities, and a neighbour where subtraction would give one away', async () => {
    await count(40, { municipalityCode: '04101' });
    await count(12, { municipalityCode: '04102' });
    await count(30, { municipalityCode: '04103' });
    await count(3, { municipalityCode: '04202' });
    const { municipalities: rows } = await situation();
    expect(codes(rows)).toEqual({ '04101': 40, '04102': 'complementary', '04103': 30, '04202': 'few' });
    const [first] = rows;
    expect(first.series).toHaveLength(14);
    expect(first.series.slice(-2)).toEqual([null, 0]);
    expect(rows[3]).toEqual({ code: '04202', name: '市04202', suppressed: 'few' });
  });

  test('lists another prefecture for the account that serves it', async () => {
    await count(11, { prefectureCode: '19', municipalityCode: '19201' });
    const { municipalities: rows, headline } = await situation('?prefecture=19');
    expect(codes(rows)).toEqual({ '19201': 11 });
    expect(headline.answers.n).toBe(11);
  });

  test('counts answers without a place for the account alone', async () => {
    await count(25);
    await count(4, { prefectureCode: null, municipalityCode: null, outcome: 'EMERGENCY' });
    await merge();
    const { headline, municipalities: rows, prefectures: map } = await situation();
    expect(headline.answers.n).toBe(29);
    expect(codes(rows)['04101']).toBe(25);
    expect(codes(map)).toMatchObject({ '04': 25, '07': 'none' });
  });

  test('draws the map from every account the person may count in, and from no other', async () => {
    const mine = account;
    const catchAll = await office.account(`catch-all-${accounts}`, '14');
    const foreign = await office.account(`foreign-${accounts}`, '07');
    await count(20);
    await count(6, { prefectureCode: '07', municipalityCode: '07201' });
    await count(6, { prefectureCode: '07', municipalityCode: '07201' }, catchAll);
    await count(50, { prefectureCode: '19', municipalityCode: '19201' }, foreign);
    expect(codes((await situation()).prefectures)).toEqual({ '04': 20, '07': 'few', '14': 'few', '19': 'none' });

    const two = await office.browserOf(`two-${accounts}`, mine.slug, ['analyst']);
    await withClient(world.database.superuser, (client) =>
      client.query(
        `insert into mimamori.staff_role select staff_id, $1, 'analyst', null from mimamori.staff where login = $2`,
        [catchAll.id, `two-${accounts}`],
      ),
    );
    expect(codes((await situation('', two)).prefectures)).toMatchObject({ '04': 20, '07': 12, '19': 'none' });
  });

  describe('of an area', () => {
    let north: Browser;
    let south: Browser;
    beforeEach(async () => {
      north = await office.browserOf(`north-${accounts}`, account.slug, ['viewer'], ['04101']);
      south = await office.browserOf(`south-${accounts}`, account.slug, ['analyst'], ['04103', '04202']);
      await count(25, { municipalityCode: '04101' });
      await count(15, { ...ill, municipalityCode: '04101' });
      await count(20, { municipalityCode: '04102' });
      await count(30, { municipalityCode: '04103' });
      await count(3, { municipalityCode: '04202' });
    });

    test('is all that each of two people who work for other municipalities sees, merged or waiting', async () => {
      for (const _ of ['waiting', 'merged']) {
        const seen = await situation('?outcomesOf=period', north);
        expect(seen.areas.map((place: { code: string }) => place.code)).toEqual(['04101']);
        expect(seen.headline).toMatchObject({
          answers: { n: 40, previousWeek: null },
          share: { count: 15, n: 40 },
          consult: { n: 15 },
          total: null,
        });
        expect(seen.days.at(-2)).toMatchObject({ on: yesterday, answers: 40, residents: 40 });
        expect(seen.symptoms[0].series.at(-2)).toMatchObject({ on: yesterday, n: 40, count: 15 });
        expect(seen.outcomes[1]).toMatchObject({ outcome: 'CONSULT_STRONG', n: 15, share: 15 / 40 });
        expect(codes(seen.municipalities)).toEqual({ '04101': 40 });
        expect(seen.prefectures).toEqual([]);
        await merge();
      }
      expect(JSON.stringify(await situation('', south))).not.toMatch(/04101|04102|":(40|60|93)\b/);
    });

    test('is withheld where a colleague who sees the prefecture could subtract a small town', async () => {
      const { headline, days, symptoms, outcomes } = await situation('', south);
      expect(headline).toEqual({
        day: yesterday,
        answers: { suppressed: 'complementary' },
        share: null,
        fever4: null,
        consult: null,
        total: null,
      });
      expect(days.at(-2)).toEqual({ on: yesterday, suppressed: 'complementary', complete: false, holiday: false });
      expect(symptoms[0].series.at(-2)).toEqual({ on: yesterday, suppressed: 'complementary' });
      expect(outcomes[1]).toMatchObject({ suppressed: 'few' });
      expect(days.at(-1)).toMatchObject({ on: today, suppressed: 'few' });
    });

    test('gives no day away by what two periods differ in', async () => {
      await count(5, { ...ill, municipalityCode: '04101', answeredOn: '2020-04-19' as OnDate });
      const shares = await Promise.all(
        ['2020-04-18', '2020-04-19', '2020-04-20'].map(async (from) => {
          const { outcomes } = await situation(`?outcomesOf=period&from=${from}&to=${yesterday}`, north);
          return outcomes[1].share;
        }),
      );
      expect(shares).toEqual([15 / 40, 15 / 40, 15 / 40]);
    });

    test('comes as CSV with the same gaps, and names its municipalities', async () => {
      const { text } = await south.get(`/accounts/${account.slug}/situation.csv`);
      expect(text).toContain('areas,,04202,市04202,');
      expect(text).toContain(`days,${yesterday},answers,,,,,,,complementary`);
      expect(text).not.toMatch(/04101|prefectures,/);
    });

    test('is no tile of the map that others of the same person’s accounts draw', async () => {
      const other = await office.account(`other-${accounts}`, '14');
      await count(50, { prefectureCode: '14', municipalityCode: null }, other);
      await withClient(world.database.superuser, (client) =>
        client.query(
          `insert into mimamori.staff_role select staff_id, $1, 'viewer', null from mimamori.staff where login = $2`,
          [other.id, `north-${accounts}`],
        ),
      );
      const { body } = await north.get(`/accounts/${other.slug}/situation`);
      expect(codes(body.prefectures)).toMatchObject({ '04': 'none', '14': 50 });
    });

    test('stays the area when another role there finds residents elsewhere, and widens with a role that counts', async () => {
      const roles = async (role: string, areas: string[] | null) =>
        withClient(world.database.superuser, (client) =>
          client.query(
            `insert into mimamori.staff_role select staff_id, $1, $2, $3 from mimamori.staff where login = $4`,
            [account.id, role, areas, `north-${accounts}`],
          ),
        );
      await roles('privacy', null);
      expect((await situation('', north)).headline.answers.n).toBe(40);
      await roles('analyst', null);
      expect((await situation('', north)).headline.answers.n).toBe(93);
    });
  });

  test.for([
    ['?measure=temperature', 'situation.unknown-measure'],
    ['?from=2020-04-21&to=2020-04-20', 'situation.bad-period'],
    ['?to=2020-04-22', 'situation.bad-period'],
    ['?from=2018-01-01', 'situation.bad-period'],
    ['?from=2020-02-30', 'request.invalid'],
    ['?prefecture=Miyagi', 'request.invalid'],
  ] as const)('refuses %s', async ([query, code]) => {
    const { status, body } = await browser.get(`/accounts/${account.slug}/situation${query}`);
    expect([status, body.code]).toEqual([400, code]);
  });

  test('is closed to roles that may not count', async () => {
    const privacy = await office.browserOf(`privacy-${accounts}`, account.slug, ['privacy']);
    for (const path of ['situation', 'situation.csv', 'situation/live']) {
      expect((await privacy.get(`/accounts/${account.slug}/${path}`)).body).toMatchObject({
        code: 'staff.not-allowed',
      });
    }
  });

  test('comes as CSV that Excel reads, with the same gaps and without formulas', async () => {
    await count(40, { municipalityCode: '04101' });
    await count(3, { municipalityCode: '04202' });
    const { text, headers } = await browser.get(`/accounts/${account.slug}/situation.csv`);
    expect(headers['content-disposition']).toContain(`situation-${account.slug}-2020-03-25-${today}.csv`);
    expect(text.startsWith('\uFEFFtable,on,code,name,n,count,share,low,high,suppressed\n')).toBe(true);
    expect(text).toContain('days,2020-04-20,answers,,43,');
    expect(text).toContain('municipalities,2020-04-20,04202,市04202,,,,,,few');
    expect(text).toContain("outcomes,,EMERGENCY,'=emergency,0,");
  });

  test('tells listeners of new answers, and again of those they missed while away', async () => {
    const address = await office.app.listen({ port: 0, host: '127.0.0.1' });
    const listen = async (lastEventId?: string) => {
      const ends = new AbortController();
      const response = await fetch(`${address}/api/v1/accounts/${account.slug}/situation/live`, {
        headers: { cookie: `mimamori_staff=${browser.cookie}`, ...(lastEventId && { 'last-event-id': lastEventId }) },
        signal: ends.signal,
      });
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      let text = '';
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      return {
        end: () => ends.abort(),
        async until(pattern: RegExp) {
          while (!pattern.test(text)) {
            const { value, done } = await reader.read();
            if (done) throw new Error(`the stream ended after: ${text}`);
            text += value;
          }
          return text;
        },
      };
    };
    const first = await listen();
    expect(await first.until(/id: 2020-04-21\/0\n\n/)).not.toContain('changed');
    await count(2, { answeredOn: today });
    expect(await first.until(/event: changed\ndata: .*\n\n/)).toMatch(/"answersToday":[12]/);
    await first.until(/id: 2020-04-21\/2/);
    first.end();
    const again = await listen('2020-04-21/1');
    await again.until(/id: 2020-04-21\/2\nevent: changed/);
    again.end();

    browser = await office.browserOf(`area-${accounts}`, account.slug, ['viewer'], ['04101']);
    const limited = await listen('2020-04-21/2');
    const told = await limited.until(/event: changed\ndata: .*\n\n/);
    expect(told).not.toMatch(/answersToday|2020-04-21\/2/);
    limited.end();
  });

  describe('counters', () => {
    /** Every answer as the response table would keep it, recounted by plain SQL. */
    const recount = (rows: ResponseFacts[]) => {
      const expected = new Map<string, number>();
      for (const facts of rows) {
        const measures = ['answers', `outcome.${facts.outcome}`, ...facts.symptoms];
        if (facts.fever) measures.push('fever');
        if (facts.anySymptom) measures.push('any_sx');
        for (const measure of measures) {
          for (const [prefecture, municipality] of [
            [facts.prefectureCode, facts.municipalityCode],
            [facts.prefectureCode, '*'],
            ['*', '*'],
          ]) {
            const key = `${facts.answeredOn} ${measure} ${prefecture} ${municipality}`;
            expected.set(key, (expected.get(key) ?? 0) + 1);
          }
        }
      }
      return expected;
    };

    test('equal a recount after many writers and mergers worked at once, some of which failed', async () => {
      const written: ResponseFacts[] = [];
      const writer = async (seed: number) => {
        for (let at = 0; at < 25; at += 1) {
          const facts: ResponseFacts = {
            ...well,
            ...((seed + at) % 3 === 0 && ill),
            municipalityCode: ['04101', '04102', '04103'][(seed * 7 + at) % 3]!,
            answeredOn: [yesterday, today][at % 2]!,
            firstAnswerOfDay: false,
            newResident: false,
          };
          const fails = (seed + at) % 10 === 0;
          const work = world.inScope(account, system, async (scope) => {
            await countResponse(scope, facts);
            if (fails) throw new Error('the answer was not stored');
          });
          if (fails) await expect(work).rejects.toThrow('not stored');
          else {
            await work;
            written.push(facts);
          }
        }
      };
      let writing = true;
      const merger = async () => {
        while (writing) await merge();
      };
      const mergers = [merger(), merger(), merger()];
      await Promise.all([1, 2, 3, 4, 5].map(writer));
      writing = false;
      await Promise.all(mergers);
      while ((await merge()) > 0);

      const rows = await withClient(world.database.superuser, async (client) => {
        const { rows } = await client.query(
          `select concat_ws(' ', counted_on, measure, prefecture_code, municipality_code) as key, n::int
           from mimamori.counter where account_id = $1`,
          [account.id],
        );
        return rows as { key: string; n: number }[];
      });
      expect(new Map(rows.map(({ key, n }) => [key, n]))).toEqual(recount(written));
      expect(written).toHaveLength(115);
    });

    test('of one account are out of reach of another', async () => {
      await count(30);
      await merge();
      await count(30);
      const other = await office.account(`other-${accounts}`);
      await merge(other);
      const peek = await office.browserOf(`peek-${accounts}`, other.slug, ['viewer']);
      const { body } = await peek.get(`/accounts/${other.slug}/situation`);
      expect(body.headline.total).toEqual({ answers: 0, residents: 0 });
      expect((await peek.get(`/accounts/${account.slug}/situation`)).status).toBe(403);
      const left = await withClient(world.database.superuser, (client) =>
        client.query('select count(*)::int as n from mimamori.counter_delta where account_id = $1', [account.id]),
      );
      expect(left.rows[0].n).toBe(30);
    });

    test('are dated by the day in Japan', () => {
      expect(jstDate(new Date('2020-04-20T15:00:00Z'))).toBe(today);
    });
  });
});
