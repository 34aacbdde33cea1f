import { afterAll, beforeAll, expect, test } from 'vitest';
import { populate } from '../../emulator/population/populate.ts';
import { type PrefecturesWorld, prefecturesWorld } from '../support/prefectures-world.ts';

let world: PrefecturesWorld;
beforeAll(async () => {
  world = await prefecturesWorld({ accounts: ['miyagi'] });
});
afterAll(() => world?.end());

test('thirty synthetic residents add the account, agree and answer through the same webhooks and forms as everyone', async () => {
  const [channel] = world.app.channels;
  const result = await populate(world.emulator, {
    channelId: channel!.channelId,
    count: 30,
    seed: 7,
    concurrency: 4,
    // Guidance offers more to fill in; nobody has to.
    isEnd: (page) => /\/guidance/.test(page.url),
    answers: {
      all: {
        consent_terms: { oneOf: { agree: 1 } },
        consent_privacy: { oneOf: { agree: 1 } },
        fever: { oneOf: { no: 8, yes: 2 } },
        strong: { anyOf: { fatigue: 0.1 }, otherwise: 'none' },
        other_sx: { anyOf: { cough: 0.2 }, otherwise: 'none' },
        emergency: { anyOf: {}, otherwise: 'none' },
        conditions: { anyOf: { diabetes: 0.1 }, otherwise: 'none' },
        age: { from: 6, to: 90 },
        contact_date: { daysAgo: [0, 13] },
        travel_date: { daysAgo: [0, 13] },
        zip: { oneOf: { '9800811': 1 } },
      },
    },
  });
  expect(result).toMatchObject({ finished: 30, failed: [] });
  const kit = world.app.kits().get('miyagi')!;
  const stored = await world.app.inScope(kit, { kind: 'system', job: 'test' }, (scope) =>
    scope.tx.selectFrom('response').select(['outcome']).execute(),
  );
  expect(stored).toHaveLength(30);
});
