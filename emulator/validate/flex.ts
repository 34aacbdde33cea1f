import { flexAction, flexButtonAction } from './action.ts';
import {
  also,
  boolean,
  check,
  integer,
  isRecord,
  later,
  list,
  object,
  oneOf,
  type Rule,
  required,
  text,
  union,
  uri,
} from './rule.ts';

/** Flex: LINE's specification for the shapes; sizes, colours and nesting from the reference page. */

const SIZES = ['none', 'xxs', 'xs', 'sm', 'md', 'lg', 'xl', 'xxl', '3xl', '4xl', '5xl', 'full'];
const BORDERS = ['none', 'light', 'normal', 'medium', 'semi-bold', 'bold'];

const measure = (keywords: readonly string[]): Rule => {
  const pattern = new RegExp(`^(?:${keywords.join('|')}|-?\\d+(?:\\.\\d+)?(?:px|%))$`);
  return (value, at, found) => {
    if (typeof value !== 'string' || !pattern.test(value)) {
      found.push({ message: 'Invalid size', property: at });
    }
  };
};
const size = measure(SIZES);
const color = text({ pattern: /^#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$/ });
const ratio = text({ pattern: /^\d{1,6}(?:\.\d+)?:\d{1,6}(?:\.\d+)?$/ });
const url = uri(2_000);
const flex = integer(0);
const place = {
  position: oneOf('relative', 'absolute'),
  offsetTop: size,
  offsetBottom: size,
  offsetStart: size,
  offsetEnd: size,
};
const gravity = oneOf('top', 'bottom', 'center');
const align = oneOf('start', 'end', 'center');
const decorated = {
  color,
  decoration: oneOf('none', 'underline', 'line-through'),
  style: oneOf('normal', 'italic'),
  weight: oneOf('regular', 'bold'),
  size,
};

const box: Rule = object({
  layout: required(oneOf('horizontal', 'vertical', 'baseline')),
  contents: required(
    list(
      later(() => component),
      0,
      1_000,
    ),
  ),
  action: flexAction,
  alignItems: oneOf('center', 'flex-start', 'flex-end'),
  justifyContent: oneOf('center', 'flex-start', 'flex-end', 'space-between', 'space-around', 'space-evenly'),
  background: union({
    linearGradient: object({
      angle: required(text({ pattern: /^\d{1,3}(?:\.\d+)?deg$/ })),
      startColor: required(color),
      endColor: required(color),
      centerColor: color,
      centerPosition: text({ pattern: /^\d{1,3}(?:\.\d+)?%$/ }),
    }),
  }),
  backgroundColor: color,
  borderColor: color,
  borderWidth: measure(BORDERS),
  cornerRadius: size,
  flex,
  width: size,
  height: size,
  maxWidth: size,
  maxHeight: size,
  margin: size,
  spacing: size,
  paddingAll: size,
  paddingTop: size,
  paddingBottom: size,
  paddingStart: size,
  paddingEnd: size,
  ...place,
});

const image: Rule = object({
  url: required(url),
  action: flexAction,
  align,
  animated: boolean,
  aspectMode: oneOf('fit', 'cover'),
  aspectRatio: ratio,
  backgroundColor: color,
  flex,
  gravity,
  margin: size,
  size,
  ...place,
});

const video: Rule = object({
  url: required(url),
  previewUrl: required(url),
  altContent: required(later(() => union({ box, image }))),
  action: flexAction,
  aspectRatio: ratio,
});

const span: Rule = object({ ...decorated, text: text({ min: 0 }) });

const component: Rule = union({
  box: later(() => box),
  button: object({
    action: required(flexButtonAction),
    style: oneOf('primary', 'secondary', 'link'),
    height: oneOf('md', 'sm'),
    adjustMode: oneOf('shrink-to-fit'),
    color,
    flex,
    gravity,
    margin: size,
    scaling: boolean,
    ...place,
  }),
  image,
  icon: object({ url: required(url), aspectRatio: ratio, margin: size, scaling: boolean, size, ...place }),
  text: object(
    {
      ...decorated,
      text: text({ min: 0 }),
      contents: list(union({ span }), 0, 1_000),
      action: flexAction,
      adjustMode: oneOf('shrink-to-fit'),
      align,
      flex,
      gravity,
      lineSpacing: size,
      margin: size,
      maxLines: integer(0),
      scaling: boolean,
      wrap: boolean,
      ...place,
    },
    also(
      (t) => (typeof t.text === 'string' && t.text !== '') || (Array.isArray(t.contents) && t.contents.length > 0),
      'May not be empty',
      'text',
    ),
  ),
  span,
  separator: object({ color, margin: size }),
  filler: object({ flex }),
  video,
});

const typed = (type: string, rule: Rule): Rule => union({ [type]: rule });

const style = object({ backgroundColor: color, separator: boolean, separatorColor: color });

const bubble: Rule = object({
  size: oneOf('nano', 'micro', 'deca', 'hecto', 'kilo', 'mega', 'giga'),
  direction: oneOf('ltr', 'rtl'),
  header: typed('box', box),
  hero: union({ box, image, video }),
  body: typed('box', box),
  footer: typed('box', box),
  styles: object({ header: style, hero: style, body: style, footer: style }),
  action: flexAction,
});

const lighterThan =
  (bytes: number): Rule =>
  (value, at, found) => {
    if (Buffer.byteLength(JSON.stringify(value)) > bytes) {
      found.push({ message: `The size of the Flex Message must be at most ${bytes / 1_024} KB`, property: at });
    }
  };

const BUBBLE_BYTES = 30 * 1_024;
const CAROUSEL_BYTES = 50 * 1_024;

/** A bubble, or a carousel of 1 to 12 bubbles. */
export const flexContainer: Rule = (value, at, found) => {
  const shape = union({ bubble, carousel: object({ contents: required(list(typed('bubble', bubble), 1, 12)) }) });
  found.push(...check(shape, value, at));
  if (isRecord(value)) lighterThan(value.type === 'carousel' ? CAROUSEL_BYTES : BUBBLE_BYTES)(value, at, found);
};
