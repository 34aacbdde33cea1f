import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LineWorld, lineWorld } from '../../../test/support/line-world.ts';
import { answersOfSomeone } from '../../../test/support/web-answers.ts';
import { webVisitor } from '../../../test/support/web-visitor.ts';
import { idsFrom } from '../../base/ids.ts';

const base = '/m/miyagi';
const ticks = { consent_terms: 'on', consent_privacy: 'on' };

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld();
});
afterAll(() => world.end());

async function someone(agrees = true) {
  const visitor = webVisitor(world.served, base);
  await visitor.get(base);
  await visitor.submit(`${base}/begin`, {});
  if (agrees) await visitor.submit(`${base}/consent`, ticks);
  return visitor;
}
const stored = async (): Promise<number> =>
  Number((await world.look<{ n: string }>('select count(*) as n from response'))[0]!.n);

test('all questions stand on one page, which leads to the guidance at once', async () => {
  const visitor = await someone();
  expect((await visitor.get(`${base}/form`)).body).toContain(`href="${base}/form/whole"`);
  const page = await visitor.get(`${base}/form/whole`);
  expect(page.body).toContain('name="fever"');
  expect(page.body).toContain('name="zip"');
  const before = await stored();
  const guidance = await visitor.submit(`${base}/answers`, answersOfSomeone);
  expect(guidance.status).toBe(200);
  expect(guidance.body).toContain('tel:0120000041');
  expect(await stored()).toBe(before + 1);
  // The steps that were under way are over: the guidance is what there is now.
  expect((await visitor.get(`${base}/guidance`)).body).toContain('4月21日');
});

test('however often one page is sent, it is one answer, counted once', async () => {
  const visitor = await someone();
  await visitor.get(`${base}/form/whole`);
  const { hidden } = formOf(visitor.seen.at(-1)!.body);
  const before = await stored();
  const sent = await Promise.all(
    Array.from({ length: 5 }, () => visitor.post(`${base}/answers`, { ...hidden, ...answersOfSomeone })),
  );
  expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(await stored()).toBe(before + 1);
});

test('many people who send at the same moment are each stored once', async () => {
  const visitors = await Promise.all(Array.from({ length: 30 }, () => someone()));
  const before = await stored();
  const sent = await Promise.all(
    visitors.map(async (visitor) => {
      await visitor.get(`${base}/form/whole`);
      return visitor.submit(`${base}/answers`, answersOfSomeone);
    }),
  );
  expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await stored()).toBe(before + 30);
});

test('what cannot be read is told beside its question, with all that was typed, and nothing is stored', async () => {
  const visitor = await someone();
  await visitor.get(`${base}/form/whole`);
  const before = await stored();
  const page = await visitor.submit(`${base}/answers`, { ...answersOfSomeone, age: '200', zip: '123456789' });
  expect(page.status).toBe(422);
  expect(page.body).toContain('id="age-error"');
  expect(page.body).toContain('id="zip-error"');
  expect(page.body).toContain('value="123456789"');
  expect(page.body).not.toContain('id="fever-error"');
  expect(await stored()).toBe(before);
});

test('a sign that calls for help now needs no other answer', async () => {
  const visitor = await someone();
  await visitor.get(`${base}/form/whole`);
  const page = await visitor.submit(`${base}/answers`, { fever: 'no', strong: 'dyspnoea', emergency: 'lips_purple' });
  expect(page.status).toBe(200);
  expect(page.body).toContain('tel:119');
});

test.for([
  ['an id that nobody made', 'not-an-id'],
  ['an id of yesterday', idsFrom(() => new Date('2020-04-19T00:00:00Z'))()],
  ['an id of tomorrow', idsFrom(() => new Date('2020-04-23T00:00:00Z'))()],
])('%s leads back to the questions', async ([, form]) => {
  const visitor = await someone();
  const before = await stored();
  const page = await visitor.post(`${base}/answers`, { ...answersOfSomeone, form: form! });
  expect(page.path).toBe(`${base}/form`);
  expect(await stored()).toBe(before);
});

test('nobody answers before they agreed', async () => {
  const visitor = await someone(false);
  const before = await stored();
  const form = idsFrom(world.app.now)();
  const page = await visitor.post(`${base}/answers`, { ...answersOfSomeone, form });
  expect(page.path).toBe(`${base}/consent`);
  expect(await stored()).toBe(before);
});

/** The hidden fields of the page's form. */
function formOf(page: string): { hidden: Record<string, string> } {
  const inputs = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return { hidden: Object.fromEntries(inputs.map(([, name, value]) => [name!, value!])) };
}
