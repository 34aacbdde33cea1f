import { describe, expect, test } from 'vitest';
import { clip, clipUnits, graphemes, lintMessages } from './message-limits.ts';
import { renderMessages } from './render-message.ts';

const lint = (message: Record<string, unknown>) => lintMessages([message]);

describe('what LINE would refuse is found before it is sent', () => {
  test('text is counted in UTF-16 units: 2,500 emoji fill a message', () => {
    expect(lint({ type: 'text', text: '🤨'.repeat(2500) })).toEqual([]);
    expect(lint({ type: 'text', text: '🤨'.repeat(2501) })).toMatchObject([{ where: 'messages[0].text' }]);
  });
  test('labels are counted in graphemes: a family emoji is one', () => {
    expect(graphemes('👨‍👩‍👧')).toBe(1);
    const button = (label: string) => ({
      type: 'flex',
      altText: 'a',
      contents: { type: 'button', action: { type: 'uri', label, uri: 'https://a.example' } },
    });
    expect(lint(button('👨‍👩‍👧'.repeat(20)))).toEqual([]);
    expect(lint(button('あ'.repeat(21)))).toHaveLength(1);
  });
  test.for([
    ['an empty text', { type: 'text', text: ' ' }],
    ['a type that we never send', { type: 'imagemap' }],
    ['a flex message without words for the lock screen', { type: 'flex', altText: '', contents: {} }],
    ['fourteen quick replies', { type: 'text', text: 'a', quickReply: { items: Array(14).fill({}) } }],
    [
      'a button that would write the answer into the chat',
      {
        type: 'flex',
        altText: 'a',
        contents: { action: { type: 'postback', label: 'a', data: 'x', displayText: 'はい' } },
      },
    ],
    [
      'postback data of 301 characters',
      { type: 'flex', altText: 'a', contents: { type: 'postback', label: 'a', data: 'x'.repeat(301) } },
    ],
    [
      'an address that is no link',
      { type: 'flex', altText: 'a', contents: { type: 'uri', label: 'a', uri: 'javascript:1' } },
    ],
  ] as const)('%s', ([, message]) => {
    expect(lint(message)).toHaveLength(1);
  });
  test('no messages, and six', () => {
    expect(lintMessages([])).toHaveLength(1);
    expect(lintMessages(Array(6).fill({ type: 'text', text: 'a' }))).toHaveLength(1);
  });
});

test('cutting keeps whole characters', () => {
  expect(clip('あいうえお', 3)).toBe('あい…');
  expect(clipUnits('🤨🤨🤨', 5)).toBe('🤨🤨…');
});

test('a card and its choices become messages that LINE takes, without the words of an answer', () => {
  const messages = renderMessages([
    { kind: 'text', text: 'こんにちは', choices: [{ label: 'はい', action: { do: 'send', code: 'q:1:0' } }] },
    {
      kind: 'card',
      title: 'はじめる前に',
      text: '2〜3分です',
      pairs: [['聞くこと', '体調']],
      buttons: [
        { label: '確認して、はじめる', action: { do: 'open', url: 'https://example.jp/start' } },
        { label: '電話', action: { do: 'call', phone: '0120-000-041' } },
      ],
    },
  ]);
  expect(lintMessages(messages)).toEqual([]);
  expect(JSON.stringify(messages)).toContain('"uri":"tel:0120000041"');
  expect(JSON.stringify(messages)).not.toContain('displayText');
});
