import type { ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { lintMessages as emulatorFaults } from '../../../emulator/index.ts';
import { official, officialIsThere } from '../../../emulator/test/official.ts';
import type { ChatMessage, Choice } from '../../base/chat-message.ts';
import { graphemes, lintMessages } from './message-limits.ts';
import { renderMessages } from './render-message.ts';

/** Words as content and names may bring them: emoji, joined characters, line ends, half a surrogate pair. */
const words = (maxLength: number) =>
  fc
    .oneof(
      { weight: 4, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength }) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength }) },
      {
        weight: 2,
        arbitrary: fc
          .integer({ min: 1, max: maxLength })
          .map((length) => '体調👨‍👩‍👧'.repeat(length).slice(0, maxLength)),
      },
    )
    .filter((text) => text.trim() !== '');
const choice: fc.Arbitrary<Choice> = fc.record({
  label: words(60),
  action: fc.oneof(
    fc.record({
      do: fc.constant('open' as const),
      url: fc.webUrl({ withQueryParameters: true }).filter(({ length }) => length < 900),
    }),
    fc.record({ do: fc.constant('send' as const), code: fc.stringMatching(/^[a-z]\.[\w.-]{1,200}$/) }),
    fc.record({
      do: fc.constant('call' as const),
      phone: fc.constantFrom('119', '#7119', '#8000', '0120-000-041', '(022) 000-0000', '+81 22 000 0000'),
    }),
  ),
});
const choices = fc.array(choice, { maxLength: 20 });
const message: fc.Arbitrary<ChatMessage> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: words(5100), choices }, { requiredKeys: ['kind', 'text'] }),
  fc.record(
    {
      kind: fc.constant('card' as const),
      title: words(500),
      text: words(1500),
      pairs: fc.array(fc.tuple(words(40), words(100)), { maxLength: 12 }),
      buttons: fc.array(choice, { maxLength: 14 }),
      emphasis: fc.constant('none' as const),
      choices,
    },
    { requiredKeys: ['kind', 'title', 'buttons'] },
  ),
);
const messages = fc.array(message, { minLength: 1, maxLength: 5 });

test('whatever is said within reason, the message goes out: our limits and the emulator’s find nothing', () => {
  fc.assert(
    fc.property(messages, (said) => {
      const rendered = renderMessages(said);
      expect(lintMessages(rendered)).toEqual([]);
      expect(emulatorFaults(rendered)).toEqual([]);
      expect(JSON.stringify(rendered)).not.toContain('displayText');
    }),
    { seed: 2, numRuns: 600 },
  );
});

test.for([
  ['119', 'tel:119'],
  ['0120-000-041', 'tel:0120000041'],
  ['#7119', 'tel:%237119'],
  ['+81 22 000 0000', 'tel:+81220000000'],
] as const)('a button calls %s by %s', ([phone, uri]) => {
  const [card] = renderMessages([
    { kind: 'card', title: 'a', buttons: [{ label: 'b', action: { do: 'call', phone } }] },
  ]);
  expect(JSON.stringify(card)).toContain(`"uri":"${uri}"`);
});

describe.skipIf(!officialIsThere())('LINE’s specification', () => {
  let push: ValidateFunction;
  let reply: ValidateFunction;
  let validateMessage: ValidateFunction;
  beforeAll(() => {
    const schema = official('messaging-api');
    [push, reply, validateMessage] = [schema('PushMessageRequest'), schema('ReplyMessageRequest'), schema('Message')];
  });

  test('takes every body that can be made of what is said', () => {
    fc.assert(
      fc.property(messages, (said) => {
        const rendered = renderMessages(said);
        expect(push({ to: `U${'0'.repeat(32)}`, messages: rendered }), JSON.stringify(push.errors)).toBe(true);
        expect(reply({ replyToken: 'r', messages: rendered }), JSON.stringify(reply.errors)).toBe(true);
      }),
      { seed: 3, numRuns: 600 },
    );
  });

  const flexBox = (change: object) => ({
    type: 'flex',
    altText: 'a',
    contents: { type: 'bubble', body: { type: 'box', layout: 'vertical', contents: [], ...change } },
  });
  const flexButton = (action: unknown) => flexBox({ contents: [{ type: 'button', action }] });
  test.for([
    ['a text without words', { type: 'text' }],
    ['a kind that does not exist', { type: 'carrier-pigeon' }],
    ['no kind', { text: 'a' }],
    ['a flex box laid out diagonally', flexBox({ layout: 'diagonal' })],
    ['a flex box without contents', flexBox({ contents: undefined })],
    ['a flex component that does not exist', flexBox({ contents: [{ type: 'clown' }] })],
    ['postback data of 301 characters', flexButton({ type: 'postback', label: 'a', data: 'x'.repeat(301) })],
    ['a button without an action', flexButton(undefined)],
    ['an action that does not exist', flexButton({ type: 'dance', label: 'a' })],
    ['an address that is none', flexButton({ type: 'uri', label: 'a', uri: 'not an address' })],
    [
      'fourteen quick replies',
      {
        type: 'text',
        text: 'a',
        quickReply: { items: Array(14).fill({ type: 'action', action: { type: 'camera', label: 'a' } }) },
      },
    ],
    ['a flex message without words for the lock screen', { type: 'flex', contents: { type: 'bubble' } }],
  ] as const)('as tightened refuses %s', ([, bad]) => {
    expect(validateMessage(JSON.parse(JSON.stringify(bad)))).toBe(false);
  });
  test('as tightened refuses no message and six', () => {
    const text = { type: 'text', text: 'a' };
    const body = (count: number) => ({ to: 'U', messages: Array(count).fill(text) });
    expect([0, 1, 5, 6].map((count) => push(body(count)))).toEqual([false, true, true, false]);
  });
  test('as tightened refuses a postback event without its postback', () => {
    const validate = official('webhook')('Event');
    const event = {
      type: 'postback',
      mode: 'active',
      timestamp: 1,
      source: { type: 'user', userId: 'U' },
      webhookEventId: 'a',
      deliveryContext: { isRedelivery: false },
      replyToken: 'r',
    };
    expect(validate({ ...event, postback: { data: 'x' } }), JSON.stringify(validate.errors)).toBe(true);
    expect(validate(event)).toBe(false);
  });
});

test('a label that is too long for LINE ends with an ellipsis, not in half a character', () => {
  const [card] = renderMessages([
    { kind: 'text', text: 'a', choices: [{ label: '👨‍👩‍👧'.repeat(30), action: { do: 'send', code: 'q.1' } }] },
  ]) as [{ quickReply: { items: [{ action: { label: string } }] } }];
  const { label } = card.quickReply.items[0].action;
  expect(graphemes(label)).toBe(20);
  expect(label).toBe(`${'👨‍👩‍👧'.repeat(19)}…`);
});
