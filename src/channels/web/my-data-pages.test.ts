import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LineWorld, lineWorld } from '../../../test/support/line-world.ts';
import { webVisitor } from '../../../test/support/web-visitor.ts';

const base = '/m/miyagi';

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld();
});
afterAll(() => world.end());

test('shows and hands over what the person wrote in their own words, the number and the consents too', async () => {
  const answers = {
    fever: 'no',
    strong: 'none',
    antipyretic: 'no',
    other_sx: 'none',
    age: '34',
    sex: 'female',
    conditions: 'none',
    pregnancy: 'no',
    visit: 'no',
    contact: 'work_school',
    contact_date_year: '2020',
    contact_date_month: '4',
    contact_date_day: '20',
    travel: 'no',
    zip: '9800811',
    occupation: 'medical',
    past_month: 'no',
    prevention: 'rest',
    medication: 'メトホルミン',
  };
  const visitor = webVisitor(world.served, base);
  await visitor.get(base);
  await visitor.submit(`${base}/begin`, {});
  await visitor.submit(`${base}/consent`, { consent_terms: 'on', consent_privacy: 'on' });
  await visitor.answerForm(answers);
  await visitor.post(`${base}/form/more`, {});
  await visitor.answerForm(answers);
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
