import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LineWorld, lineWorld } from '../../../test/support/line-world.ts';
import { answersOfSomeone } from '../../../test/support/web-answers.ts';
import { formsOf, webVisitor } from '../../../test/support/web-visitor.ts';

const base = '/m/miyagi';
const ticks = { consent_terms: 'on', consent_privacy: 'on' };

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld();
});
afterAll(() => world.end());

async function someone() {
  const visitor = webVisitor(world.served, base);
  await visitor.get(base);
  await visitor.submit(`${base}/begin`, {});
  await visitor.submit(`${base}/consent`, ticks);
  return visitor;
}
const formCount = async () => (await world.look<{ n: number }>('select count(*)::int as n from form'))[0]!.n;
const stepOf = (page: string) => formsOf(page).find(({ hidden }) => hidden.step !== undefined)!.hidden;

test('opening a page begins nothing anew: only its button does', async () => {
  const visitor = await someone();
  await visitor.answerForm(answersOfSomeone);
  const before = await world.look('select form_id from form order by 1');
  for (const path of ['/report', '/go/report', '/form', '/guidance', '/people', '/form?back=1', '/form?change=age'])
    await visitor.get(`${base}${path}`);
  expect(await world.look('select form_id from form order by 1')).toEqual(before);
  expect((await visitor.get(`${base}/form/more`)).status).toBe(405);
  await visitor.get(`${base}/report`);
  const begun = await visitor.submit(`${base}/report`, {});
  expect(stepOf(begun.body).step).toBe('fever');
  expect(await world.look('select form_id from form order by 1')).not.toEqual(before);
});

test('one goes back by a button, and a page that was left goes on where the form stands', async () => {
  const visitor = await someone();
  const first = await visitor.get(`${base}/form`);
  const second = await visitor.submit(`${base}/form`, { fever: 'no' });
  expect([stepOf(first.body).step, stepOf(second.body).step]).toEqual(['fever', 'strong']);
  const back = await visitor.submit(`${base}/form`, { go: 'back' });
  expect(stepOf(back.body).step).toBe('fever');
  // Pressed twice, it goes back once.
  const again = await visitor.post(`${base}/form`, { ...stepOf(second.body), go: 'back' });
  expect(stepOf(again.body).step).toBe('fever');
});

test('whoever was cut off is told that they are connected again', async () => {
  const visitor = await someone();
  await visitor.get(`${base}/form`);
  const on = await visitor.submit(`${base}/form`, { fever: 'no', resumed: 'connection' });
  expect(on.body).toContain('つながりました');
  const wrong = await visitor.submit(`${base}/form`, { resumed: 'connection' });
  expect([wrong.status, wrong.body.includes('つながりました')]).toEqual([422, true]);
});

test('the form opened twice at once is one form', async () => {
  const visitor = await someone();
  await world.look('delete from form');
  const pages = await Promise.all([1, 2, 3, 4].map(() => visitor.get(`${base}/form`)));
  expect(new Set(pages.map(({ body }) => stepOf(body).form)).size).toBe(1);
  expect(await formCount()).toBe(1);
});

test('no form is made, the optional questions’ neither, for whoever withdrew', async () => {
  const visitor = await someone();
  await visitor.answerForm(answersOfSomeone);
  await visitor.get(`${base}/my-data`);
  await visitor.submit(`${base}/my-data/withdraw/privacy`, {});
  await visitor.submit(`${base}/my-data/withdraw/privacy`, {});
  await world.look('delete from form');
  const led = await visitor.post(`${base}/form/more`, {});
  expect([led.path, await formCount()]).toEqual([`${base}/consent`, 0]);
});
