import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LineWorld, lineWorld } from '../../../test/support/line-world.ts';
import { answersOfSomeone } from '../../../test/support/web-answers.ts';
import { formsOf, webVisitor } from '../../../test/support/web-visitor.ts';
import { mergeDeltas } from '../../features/situation/index.ts';

const base = '/m/miyagi';

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld();
});
afterAll(() => world.end());

test('shows and hands over what the person wrote in their own words, the number and the consents too', async () => {
  const visitor = webVisitor(world.served, base);
  await visitor.get(base);
  await visitor.submit(`${base}/begin`, {});
  await visitor.submit(`${base}/consent`, { consent_terms: 'on', consent_privacy: 'on' });
  await visitor.answerForm(answersOfSomeone);
  await visitor.post(`${base}/form/more`, {});
  await visitor.answerForm(answersOfSomeone);
  await visitor.get(`${base}/guidance`);
  await visitor.submit(`${base}/callback`, { phone: '0120-000-501' });

  expect((await visitor.get(`${base}/my-data`)).body).toContain('メトホルミン');
  const held = JSON.parse((await visitor.get(`${base}/my-data/download`)).body);
  const [self] = held.people;
  expect(self.responses[0].answers).toMatchObject({ fever: 'no', medication: 'メトホルミン' });
  expect(self.callback.number).toBe('0120000501');
  expect(self.consents.map(({ item }: { item: string }) => item).sort()).toEqual([
    'followup',
    'privacy',
    'research',
    'terms',
  ]);
});

async function withMother() {
  const visitor = webVisitor(world.served, base);
  await visitor.get(base);
  await visitor.submit(`${base}/begin`, {});
  await visitor.submit(`${base}/consent`, { consent_terms: 'on', consent_privacy: 'on' });
  await visitor.answerForm(answersOfSomeone);
  await visitor.get(`${base}/guidance`);
  await visitor.submit(`${base}/callback`, { phone: '0120-000-502' });
  const [self] = await world.look<{ id: string }>(
    'select resident_id as id from resident where erased_at is null order by created_at desc, resident_id desc limit 1',
  );
  await visitor.get(`${base}/people/new`);
  await visitor.submit(`${base}/people/new`, { who: 'other', label: '母', role: 'carer' });
  await visitor.submit(`${base}/consent`, { consent_terms: 'on', consent_privacy: 'on' });
  await visitor.answerForm({ ...answersOfSomeone, age: '67' });
  const [mother] = await world.look<{ id: string }>(
    "select resident_id as id from resident where erased_at is null and relation = 'family' order by resident_id desc limit 1",
  );
  return { visitor, self: self!.id, mother: mother!.id };
}

test('consents and numbers of everyone in the chat are shown, and changed for whom they are', async () => {
  const { visitor, self, mother } = await withMother();
  const page = await visitor.get(`${base}/my-data`);
  // The mother is in view; the number is one's own.
  expect(page.body).toContain('0120000502');
  const forms = formsOf(page.body);
  const whose = (action: string) => forms.filter((one) => one.action === action).map(({ hidden }) => hidden.person);
  expect(whose(`${base}/my-data/give/research`).sort()).toEqual([self, mother].sort());
  await visitor.post(`${base}/my-data/give/research`, {
    ...forms.find((one) => one.action === `${base}/my-data/give/research` && one.hidden.person === self)!.hidden,
  });
  const given = await world.look(
    "select resident_id from consent where item = 'research' and given and resident_id = any($1)",
    [[self, mother]],
  );
  expect(given).toEqual([{ resident_id: self }]);
  await visitor.post(`${base}/callback/withdraw`, { person: self });
  expect((await visitor.get(`${base}/my-data`)).body).not.toContain('0120000502');
  // A version that the page did not name is not agreed to.
  await visitor.post(`${base}/my-data/give/research`, { person: mother, version: '1999-01-01' });
  expect(
    await world.look("select 1 from consent where item = 'research' and given and resident_id = $1", [mother]),
  ).toEqual([]);
});

test('one person is erased alone: the other stays, the totals are right, and it is in the audit log', async () => {
  const { visitor, self, mother } = await withMother();
  const totals = () => world.look('select sum(n)::int as n from counter');
  await world.app.inScope(world.kit, { kind: 'system', job: 'test' }, mergeDeltas);
  const before = await totals();
  const page = await visitor.get(`${base}/my-data`);
  expect(page.body).toContain(`/my-data/erase/${mother}`);
  const asked = await visitor.get(`${base}/my-data/erase/${mother}`);
  expect(asked.body).toContain('母のデータを消しますか');
  const unsure = await visitor.submit(`${base}/my-data/erase/${mother}`, {});
  expect(unsure.status).toBe(422);
  const done = await visitor.submit(`${base}/my-data/erase/${mother}`, { sure: 'yes' });
  expect(done.body).toContain('ほかの方のお答えは、そのまま残っています');
  const left = await world.look<{ id: string; n: number }>(
    'select resident_id as id, count(*)::int as n from response where resident_id = any($1) group by 1',
    [[self, mother]],
  );
  expect(left).toEqual([{ id: self, n: 1 }]);
  expect(await totals()).toEqual(before);
  expect(
    await world.look("select 1 as one from audit_entry where verb = 'privacy.person-erased' and subject = $1", [
      mother,
    ]),
  ).toHaveLength(1);
  expect(await world.look('select 1 from web_session where resident_id = $1', [mother])).toEqual([]);
  // The browser goes on with who is left; somebody else's person is not there at all.
  expect((await visitor.get(`${base}/my-data`)).body).not.toContain('母');
  const stranger = webVisitor(world.served, base);
  await stranger.get(base);
  await stranger.submit(`${base}/begin`, {});
  expect((await stranger.get(`${base}/my-data/erase/${self}`)).status).toBe(404);
  expect((await stranger.post(`${base}/my-data/erase/${self}`, { sure: 'yes' })).status).toBe(404);
});

test('each version that was agreed to has an address of its own, linked from the ledger', async () => {
  const { visitor } = await withMother();
  const [version] = world.kit.content.policyVersions.map((one) => one.version);
  expect((await visitor.get(`${base}/my-data`)).body).toContain(`href="${base}/privacy/${version}"`);
  expect((await visitor.get(`${base}/privacy/${version}`)).status).toBe(200);
  expect((await visitor.get(`${base}/terms/${world.kit.content.terms.version}`)).status).toBe(200);
  expect((await visitor.get(`${base}/privacy/1999-01-01`)).status).toBe(404);
});
