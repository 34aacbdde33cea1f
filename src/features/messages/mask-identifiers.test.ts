import { expect, test } from 'vitest';
import { maskIdentifiers } from './mask-identifiers.ts';

test('what names somebody is made unreadable, wherever it stands', () => {
  const user = `U${'0123456789abcdef'.repeat(2)}`;
  const masked = maskIdentifiers({
    at: '2020-04-21T01:24:00.000Z',
    userId: user,
    replyToken: 'abc',
    what: {
      kind: 'text',
      text: `call 0120-000-111 or ０１２０－０００－２２２, ${user}, a.b@example.jp. 38.5 for 3 days`,
    },
    list: [{ messageId: '12345' }, null, 7, true],
  });
  expect(masked).toEqual({
    at: '2020-04-21T01:24:00.000Z',
    userId: '[userId]',
    replyToken: '[replyToken]',
    what: { kind: 'text', text: 'call [number] or [number], [LINE user], [e-mail] 38.5 for 3 days' },
    list: [{ messageId: '[messageId]' }, null, 7, true],
  });
});
