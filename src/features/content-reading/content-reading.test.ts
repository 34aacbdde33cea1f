import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, type TestConsole, testConsole } from '../../../test/support/console.ts';
import { system, type TestWorld, testWorld } from '../../../test/support/scopes.ts';
import type { OnDate } from '../../base/jst.ts';
import { kanjiWithoutReading } from '../../base/ruby.ts';
import { importContactPoints } from '../contact-points/index.ts';
import { type Content, readContent } from '../content/index.ts';
import type { AccountFace } from '../staff/index.ts';
import { contentReadingRoutes, readGuidanceFiles } from './index.ts';

describe('content in the console', () => {
  let world: TestWorld;
  let office: TestConsole;
  let content: Content;
  let account: AccountFace;
  let viewer: Browser;
  beforeAll(async () => {
    const read = await readContent('content', '2020-04-21' as OnDate);
    if (!read.content) throw new Error('the content has errors; see check-content');
    content = read.content;
    const guidanceFiles = await readGuidanceFiles('content');
    // A Tuesday, 10:24 in Japan.
    world = await testWorld('2020-04-21T01:24:00Z');
    office = await testConsole(world, (gate) => [
      contentReadingRoutes({
        gate,
        inScope: world.inScope,
        now: () => world.at,
        words: content.words,
        places: content.places,
        calendar: content.calendar,
        contentOf: () => content.accounts.get('miyagi')!,
        guidanceFiles,
      }),
    ]);
    account = await office.account('miyagi');
    viewer = await office.browserOf('viewer', 'miyagi', ['viewer']);
    const { points } = content.accounts.get('miyagi')!;
    await world.inScope(account, system, (scope) => importContactPoints(scope, { source: 'content', points }));
  });
  afterAll(async () => {
    await office.end();
    await world.end();
  });
  const get = async (path = '') => {
    const { status, body } = await viewer.get(`/accounts/miyagi/content${path}`);
    expect(status).toBe(200);
    return body;
  };

  test('says what the account consists of, which rules and which policy are in force', async () => {
    const body = await get();
    expect(body.questionnaires.map((one: { id: string }) => one.id).sort()).toEqual(['ps-daily', 'ps-initial']);
    expect(
      body.guidance.map((one: { profile: string; current: boolean; to: string | null }) => [
        one.profile,
        one.current,
        one.to,
      ]),
    ).toEqual([
      ['mhlw-2020-02-17', true, '2020-05-07'],
      ['mhlw-2020-05-08', false, '2020-10-31'],
      ['mhlw-2020-11-01', false, null],
    ]);
    expect(body.guidance[0].signOff.demonstration).toBe(true);
    expect(body.policies.filter((one: { current: boolean }) => one.current)).toHaveLength(2);
    expect(body.contactPoints).toMatchObject({ importedAt: world.at.toISOString(), source: 'content' });
    expect(body.contactPoints.count).toBeGreaterThan(3);
    expect(body.outcomes).toHaveLength(13);
    expect(body.outcomes[0]).toMatchObject({ outcome: 'EMERGENCY', row: 0, severity: 0, level: 'emergency' });
    expect(body.account).toMatchObject({ slug: 'miyagi', prefectureCode: '04', answerMode: 'form' });
  });

  test('shows every questionnaire with options, conditions and what is kept', async () => {
    const { questionnaires } = await get();
    for (const { id, questions } of questionnaires) {
      const { parts } = await get(`/questionnaires/${id}`);
      expect(parts.flatMap((part: { questions: unknown[] }) => part.questions)).toHaveLength(questions);
    }
    const { parts } = await get('/questionnaires/ps-initial');
    const all = parts.flatMap((part: { questions: { linkId: string }[] }) => part.questions);
    const question = (linkId: string) => all.find((one: { linkId: string }) => one.linkId === linkId);
    expect(question('fever_days').shownIf).toBe('fever = yes or fever = elevated');
    expect(question('pregnancy').shownIf).toBe(
      '(age is not answered or age >= 12) and (age is not answered or age <= 59) and sex != male',
    );
    expect(question('fever')).not.toHaveProperty('shownIf');
    expect(question('sex')).toMatchObject({ kept: true, repeats: false });
    expect(question('other_sx').options.find((option: { code: string }) => option.code === 'none').exclusive).toBe(
      true,
    );
    for (const { text } of all) expect(kanjiWithoutReading(text.easy)).toEqual([]);
  });

  test('shows every guidance table with outcome and row of each rule', async () => {
    const { guidance } = await get();
    for (const { profile, rules: count, version } of guidance) {
      const table = await get(`/guidance/${profile}`);
      expect(table).toMatchObject({ profile, version, hitPolicy: 'FIRST' });
      expect(table.rules).toHaveLength(count);
      expect(table.rules[0]).toMatchObject({ row: 0, outcome: 'EMERGENCY' });
      expect(table.derived.length).toBeGreaterThan(5);
    }
  });

  test('says of each contact point where it is for, and whether it answers now', async () => {
    const points = await get('/contact-points');
    const centre = points.find(
      (point: { kind: string; jurisdiction: string[] }) =>
        point.kind === 'consultation' && point.jurisdiction.length > 1,
    );
    expect(centre.jurisdiction.join()).toMatch(/[市町区]/);
    expect(centre.hours).toMatch(/\d\d:\d\d-\d\d:\d\d/);
    expect(centre).toMatchObject({ openNow: true, opensNext: null });
    const before = world.at;
    world.at = new Date('2020-04-20T18:00:00Z');
    const office = (await viewer.get('/accounts/miyagi/content/contact-points')).body;
    world.at = before;
    // The session is younger than the clock that was set back, so it still holds at three in the morning.
    const closed = office.find((point: { id: string }) => point.id === centre.id);
    expect(closed.openNow).toBe(false);
    expect(closed.opensNext).toMatch(/^2020-04-21 0\d:\d\d$/);
  });

  test('shows policies and terms as data and as text, with the name of the prefecture', async () => {
    const { policies } = await get();
    for (const { id, version } of policies) {
      const policy = await get(`/policies/${id}/${version}`);
      expect(policy.text.ja).toMatch(/^# .+\n\n## /);
      expect(policy.text.en).toMatch(/^# .+\n\n## /);
      expect(JSON.stringify(policy)).not.toContain('{prefecture}');
    }
  });

  test.for(['/questionnaires/nothing', '/guidance/nothing', '/guidance/..%2f..%2fpack', '/policies/miyagi/0'])(
    'has nothing at %s',
    async (path) => {
      const { status, body } = await viewer.get(`/accounts/miyagi/content${path}`);
      expect([status, body.code]).toEqual([404, 'content.no-such-item']);
    },
  );

  test('is closed to analysts', async () => {
    const analyst = await office.browserOf('analyst', 'miyagi', ['analyst']);
    for (const path of ['', '/questionnaires/ps-initial', '/guidance/mhlw-2020-02-17', '/contact-points']) {
      expect((await analyst.get(`/accounts/miyagi/content${path}`)).status).toBe(403);
    }
  });
});
