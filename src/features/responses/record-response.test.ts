import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LineWorld, lineWorld } from '../../../test/support/line-world.ts';
import { webVisitor } from '../../../test/support/web-visitor.ts';

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld();
});
afterAll(() => world.end());

test('what is given after a form that ended at once is what later answers build on', async () => {
  const answers = {
    fever: 'yes',
    fever_days: '1',
    strong: 'dyspnoea',
    antipyretic: 'no',
    other_sx: 'none',
    sx_days: '1',
    emergency: 'lips_purple',
    age: '34',
    sex: 'male',
    conditions: 'none',
    visit: 'covid',
    contact: 'home',
    contact_date_year: '2020',
    contact_date_month: '4',
    contact_date_day: '20',
    travel: 'no',
    zip: '9800811',
  };
  const visitor = webVisitor(world.served, '/m/miyagi');
  await visitor.get('/m/miyagi');
  await visitor.submit('/m/miyagi/begin', {});
  await visitor.submit('/m/miyagi/consent', { consent_terms: 'on', consent_privacy: 'on' });
  await visitor.answerForm(answers);
  const held = () =>
    world.look<Record<string, unknown>>(
      `select last_outcome, municipality_code, known_positive_since is not null as diagnosed,
         exposure ->> 'contact' as contact from resident`,
    );
  const told = { last_outcome: 'EMERGENCY' };
  expect(await held()).toMatchObject([{ ...told, municipality_code: null, diagnosed: false }]);
  await visitor.post('/m/miyagi/form/more', {});
  await visitor.answerForm(answers);
  expect(await held()).toEqual([{ ...told, municipality_code: '04101', diagnosed: true, contact: 'home' }]);
});
