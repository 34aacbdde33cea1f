import { defaultAction, imageCarouselAction, quickReplyAction, templateAction } from './action.ts';
import { flexContainer } from './flex.ts';
import {
  also,
  boolean,
  check,
  type Detail,
  integer,
  isRecord,
  list,
  number,
  object,
  oneOf,
  type Rule,
  records,
  required,
  text,
  union,
  uri,
  words,
} from './rule.ts';

/** Message objects and the bodies that carry them. */

const IMAGE = required(uri(2_000));
const ALT_TEXT = required(text({ max: 1_500 }));
const QUOTE = text({ min: 0 });

const emoji = object({ index: required(integer(0)), productId: required(text()), emojiId: required(text()) });

/** Each emoji of a text message stands where a "$" is. */
const emojisInPlace: Rule = (value, at, found) => {
  if (!isRecord(value) || !Array.isArray(value.emojis) || typeof value.text !== 'string') return;
  const words = value.text;
  value.emojis.forEach((one, index) => {
    if (isRecord(one) && typeof one.index === 'number' && words[one.index] !== '$') {
      found.push({ message: 'Must be the position of a "$" in the text', property: `${at}.emojis[${index}].index` });
    }
  });
};

const substitution = union({
  mention: object({
    mentionee: required(union({ user: object({ userId: required(text()) }), all: object({}) })),
  }),
  emoji: object({ productId: required(text()), emojiId: required(text()) }),
});

const substitutions: Rule = (value, at, found) => {
  if (!isRecord(value)) {
    found.push({ message: 'Must be an object', property: at });
    return;
  }
  if (Object.keys(value).length > 100) found.push({ message: 'Size must be between 0 and 100', property: at });
  for (const [key, one] of Object.entries(value)) substitution(one, `${at}.${key}`, found);
};

const area = object({
  x: required(integer(0)),
  y: required(integer(0)),
  width: required(integer(1)),
  height: required(integer(1)),
});

const imagemap = object({
  baseUrl: required(uri(2_000)),
  altText: ALT_TEXT,
  baseSize: required(object({ width: required(integer(1)), height: required(integer(1)) })),
  video: object({
    originalContentUrl: IMAGE,
    previewImageUrl: IMAGE,
    area: required(area),
    externalLink: object({ linkUri: required(uri(1_000)), label: required(words(30)) }),
  }),
  actions: required(
    list(
      union({
        uri: object({
          area: required(area),
          label: text({ min: 0, max: 100 }),
          linkUri: required(uri(1_000, ['https:', 'http:', 'tel:', 'line:'])),
        }),
        message: object({
          area: required(area),
          label: text({ min: 0, max: 100 }),
          text: required(text({ max: 400 })),
        }),
        clipboard: object({
          area: required(area),
          label: text({ min: 0, max: 100 }),
          clipboardText: required(text({ max: 1_000 })),
        }),
      }),
      0,
      50,
    ),
  ),
});

const looks = { imageAspectRatio: oneOf('rectangle', 'square'), imageSize: oneOf('cover', 'contain') };
const backgroundColor = text({ pattern: /^#[0-9a-fA-F]{6}$/ });

/** A template's text is shorter when a picture or a title stands above it. */
const templateText =
  (plain: number, withHead: number): Rule =>
  (value, at, found) => {
    if (!isRecord(value) || typeof value.text !== 'string') return;
    const headed = value.thumbnailImageUrl !== undefined || value.title !== undefined;
    words(headed ? withHead : plain)(value.text, `${at}.text`, found);
  };

const column = object(
  {
    text: required(text()),
    title: words(40),
    thumbnailImageUrl: uri(2_000),
    imageBackgroundColor: backgroundColor,
    defaultAction,
    actions: required(list(templateAction, 1, 3)),
  },
  templateText(120, 60),
);

/** All columns of a carousel have as many buttons, and all or none a title and a picture. */
const alike: Rule = also(
  (template) => {
    const shape = (c: Readonly<Record<string, unknown>>) =>
      [Array.isArray(c.actions) ? c.actions.length : 0, 'title' in c, 'thumbnailImageUrl' in c].join();
    return new Set(records(template.columns).map(shape)).size <= 1;
  },
  'All columns must have the same number of actions, and all or none a title and an image',
  'columns',
);

const template = union({
  buttons: object(
    {
      ...looks,
      imageBackgroundColor: backgroundColor,
      thumbnailImageUrl: uri(2_000),
      title: words(40),
      text: required(text()),
      defaultAction,
      actions: required(list(templateAction, 1, 4)),
    },
    templateText(160, 60),
  ),
  confirm: object({ text: required(words(240)), actions: required(list(templateAction, 2, 2)) }),
  carousel: object({ ...looks, columns: required(list(column, 1, 10)) }, alike),
  image_carousel: object({
    columns: required(list(object({ imageUrl: IMAGE, action: required(imageCarouselAction) }), 1, 10)),
  }),
});

const shapes: Record<string, Rule> = {
  text: object({ text: required(text({ max: 5_000 })), emojis: list(emoji, 0, 20), quoteToken: QUOTE }, emojisInPlace),
  textV2: object({ text: required(text({ max: 5_000 })), substitution: substitutions, quoteToken: QUOTE }),
  sticker: object({
    packageId: required(text({ max: 20 })),
    stickerId: required(text({ max: 20 })),
    quoteToken: QUOTE,
  }),
  image: object({ originalContentUrl: IMAGE, previewImageUrl: IMAGE }),
  video: object({
    originalContentUrl: IMAGE,
    previewImageUrl: IMAGE,
    trackingId: text({ max: 100, pattern: /^[a-zA-Z0-9\-.=,+*()%$&;:@{}!?<>[\]]+$/ }),
  }),
  audio: object({ originalContentUrl: IMAGE, duration: required(integer(1)) }),
  location: object({
    title: required(text({ max: 100 })),
    address: required(text({ max: 100 })),
    latitude: required(number(-90, 90, false)),
    longitude: required(number(-180, 180, false)),
  }),
  imagemap,
  template: object({ altText: ALT_TEXT, template: required(template) }),
  flex: object({ altText: ALT_TEXT, contents: required(flexContainer) }),
  coupon: object({ couponId: required(text()), deliveryTag: text({ max: 30 }) }),
};

const shared = object({
  quickReply: object({
    items: list(object({ type: oneOf('action'), imageUrl: uri(2_000), action: required(quickReplyAction) }), 1, 13),
  }),
  sender: object({
    name: text({ max: 20, pattern: /^(?!.*LINE).*$/i, count: 'graphemes' }),
    iconUrl: uri(2_000),
  }),
});

const message: Rule = (value, at, found) => {
  union(shapes)(value, at, found);
  if (isRecord(value)) shared(value, at, found);
};

const body = {
  messages: required(list(message, 1, 5)),
  notificationDisabled: boolean,
};
const units = list(text({ max: 30, pattern: /^[a-zA-Z0-9_]{1,30}$/ }), 0, 1);

/** Request bodies by endpoint. */
export const sendingBodies = {
  reply: object({ ...body, replyToken: required(text()) }),
  push: object({ ...body, to: required(text()), customAggregationUnits: units }),
  multicast: object({ ...body, to: required(list(text(), 1, 500)), customAggregationUnits: units }),
  broadcast: object(body),
  narrowcast: object({
    ...body,
    recipient: union({
      operator: object({}),
      audience: object({ audienceGroupId: required(integer(0, Number.MAX_SAFE_INTEGER)) }),
      redelivery: object({ requestId: required(text()) }),
    }),
    filter: object({
      demographic: union({
        age: object({}),
        appType: object({}),
        area: object({}),
        gender: object({}),
        operator: object({}),
        subscriptionPeriod: object({}),
      }),
    }),
    limit: object({ max: integer(1), upToRemainingQuota: boolean, forbidPartialDelivery: boolean }),
  }),
  validate: object({ messages: body.messages }),
} as const satisfies Record<string, Rule>;

/** What is wrong with messages by themselves: a linter for whoever composes them. */
export function lintMessages(messages: unknown): Detail[] {
  return check(sendingBodies.validate, { messages });
}
