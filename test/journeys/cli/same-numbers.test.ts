import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { speechOf } from '../../../src/channels/chat/speech.ts';
import { tellGuidance } from '../../../src/channels/chat/tell-guidance.ts';
import { createAdviser } from '../../../src/commands/advise/adviser.ts';
import type { StoredResponse } from '../../../src/features/responses/index.ts';
import { type LineWorld, lineWorld } from '../../support/line-world.ts';

let world: LineWorld;
beforeAll(async () => {
  world = await lineWorld();
});
afterAll(() => world.end());

const at = new Date('2020-04-21T01:24:00Z');
const place = { prefectureCode: '04', municipalityCode: '04101' };
const common = { zip: '9800811', antipyretic: 'no', conditions: ['none'] };

describe('whom the chat says to call is whom `mimamori advise` names', () => {
  test.for([
    [
      '119 where nothing may wait',
      {
        ...common,
        age: 30,
        fever: 'no',
        strong: ['none'],
        other_sx: ['cough'],
        sx_days: '4',
        emergency: ['chest_pain'],
      },
      'EMERGENCY',
      '119',
    ],
    ['the consultation line else', { ...common, age: 70, fever: 'yes', fever_days: '4' }, undefined, undefined],
  ] as const)('%s', ([, answers, outcome, phone]) => {
    const { kit } = world;
    const content = { ...world.app.content };
    const advised = createAdviser(content, kit.content, at).advise(answers);
    if (outcome) expect(advised.outcome).toBe(outcome);
    if (phone) expect(advised.contactPoint?.phone).toBe(phone);
    const response = {
      ...advised,
      answers,
      context: { profile: {} },
      ruleId: 'r',
      tableVersion: '1',
    } as unknown as StoredResponse;
    const [card] = tellGuidance(kit, speechOf(kit, 'ja'), response, kit.content.points, place, at);
    if (card?.kind !== 'card') throw new Error('guidance begins with a card');
    expect(card.pairs![0]![1]).toBe(advised.contactPoint!.phone);
    expect(card.buttons![0]!.action).toEqual({ do: 'call', phone: advised.contactPoint!.phone });
    // Beside 119 stands the consultation line, never before it; elsewhere the number stands alone.
    expect(card.pairs!.map(([, number]) => number === '119')).toEqual(outcome ? [true, false] : [false]);
  });
});
