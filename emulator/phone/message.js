import { h, unseen } from './dom.js';
import { flexMessage } from './flex.js';
import { icon } from './icons.js';
import { picture } from './picture.js';
import { stickerFace, stickerName } from './stickers.js';
import { templateMessage } from './template.js';

/**
 * One message's own look; the line around it (seal, time) is made by the chat.
 * @typedef {import('./types.js').Json} Json
 * @typedef {import('./types.js').Showing} Showing
 */

/** @param {import('./types.js').Message} message @param {Showing} showing @returns {HTMLElement} */
export function messageBody(message, showing) {
  const { content } = message;
  const draw = DRAWERS[content.type];
  return draw
    ? draw(content, showing, message)
    : h('p.bubble', {}, showing.words.text('content.unknown', { type: content.type }));
}

/** @type {Record<string, (content: Json, showing: Showing, message: import('./types.js').Message) => HTMLElement>} */
const DRAWERS = {
  text: (content) => h('p.bubble', {}, ...linked(emojied(content))),
  textV2: (content) => h('p.bubble', {}, ...linked(substituted(content))),
  flex: (content, showing) => labelled(flexMessage(content.contents, showing), content.altText),
  template: (content, showing) => labelled(templateMessage(content.template, showing), content.altText),
  image: imageMessage,
  video: videoMessage,
  audio: audioMessage,
  file: (content, { words }) =>
    h('p.bubble.with-icon', {}, icon('file'), words.text('content.file', { name: content.fileName })),
  sticker: stickerMessage,
  location: locationMessage,
  imagemap: imagemapMessage,
};

/** @param {HTMLElement} element @param {string} label */
function labelled(element, label) {
  if (element.hasAttribute('aria-label') || element.getAttribute('role') === 'button') return element;
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', label);
  return element;
}

/** Emojis of the messenger stand where a "$" is; this phone has none of its own and shows a small face. @param {Json} content */
function emojied(content) {
  const places = new Set((content.emojis ?? []).map((/** @type {Json} */ one) => one.index));
  return [...String(content.text).split('').entries()]
    .map(([index, unit]) => (places.has(index) ? '☺' : unit))
    .join('');
}

/** @param {Json} content */
function substituted(content) {
  const given = content.substitution ?? {};
  return String(content.text).replace(/\{(\w+)\}/g, (whole, key) => {
    const one = given[key];
    if (one?.type === 'emoji') return '☺';
    return one?.type === 'mention' ? '@' : whole;
  });
}

const LINK = /https?:\/\/[^\s<>"'（）「」、。]+/g;

/** Web addresses in a text can be pressed. @param {string} text @returns {(string | HTMLElement)[]} */
function linked(text) {
  /** @type {(string | HTMLElement)[]} */
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(LINK)) {
    parts.push(text.slice(at, found.index));
    parts.push(h('a', { href: found[0], 'data-uri': found[0], rel: 'noreferrer' }, found[0]));
    at = found.index + found[0].length;
  }
  parts.push(text.slice(at));
  return parts;
}

/** @param {Json} content @param {Showing} showing @param {import('./types.js').Message} message */
function imageMessage(content, showing, message) {
  const { words, channelId } = showing;
  if (message.from === 'account') {
    return picture(content.previewImageUrl, words.text('content.image'), 'div.photo');
  }
  return picture(`/_/accounts/${channelId}/contents/${message.id}`, words.text('content.your-image'), 'div.photo');
}

/** @param {Json} content @param {Showing} showing */
function videoMessage(content, showing) {
  const { words } = showing;
  if (!content.originalContentUrl) return h('p.bubble.with-icon', {}, icon('play'), words.text('content.video'));
  const play = () => {
    const film = /** @type {HTMLVideoElement} */ (
      h('video', { src: content.originalContentUrl, controls: true, autoplay: true })
    );
    film.addEventListener('ended', () => {
      if (content.trackingId) showing.press({ type: 'video-played', trackingId: content.trackingId });
    });
    holder.replaceChildren(film);
  };
  const holder = h(
    'div.photo.film',
    {},
    picture(content.previewImageUrl, '', 'div.photo'),
    h('button.play', { type: 'button', onclick: play }, icon('play'), unseen(words.text('content.video'))),
  );
  return holder;
}

/** @param {Json} content @param {Showing} showing */
function audioMessage(content, { words }) {
  const label = words.text('content.audio', { seconds: Math.round((content.duration ?? 0) / 1000) });
  if (!content.originalContentUrl) return h('p.bubble.with-icon', {}, icon('sound'), label);
  return h('div.bubble', {}, h('audio', { src: content.originalContentUrl, controls: true, 'aria-label': label }));
}

/** @param {Json} content @param {Showing} showing */
function stickerMessage(content, { words }) {
  const name = stickerName(content.stickerId);
  const label = name
    ? words.text('attach.sticker-n', { name: words.text(`sticker.${name}`) })
    : words.text('content.sticker');
  return h('div.sticker', { role: 'img', 'aria-label': label }, stickerFace(name ?? 'hello'));
}

/** @param {Json} content @param {Showing} showing */
function locationMessage(content, { words }) {
  return h(
    'div.bubble.with-icon',
    {},
    icon('place'),
    h(
      'div',
      {},
      h('b', {}, content.title || words.text('content.location')),
      content.address && h('div', {}, content.address),
      h('small', {}, `${content.latitude.toFixed(4)}, ${content.longitude.toFixed(4)}`),
    ),
  );
}

/** A picture with places to press. @param {Json} content @param {Showing} showing */
function imagemapMessage(content, showing) {
  const { width, height } = content.baseSize;
  const percent = (/** @type {number} */ part, /** @type {number} */ whole) => `${(part / whole) * 100}%`;
  return h(
    'div.imagemap',
    { role: 'group', 'aria-label': content.altText, style: { 'aspect-ratio': `${width} / ${height}` } },
    picture(`${content.baseUrl}/1040`, '', 'div.photo'),
    content.actions.map((/** @type {Json} */ action) =>
      h('button', {
        type: 'button',
        'aria-label': action.label ?? action.text ?? action.linkUri ?? content.altText,
        style: {
          left: percent(action.area.x, width),
          top: percent(action.area.y, height),
          width: percent(action.area.width, width),
          height: percent(action.area.height, height),
        },
        onclick: () => showing.press(action.type === 'uri' ? { ...action, uri: action.linkUri } : action),
      }),
    ),
  );
}
