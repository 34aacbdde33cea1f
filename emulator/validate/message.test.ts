import type { ValidateFunction } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { FLEX_FIXTURES, flexFixture, official, officialIsThere } from '../test/official.ts';
import { lintMessages } from './message.ts';

const text = (words: string) => ({ type: 'text', text: words });
const url = 'https://example.com/a.png';
const message = (label = 'はい') => ({ type: 'message', label, text: 'はい' });
const postback = (data = 'x') => ({ type: 'postback', label: 'はい', data });
const buttons = (more: object = {}) => ({
  type: 'template',
  altText: '代わりの文',
  template: { type: 'buttons', text: 'どうしますか', actions: [message()], ...more },
});
const carousel = (columns: object[]) => ({ type: 'template', altText: 'a', template: { type: 'carousel', columns } });
const column = (more: object = {}) => ({ text: '列', actions: [message()], ...more });
const flex = (contents: object) => ({ type: 'flex', altText: 'a', contents });
const bubble = (...contents: object[]) => ({ type: 'bubble', body: { type: 'box', layout: 'vertical', contents } });
const withQuick = (...actions: object[]) => ({
  ...text('a'),
  quickReply: { items: actions.map((action) => ({ type: 'action', action })) },
});

/** Good by LINE's specification and by us. */
const GOOD: [string, object][] = [
  ['a text', text('こんにちは')],
  ['a text of 5,000 code units', text('あ'.repeat(5_000))],
  ['an emoji text', { ...text('$'), emojis: [{ index: 0, productId: '5ac1bfd5040ab15980c9b435', emojiId: '001' }] }],
  [
    'a text with substitutions',
    { type: 'textV2', text: '{a}', substitution: { a: { type: 'mention', mentionee: { type: 'all' } } } },
  ],
  ['a sticker', { type: 'sticker', packageId: '446', stickerId: '1988' }],
  ['an image', { type: 'image', originalContentUrl: url, previewImageUrl: url }],
  ['a video', { type: 'video', originalContentUrl: url, previewImageUrl: url, trackingId: 'a-1' }],
  ['a sound', { type: 'audio', originalContentUrl: url, duration: 1_000 }],
  ['a place', { type: 'location', title: '駅', address: '中央1丁目', latitude: 38.26, longitude: 140.88 }],
  [
    'an image map',
    {
      type: 'imagemap',
      baseUrl: 'https://example.com/map',
      altText: 'a',
      baseSize: { width: 1040, height: 520 },
      actions: [{ type: 'message', text: 'a', area: { x: 0, y: 0, width: 520, height: 520 } }],
    },
  ],
  [
    'buttons',
    buttons({ title: '題', thumbnailImageUrl: url, defaultAction: { type: 'uri', uri: 'https://example.com/' } }),
  ],
  ['four buttons', buttons({ actions: [message(), postback(), message(), postback()] })],
  [
    'yes or no',
    { type: 'template', altText: 'a', template: { type: 'confirm', text: 'a', actions: [message(), message()] } },
  ],
  ['ten columns', carousel(Array.from({ length: 10 }, () => column()))],
  [
    'a carousel of images',
    {
      type: 'template',
      altText: 'a',
      template: { type: 'image_carousel', columns: [{ imageUrl: url, action: postback() }] },
    },
  ],
  ['a label of 20 characters made of families', buttons({ actions: [message('👨‍👩‍👧'.repeat(20))] })],
  ['postback data of 300', buttons({ actions: [postback('x'.repeat(300))] })],
  ['a call', buttons({ actions: [{ type: 'uri', label: '電話', uri: 'tel:0120000000' }] })],
  ['thirteen quick replies', withQuick(...Array.from({ length: 13 }, () => message()))],
  [
    'every quick reply there is',
    withQuick(
      { type: 'camera', label: 'a' },
      { type: 'cameraRoll', label: 'a' },
      { type: 'location', label: 'a' },
      { type: 'clipboard', label: 'a', clipboardText: 'b' },
      { type: 'datetimepicker', label: 'a', data: 'd', mode: 'date', initial: '2020-04-21' },
    ),
  ],
  ['a sender', { ...text('a'), sender: { name: '県の係', iconUrl: url } }],
  ['a bubble', flex(bubble({ type: 'text', text: 'a', wrap: true }, { type: 'button', action: postback() }))],
  ['twelve bubbles', flex({ type: 'carousel', contents: Array.from({ length: 12 }, () => bubble()) })],
  ['properties that nobody knows yet', { ...text('a'), brandNew: true }],
];

/** Bad by LINE's specification: ajv refuses them, so must we. */
const BAD_BY_SPECIFICATION: [string, object][] = [
  ['a text without text', { type: 'text' }],
  ['a text that is a number', { type: 'text', text: 5 }],
  ['an unknown kind of message', { type: 'hologram' }],
  ['no kind at all', { text: 'a' }],
  ['postback data of 301', buttons({ actions: [postback('x'.repeat(301))] })],
  ['Flex laid out diagonally', flex({ type: 'bubble', body: { type: 'box', layout: 'diagonal', contents: [] } })],
  ['Flex without altText', { type: 'flex', contents: bubble() }],
  ['a box without contents', flex({ type: 'bubble', body: { type: 'box', layout: 'vertical' } })],
  ['an unknown Flex component', flex(bubble({ type: 'sparkle' }))],
  ['a Flex button without action', flex(bubble({ type: 'button' }))],
  ['buttons without text', { type: 'template', altText: 'a', template: { type: 'buttons', actions: [message()] } }],
  ['buttons without actions', { type: 'template', altText: 'a', template: { type: 'buttons', text: 'a' } }],
  ['an unknown template', { type: 'template', altText: 'a', template: { type: 'grid' } }],
  ['an unknown action', buttons({ actions: [{ type: 'dance', label: 'a' }] })],
  ['fourteen quick replies', withQuick(...Array.from({ length: 14 }, () => message()))],
  ['a clipboard without text', withQuick({ type: 'clipboard', label: 'a', clipboardText: '' })],
  [
    'a picker of an unknown mode',
    buttons({ actions: [{ type: 'datetimepicker', label: 'a', data: 'd', mode: 'week' }] }),
  ],
  ['a place without latitude', { type: 'location', title: 'a', address: 'b', longitude: 1 }],
  ['a sender of 21 letters', { ...text('a'), sender: { name: 'a'.repeat(21) } }],
  ['an image that is no URL', { type: 'image', originalContentUrl: 'nowhere', previewImageUrl: url }],
  ['an image map without areas', { type: 'imagemap', baseUrl: url, altText: 'a', baseSize: { width: 1, height: 1 } }],
];

/** What only LINE's reference page says; the specification lets it through. */
const BAD_BY_OVERLAY: [string, object, string][] = [
  ['a text of 5,001 code units', text('あ'.repeat(5_001)), 'messages[0].text'],
  ['2,501 emoji, which are 5,002 code units', text('🤨'.repeat(2_501)), 'messages[0].text'],
  ['an empty text', text(''), 'messages[0].text'],
  ['a label of 21', buttons({ actions: [message('あ'.repeat(21))] }), 'messages[0].template.actions[0].label'],
  [
    'a template action without label',
    buttons({ actions: [{ type: 'message', text: 'a' }] }),
    'messages[0].template.actions[0].label',
  ],
  ['five buttons', buttons({ actions: Array.from({ length: 5 }, () => message()) }), 'messages[0].template.actions'],
  ['161 characters without a title', buttons({ text: 'あ'.repeat(161) }), 'messages[0].template.text'],
  ['61 characters under a title', buttons({ title: '題', text: 'あ'.repeat(61) }), 'messages[0].template.text'],
  ['eleven columns', carousel(Array.from({ length: 11 }, () => column())), 'messages[0].template.columns'],
  [
    'four actions in a column',
    carousel([column({ actions: [1, 2, 3, 4].map(() => message()) })]),
    'messages[0].template.columns[0].actions',
  ],
  [
    'columns that differ',
    carousel([column(), column({ actions: [message(), message()] })]),
    'messages[0].template.columns',
  ],
  [
    'one answer to yes or no',
    { type: 'template', altText: 'a', template: { type: 'confirm', text: 'a', actions: [message()] } },
    'messages[0].template.actions',
  ],
  [
    'thirteen bubbles',
    flex({ type: 'carousel', contents: Array.from({ length: 13 }, () => bubble()) }),
    'messages[0].contents.contents',
  ],
  [
    'a bubble of more than 30 KB',
    flex(bubble(...Array.from({ length: 12 }, () => ({ type: 'text', text: 'x'.repeat(3_000) })))),
    'messages[0].contents',
  ],
  [
    'a text component with nothing in it',
    flex(bubble({ type: 'text', text: '' })),
    'messages[0].contents.body.contents[0].text',
  ],
  [
    'a colour by name',
    flex(bubble({ type: 'text', text: 'a', color: 'red' })),
    'messages[0].contents.body.contents[0].color',
  ],
  [
    'an image over plain http',
    { type: 'image', originalContentUrl: 'http://example.com/a.png', previewImageUrl: url },
    'messages[0].originalContentUrl',
  ],
  [
    'a link that runs a script',
    buttons({ actions: [{ type: 'uri', label: 'a', uri: 'javascript:alert(1)' }] }),
    'messages[0].template.actions[0].uri',
  ],
  [
    'the camera outside quick replies',
    buttons({ actions: [{ type: 'camera', label: 'a' }] }),
    'messages[0].template.actions[0].type',
  ],
  [
    'an emoji where no $ is',
    { ...text('a'), emojis: [{ index: 0, productId: 'a', emojiId: 'b' }] },
    'messages[0].emojis[0].index',
  ],
  [
    'a date written otherwise',
    buttons({ actions: [{ type: 'datetimepicker', label: 'a', data: 'd', mode: 'date', initial: '21/4' }] }),
    'messages[0].template.actions[0].initial',
  ],
  ['an altText of 1,501', { ...flex(bubble()), altText: 'a'.repeat(1_501) }, 'messages[0].altText'],
];

describe('the message validator', () => {
  it.each(GOOD)('lets through %s', (_what, one) => {
    expect(lintMessages([one])).toEqual([]);
  });

  it.each(BAD_BY_SPECIFICATION)('refuses %s', (_what, one) => {
    expect(lintMessages([one])).not.toEqual([]);
  });

  it.each(BAD_BY_OVERLAY)('refuses %s, and says where', (_what, one, where) => {
    expect(lintMessages([one]).map(({ property }) => property)).toContain(where);
  });

  it('wants one to five messages', () => {
    expect(lintMessages([])).toEqual([{ message: 'Size must be between 1 and 5', property: 'messages' }]);
    expect(lintMessages(Array.from({ length: 6 }, () => text('a')))).toHaveLength(1);
    expect(lintMessages('none')).toEqual([{ message: 'Must be an array', property: 'messages' }]);
  });

  it('takes http on the loopback, where nobody has a certificate', () => {
    const image = (host: string) => ({ type: 'image', originalContentUrl: `http://${host}/a`, previewImageUrl: url });
    expect(lintMessages([image('127.0.0.1:3000')])).toEqual([]);
    expect(lintMessages([image('127.0.0.1.example.com')])).toHaveLength(1);
  });
});

describe.skipIf(!officialIsThere())('beside the official specification', () => {
  let validate: ValidateFunction;
  beforeAll(() => {
    validate = official('messaging-api')('ValidateMessageRequest');
  });

  it.each(GOOD)('agrees that %s is good', (_what, one) => {
    expect(validate({ messages: [one] }), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(BAD_BY_SPECIFICATION)('agrees that %s is bad', (_what, one) => {
    expect(validate({ messages: [one] })).toBe(false);
  });

  it.each(FLEX_FIXTURES)("lets through LINE's own layout %s", (name) => {
    const one = flex(flexFixture(name));
    expect(validate({ messages: [one] })).toBe(true);
    expect(lintMessages([one])).toEqual([]);
  });

  it('refuses whatever ajv refuses, for each property of each good message taken out or made a number', () => {
    let refused = 0;
    for (const [what, one] of GOOD) {
      for (const spoilt of spoil(one)) {
        if (validate({ messages: [spoilt] })) continue;
        refused += 1;
        expect(lintMessages([spoilt]), `${what}: ${JSON.stringify(spoilt)}`).not.toEqual([]);
      }
    }
    expect(refused).toBeGreaterThan(200);
  });
});

/** Every copy of a value with one of its properties, at any depth, missing or of another kind. */
function* spoil(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) {
      const { [name]: _gone, ...rest } = value as Record<string, unknown>;
      yield rest;
    }
    for (const other of [typeof inner === 'number' ? 'words' : 7, null, [], {}, true])
      yield replaced(value, name, other);
    for (const deeper of spoil(inner)) yield replaced(value, name, deeper);
  }
}

function replaced(value: object, name: string, inner: unknown): unknown {
  if (!Array.isArray(value)) return { ...value, [name]: inner };
  return value.map((item, index) => (String(index) === name ? inner : item));
}
