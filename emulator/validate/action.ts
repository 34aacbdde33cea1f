import { isRecord, object, oneOf, type Rule, required, text, union, uri, words } from './rule.ts';

/**
 * Actions, with the limits of the official specification and those that only the reference page gives
 * (label 20, message text 300, URI 1,000; labels counted in graphemes). Where an action stands decides
 * which kinds are allowed and whether it needs a label.
 */

type Place = {
  /** A label must be there. */
  readonly labelled: boolean;
  readonly labelMax: number;
  readonly kinds: readonly string[];
};

const ANYWHERE = ['postback', 'message', 'uri', 'datetimepicker', 'clipboard'] as const;

const DATA = required(text({ min: 0, max: 300 }));
const SENT_TEXT = text({ max: 300, count: 'graphemes' });

const PICKED: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^\d{2}:\d{2}$/,
  datetime: /^\d{4}-\d{2}-\d{2}[tT]\d{2}:\d{2}$/,
};

const pickerTimes: Rule = (value, at, found) => {
  if (!isRecord(value)) return;
  const pattern = PICKED[String(value.mode)];
  for (const name of ['initial', 'min', 'max']) {
    const given = value[name];
    if (pattern && typeof given === 'string' && !pattern.test(given)) {
      found.push({
        message: `Must be written as the mode "${String(value.mode)}" wants it`,
        property: `${at}.${name}`,
      });
    }
  }
};

function actionsFor(place: Place): Rule {
  const label = text({ min: place.labelled ? 1 : 0, max: place.labelMax, count: 'graphemes' });
  const common = { label: place.labelled ? required(label) : label };
  const shapes: Record<string, Rule> = {
    postback: object({
      ...common,
      data: DATA,
      displayText: SENT_TEXT,
      text: SENT_TEXT,
      inputOption: oneOf('closeRichMenu', 'openRichMenu', 'openKeyboard', 'openVoice'),
      fillInText: words(300),
    }),
    message: object({ ...common, text: required(SENT_TEXT) }),
    uri: object({
      ...common,
      uri: required(uri(1_000, ['https:', 'http:', 'tel:', 'line:', 'mailto:', 'sms:'])),
      altUri: object({ desktop: text({ min: 0, max: 1_000 }) }),
    }),
    datetimepicker: object(
      {
        ...common,
        data: DATA,
        mode: required(oneOf('date', 'time', 'datetime')),
        initial: text(),
        min: text(),
        max: text(),
      },
      pickerTimes,
    ),
    clipboard: object({ ...common, clipboardText: required(text({ max: 1_000 })) }),
    richmenuswitch: object({
      ...common,
      data: DATA,
      richMenuAliasId: required(text({ max: 32, pattern: /^[a-z0-9_-]{1,32}$/ })),
    }),
    camera: object(common),
    cameraRoll: object(common),
    location: object(common),
  };
  return union(Object.fromEntries(Object.entries(shapes).filter(([kind]) => place.kinds.includes(kind))));
}

/** The buttons of templates. */
export const templateAction = actionsFor({ labelled: true, labelMax: 20, kinds: ANYWHERE });
/** The picture of an image carousel. */
export const imageCarouselAction = actionsFor({ labelled: false, labelMax: 12, kinds: ANYWHERE });
/** Flex buttons need a label, other Flex components do not. */
export const flexButtonAction = actionsFor({ labelled: true, labelMax: 40, kinds: ANYWHERE });
export const flexAction = actionsFor({ labelled: false, labelMax: 40, kinds: ANYWHERE });
/** The picture or text of a template as a whole. */
export const defaultAction = flexAction;
/** Camera, camera roll and location live in quick replies only. */
export const quickReplyAction = actionsFor({
  labelled: true,
  labelMax: 20,
  kinds: [...ANYWHERE, 'camera', 'cameraRoll', 'location'],
});
/** Switching tabs lives in rich menus only. */
export const richMenuAction = actionsFor({ labelled: false, labelMax: 20, kinds: [...ANYWHERE, 'richmenuswitch'] });
