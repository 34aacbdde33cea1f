import { h } from './dom.js';
import { picture } from './picture.js';

/**
 * Template messages: buttons, confirm, carousel, image carousel.
 * @typedef {import('./types.js').Json} Json
 * @typedef {import('./types.js').Showing} Showing
 */

/** @param {Json} template @param {Showing} showing @returns {HTMLElement} */
export function templateMessage(template, showing) {
  switch (template.type) {
    case 'confirm':
      return card({ text: template.text, actions: template.actions }, {}, showing, 'confirm');
    case 'carousel':
      return row(
        template.columns.map((/** @type {Json} */ column) => card(column, template, showing)),
        showing,
      );
    case 'image_carousel':
      return row(
        template.columns.map((/** @type {Json} */ column) => imageCard(column, showing)),
        showing,
      );
    default:
      return card(template, template, showing);
  }
}

/** @param {HTMLElement[]} cards @param {Showing} showing */
function row(cards, showing) {
  const label = showing.words.text('content.cards', { count: cards.length });
  return h('div.carousel', { role: 'group', 'aria-label': label, tabindex: 0 }, cards);
}

/** @param {Json} one @param {Json} looks @param {Showing} showing @param {string} [kind] */
function card(one, looks, showing, kind = 'buttons') {
  const url = one.thumbnailImageUrl;
  const face = url
    ? picture(url, one.title ?? '', 'div.card-picture', {
        'aspect-ratio': looks.imageAspectRatio === 'square' ? '1 / 1' : '1.51 / 1',
        'background-color': one.imageBackgroundColor,
        'object-fit': looks.imageSize === 'contain' ? 'contain' : 'cover',
      })
    : null;
  const words = h('div.card-words', {}, one.title && h('b.card-title', {}, one.title), h('p', {}, one.text));
  return h(
    `div.card.${kind}`,
    {},
    face && main(face, one.defaultAction, showing),
    main(words, url ? undefined : one.defaultAction, showing),
    h(
      'div.do',
      {},
      one.actions.map((/** @type {Json} */ action) => button(action, showing)),
    ),
  );
}

/** The whole picture or text may be pressed (defaultAction). @param {HTMLElement} element @param {Json | undefined} action @param {Showing} showing */
function main(element, action, showing) {
  if (!action) return element;
  return h(
    'button.card-main',
    { type: 'button', 'aria-label': action.label, onclick: () => showing.press(action) },
    element,
  );
}

/** @param {Json} action @param {Showing} showing */
function button(action, showing) {
  return h('button', { type: 'button', onclick: () => showing.press(action) }, action.label);
}

/** @param {Json} column @param {Showing} showing */
function imageCard(column, showing) {
  const label = column.action.label ?? column.action.displayText ?? column.action.text ?? '';
  return h(
    'button.image-card',
    {
      type: 'button',
      'aria-label': label || showing.words.text('content.image'),
      onclick: () => showing.press(column.action),
    },
    picture(column.imageUrl, '', 'div.card-picture', { 'aspect-ratio': '1 / 1', 'object-fit': 'cover' }),
    label && h('span', {}, label),
  );
}
