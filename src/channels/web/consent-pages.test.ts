import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LineWorld, lineWorld } from '../../../test/support/line-world.ts';
import { formsOf, webVisitor } from '../../../test/support/web-visitor.ts';

const base = '/m/miyagi';
const ticks = { consent_terms: 'on', consent_privacy: 'on' };

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld();
});
afterAll(() => world.end());

async function newcomer() {
  const visitor = webVisitor(world.served, base);
  await visitor.get(base);
  await visitor.submit(`${base}/begin`, {});
  return visitor;
}
const consents = (residentId: string | undefined) =>
  world.look('select item from consent where resident_id = $1', [residentId]);

test('a consent page that stood open while another person was chosen agrees for nobody', async () => {
  const visitor = await newcomer();
  await visitor.submit(`${base}/consent`, ticks);
  await visitor.get(`${base}/people/new`);
  const { body } = await visitor.submit(`${base}/people/new`, { who: 'other', label: '母', role: 'carer' });
  const forMother = formsOf(body).find(({ action }) => action === `${base}/consent`)!;
  const mother = forMother.hidden.person;

  const people = await visitor.get(`${base}/people`);
  const self = [...people.body.matchAll(/\/people\/([0-9a-f-]{36})/g)]
    .map(([, id]) => id!)
    .find((id) => id !== mother)!;
  await visitor.post(`${base}/people/${self}`, {});
  const before = await consents(self);
  expect(before).toHaveLength(4);
  await visitor.post(`${base}/consent`, { ...forMother.hidden, ...ticks });
  expect(await consents(self)).toEqual(before);
  expect(await consents(mother)).toEqual([]);

  await visitor.post(`${base}/people/${mother}`, {});
  await visitor.submit(`${base}/consent`, ticks);
  expect(await consents(mother)).toHaveLength(4);
  expect(await consents(self)).toEqual(before);
});

test('a form is taken from the address that its page was opened at, and refused from any other', async () => {
  const begin = async (host: string, origin: string) =>
    (await world.served.http.inject({ method: 'POST', url: `${base}/begin`, headers: { host, origin } })).statusCode;
  expect(await begin('localhost:7200', 'http://localhost:7200')).toBe(303);
  expect(await begin('localhost:7200', 'http://other.example')).toBe(403);
  expect(await begin('localhost:7200', 'null')).toBe(403);
});

test('the button pressed twice at once makes one person', async () => {
  const visitor = await newcomer();
  const people = () => world.look<{ n: number }>('select count(*)::int as n from resident');
  const [before] = await people();
  await Promise.all([1, 2, 3].map(() => visitor.submit(`${base}/consent`, ticks)));
  expect((await people())[0]!.n).toBe(before!.n + 1);
});

test('agreed to is the version that the page showed: another one is shown first, and nothing is recorded', async () => {
  const visitor = await newcomer();
  const { hidden } = formsOf((await visitor.get(`${base}/consent`)).body).find(
    ({ action }) => action === `${base}/consent`,
  )!;
  const [before] = await world.look('select count(*)::int as n from consent');
  for (const old of [{ policy_version: 'miyagi 2019-01-01' }, { terms_version: '2019-01-01' }]) {
    const again = await visitor.post(`${base}/consent`, { ...hidden, ...ticks, ...old });
    expect(again.status).toBe(409);
    expect(again.body).toContain('内容が変わりました');
  }
  expect((await visitor.post(`${base}/consent`, ticks)).status).toBe(409);
  expect(await world.look('select count(*)::int as n from consent')).toEqual([before]);
  expect((await visitor.submit(`${base}/consent`, ticks)).path).toBe(`${base}/form`);
});
