import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, type TestConsole, testConsole } from '../../../test/support/console.ts';
import { system, type TestWorld, testWorld } from '../../../test/support/scopes.ts';
import type { ChatId, Id, ResidentId } from '../../base/ids.ts';
import type { OnDate } from '../../base/jst.ts';
import { jsonb } from '../../platform/db/database.ts';
import { withClient } from '../../platform/db/roles.ts';
import { type Content, readContent } from '../content/index.ts';
import { addPerson, keepAnswered, openWebChat, shortCode } from '../residents/index.ts';
import { offerCallback } from '../responses/index.ts';
import type { AccountFace } from '../staff/index.ts';
import { residentRecordsRoutes } from './index.ts';

describe('residents in the console', () => {
  let world: TestWorld;
  let office: TestConsole;
  let content: Content;
  let account: AccountFace;
  let nurse: Browser;
  let n = 0;
  beforeAll(async () => {
    const read = await readContent('content', '2020-04-21' as OnDate);
    if (!read.content) throw new Error('the content has errors; see check-content');
    content = read.content;
    world = await testWorld('2020-04-21T01:24:00Z');
    office = await testConsole(world, (gate) => [
      residentRecordsRoutes({
        gate,
        inScope: world.inScope,
        places: content.places,
        contentOf: () => content.accounts.get('miyagi')!,
      }),
    ]);
  });
  afterAll(async () => {
    await office.end();
    await world.end();
  });
  beforeEach(async () => {
    n += 1;
    account = await office.account(`records-${n}`);
    nurse = await office.browserOf(`nurse-${n}`, account.slug, ['nurse']);
  });

  interface Person {
    readonly minutesAgo?: number;
    readonly municipality?: string;
    readonly outcome?: string;
    readonly zip?: string;
    readonly born?: number;
    readonly sex?: 'male' | 'female' | 'other';
    readonly chatId?: ChatId;
  }
  /** Someone who answered once; a woman born in 1950 unless told. */
  const person = (
    {
      minutesAgo = 0,
      municipality = '04101',
      outcome = 'NOSX_HIGH',
      zip = '9800001',
      born = 1950,
      sex = 'female',
      chatId,
    }: Person = {},
    into = account,
  ) =>
    world.inScope(into, system, async (scope) => {
      const chat = chatId ?? (await openWebChat(scope, 'en')).chatId;
      const relation = chatId ? 'family' : 'self';
      const residentId = await addPerson(scope, chat, { relation, answeredBy: 'self', label: '母' });
      const keptOn = '2020-04-21' as OnDate;
      const responseId = scope.newId<Id<'response'>>();
      const answeredAt = new Date(world.at.getTime() - minutesAgo * 60_000);
      await keepAnswered(scope.tx, scope.account.id, residentId, {
        profile: {
          age: { value: born, keptOn },
          sex: { value: sex, keptOn },
          conditions: { value: ['diabetes', 'dialysis'], keptOn },
          zip: { value: zip, keptOn },
        },
        profileSealed: null,
        place: { prefectureCode: municipality.slice(0, 2), municipalityCode: municipality },
        episode: null,
        exposure: null,
        knownPositiveSince: null,
        outcome,
        outcomeSince: answeredAt,
        responseId,
        answeredAt,
        answers: 1,
      });
      await scope.tx
        .insertInto('response')
        .values({
          account_id: scope.account.id,
          resident_id: residentId,
          response_id: responseId,
          questionnaire: 'ps-initial',
          version: '1',
          channel: 'web',
          language: 'en',
          answered_at: answeredAt,
          answered_on: keptOn,
          answers: jsonb({ fever: 'yes', other_sx: ['cough', 'headache'], temp_c: 37.8, forgotten: 'x', age: 70 }),
          text_sealed: await scope.vault.seal(scope.tx, scope.account.id, residentId, '{"medication":"secret"}'),
          context: jsonb({}) as never,
          outcome,
          previous_outcome: 'NOSX_LOW',
          outcome_row: 5,
          profile: 'mhlw-2020-02-17',
          table_version: 'abc',
          rule_id: 'P1-5',
          contact_point_id: 'gone',
          prefecture_code: '04',
          municipality_code: municipality,
        })
        .execute();
      return { residentId, chatId: chat, responseId };
    });
  const find = async (query = '', browser = nurse) => {
    const { status, body } = await browser.get(`/accounts/${account.slug}/residents${query}`);
    expect(status).toBe(200);
    return body as { items: { residentId: string; code: string; ageBand: string | null }[]; next: string | null };
  };
  const idsOf = async (query = '', browser = nurse) =>
    (await find(query, browser)).items.map((item) => item.residentId);
  const read = (residentId: ResidentId, browser = nurse) =>
    browser.get(`/accounts/${account.slug}/residents/${residentId}`);
  const audited = (verb: string) =>
    withClient(world.database.superuser, async (client) => {
      const { rows } = await client.query(
        `select subject, detail::json as detail from mimamori.audit_entry where account_id = $1 and verb = $2 order by seq`,
        [account.id, verb],
      );
      return rows;
    });

  describe('finding', () => {
    test('shows who answered, the newest first, with what a nurse needs to tell people apart', async () => {
      const old = await person({ minutesAgo: 60 });
      const recent = await person({ minutesAgo: 1, outcome: 'CONSULT_DURATION' });
      const { items } = await find();
      expect(items.map((item) => item.residentId)).toEqual([recent.residentId, old.residentId]);
      expect(items[0]).toEqual({
        residentId: recent.residentId,
        code: shortCode(recent.residentId),
        age: 70,
        ageBand: '70-79',
        sex: 'female',
        municipality: { code: '04101', name: content.places.municipality('04101')?.name },
        prefectureCode: '04',
        relation: 'self',
        outcome: 'CONSULT_DURATION',
        outcomeSince: '2020-04-21T01:23:00.000Z',
        lastAnsweredAt: '2020-04-21T01:23:00.000Z',
        answers: 1,
        followUp: false,
        channel: 'web',
        blocked: false,
      });
    });

    test('goes by short code, however it is typed', async () => {
      const { residentId } = await person();
      await person();
      const code = shortCode(residentId);
      for (const typed of [code, code.toLowerCase(), code.slice(2)]) {
        // Six digits alone would be a postal code.
        if (/^\d+$/.test(typed)) continue;
        expect(await idsOf(`?q=${typed}`)).toEqual([residentId]);
      }
    });

    test('goes by the first digits of a postal code', async () => {
      const { residentId } = await person({ zip: '9810001' });
      await person({ zip: '9800001' });
      for (const q of ['981', '981-0001', '〒981', '９８１'])
        expect(await idsOf(`?q=${encodeURIComponent(q)}`)).toEqual([residentId]);
    });

    test('goes by outcome, municipality and day', async () => {
      const wanted = await person({ outcome: 'EMERGENCY', municipality: '04202', minutesAgo: 60 });
      await person({ outcome: 'EMERGENCY', municipality: '04202', minutesAgo: 60 * 24 });
      await person({ outcome: 'EMERGENCY' });
      await person({ municipality: '04202' });
      expect(await idsOf('?outcome=EMERGENCY&municipality=04202&answeredSince=2020-04-21')).toEqual([
        wanted.residentId,
      ]);
    });

    test('goes by sex and by the age band that the list shows', async () => {
      const child = await person({ born: 2015, sex: 'male', minutesAgo: 1 });
      const eighty = await person({ born: 1940, sex: 'male', minutesAgo: 2, municipality: '04202' });
      const eightyNine = await person({ born: 1931, minutesAgo: 3 });
      const ninety = await person({ born: 1930, sex: 'other', minutesAgo: 4 });
      expect(await idsOf('?sex=male')).toEqual([child.residentId, eighty.residentId]);
      expect(await idsOf('?ageBand=80-89')).toEqual([eighty.residentId, eightyNine.residentId]);
      expect(await idsOf('?ageBand=80-89&sex=male')).toEqual([eighty.residentId]);
      expect(await idsOf('?ageBand=80-89&municipality=04202')).toEqual([eighty.residentId]);
      expect(await idsOf('?ageBand=80-89&outcome=NOSX_HIGH&sex=female')).toEqual([eightyNine.residentId]);
      expect(await idsOf('?ageBand=90-')).toEqual([ninety.residentId]);
      expect(await idsOf('?ageBand=0-9&sex=other')).toEqual([]);
      for (const { ageBand, residentId } of (await find()).items)
        expect(await idsOf(`?ageBand=${ageBand}`)).toContain(residentId);
    });

    test('comes page by page, without gap or repeat, also when many answered at the same instant', async () => {
      const added = await Promise.all(Array.from({ length: 7 }, (_, at) => person({ minutesAgo: Math.floor(at / 4) })));
      const seen: string[] = [];
      let after = '';
      do {
        const page = await find(`?limit=2${after}`);
        seen.push(...page.items.map((item) => item.residentId));
        after = page.next ? `&after=${page.next}` : '';
      } while (after);
      expect(seen).toHaveLength(7);
      expect(new Set(seen)).toEqual(new Set(added.map((one) => one.residentId)));
    });

    test.for([
      ['?q=Yamada+Hanako', 'residents.unclear-search'],
      ['?q=98', 'residents.unclear-search'],
      ['?after=bm90IGEgcGFnZQ', 'residents.bad-page'],
      ['?municipality=Sendai', 'request.invalid'],
      ['?limit=5000', 'request.invalid'],
      ['?sex=unknown', 'request.invalid'],
      ['?ageBand=18-25', 'request.invalid'],
    ] as const)('refuses %s', async ([query, code]) => {
      const { status, body } = await nurse.get(`/accounts/${account.slug}/residents${query}`);
      expect([status, body.code]).toEqual([400, code]);
    });

    test('is audited with what was asked by, not for', async () => {
      await person();
      await find('?q=980&outcome=NOSX_HIGH');
      expect(await audited('residents.searched')).toEqual([
        { subject: null, detail: { by: ['q', 'outcome'], found: 1 } },
      ]);
    });

    test('keeps to the areas for which the person acts', async () => {
      const near = await person({ municipality: '04202' });
      const nearer = await person({ municipality: '04203', minutesAgo: 5 });
      const far = await person({ municipality: '04101' });
      const city = await office.browserOf(`city-${n}`, account.slug, ['nurse'], ['04202', '04203']);
      expect(await idsOf('', city)).toEqual([near.residentId, nearer.residentId]);
      expect(await idsOf('?municipality=04101', city)).toEqual([]);
      expect(await idsOf(`?q=${shortCode(far.residentId)}`, city)).toEqual([]);
      expect((await read(far.residentId, city)).body).toMatchObject({
        status: 404,
        code: 'residents.no-such-resident',
      });
      expect((await read(near.residentId, city)).status).toBe(200);
    });

    test('shows a privacy officer that someone exists, and nothing that they answered', async () => {
      const { residentId } = await person({ outcome: 'EMERGENCY' });
      const privacy = await office.browserOf(`privacy-${n}`, account.slug, ['privacy']);
      const { items } = await find('', privacy);
      expect(items[0]).toMatchObject({
        residentId,
        answers: 1,
        age: null,
        ageBand: null,
        sex: null,
        outcome: null,
        outcomeSince: null,
      });
      for (const query of ['outcome=EMERGENCY', 'sex=female', 'ageBand=70-79'])
        expect((await privacy.get(`/accounts/${account.slug}/residents?${query}`)).status).toBe(403);
      expect((await read(residentId, privacy)).status).toBe(403);
    });
  });

  describe('a record', () => {
    test("says in the questionnaire's words what is kept and what was answered, and by which rule it was decided", async () => {
      const { residentId, responseId } = await person({ outcome: 'CONSULT_DURATION' });
      const { body } = await read(residentId);
      expect(body.resident).toMatchObject({
        code: shortCode(residentId),
        language: 'en',
        episode: null,
        callback: null,
        consents: [],
      });
      const profile = Object.fromEntries(
        body.resident.profile.map((item: { linkId: string; answer: { en: string } }) => [item.linkId, item.answer.en]),
      );
      expect(profile).toMatchObject({ age: '70', zip: '9800001' });
      expect(profile.conditions).toMatch(/^\S.*, \S/);
      const [entry] = body.history;
      expect(entry).toMatchObject({
        responseId,
        outcome: 'CONSULT_DURATION',
        previousOutcome: 'NOSX_LOW',
        rose: true,
        row: 5,
        ruleId: 'P1-5',
        contactPoint: 'gone',
      });
      const answers = Object.fromEntries(
        entry.answers.map((item: { linkId: string; answer: { ja: string } }) => [item.linkId, item.answer.ja]),
      );
      expect(answers.temp_c).toBe('37.8');
      expect(answers.fever).toContain('37.5');
      expect(answers.other_sx).toContain('、');
      expect(answers.forgotten).toBe('x');
      expect(JSON.stringify(body)).not.toMatch(/secret|母/);
    });

    test('is a look that the log keeps, and opening a number to call back is another', async () => {
      const { residentId, responseId } = await person();
      await world.inScope(account, system, (scope) => offerCallback(scope, residentId, responseId, '022-000-0000'));
      const { body } = await read(residentId);
      expect(body.resident.callback).toEqual({
        number: '0220000000',
        givenAt: world.at.toISOString(),
        purpose: 'callback',
      });
      expect(await audited('residents.read')).toEqual([{ subject: residentId, detail: {} }]);
      expect(await audited('responses.callback-read')).toHaveLength(1);
    });

    test('leads to others of the same chat', async () => {
      const { residentId, chatId } = await person();
      const mother = await person({ chatId });
      expect((await read(residentId)).body.people).toEqual([
        { residentId: mother.residentId, code: shortCode(mother.residentId), relation: 'family' },
      ]);
    });

    test('of another account is out of reach, by search, by code and by id', async () => {
      const { residentId } = await person();
      const other = await office.account(`foreign-${n}`);
      const stranger = await office.browserOf(`stranger-${n}`, other.slug, ['nurse', 'officer']);
      for (const query of ['', `?q=${shortCode(residentId)}`, '?q=980', '?municipality=04101']) {
        expect((await stranger.get(`/accounts/${other.slug}/residents${query}`)).body.items).toEqual([]);
      }
      expect((await stranger.get(`/accounts/${other.slug}/residents/${residentId}`)).status).toBe(404);
      expect((await read(residentId, stranger)).status).toBe(403);
    });

    test.for([['viewer'], ['analyst'], ['administrator']] as const)(
      'and the list are closed to the role %s',
      async ([role]) => {
        const { residentId } = await person();
        const browser = await office.browserOf(`${role}-${n}`, account.slug, [role]);
        expect((await browser.get(`/accounts/${account.slug}/residents`)).status).toBe(403);
        expect((await read(residentId, browser)).status).toBe(403);
        expect(await audited('residents.read')).toEqual([]);
      },
    );
  });
});
