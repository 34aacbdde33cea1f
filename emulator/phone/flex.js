import { h, unseen } from './dom.js';
import {
  aspectRatio,
  BUBBLE_WIDTHS,
  borderWidth,
  flexOf,
  fontSize,
  gradient,
  imageWidth,
  space,
} from './flex-measures.js';
import { picture } from './picture.js';

/**
 * Draws Flex Messages.
 * @typedef {import('./types.js').Json} Json
 * @typedef {import('./types.js').Showing} Showing
 * @typedef {'horizontal' | 'vertical' | 'baseline'} Layout
 */

/** A bubble, or a carousel of bubbles. @param {Json} container @param {Showing} showing @returns {HTMLElement} */
export function flexMessage(container, showing) {
  if (container.type !== 'carousel') return bubble(container, showing);
  const label = showing.words.text('content.cards', { count: container.contents.length });
  return h(
    'div.carousel',
    { role: 'group', 'aria-label': label, tabindex: 0 },
    container.contents.map((/** @type {Json} */ one) => bubble(one, showing)),
  );
}

/** @param {Json} one @param {Showing} showing */
function bubble(one, showing) {
  const width = BUBBLE_WIDTHS[/** @type {keyof typeof BUBBLE_WIDTHS} */ (one.size ?? 'mega')];
  const blocks = ['header', 'hero', 'body', 'footer'].filter((name) => one[name]);
  return pressable(
    h(
      'div.flex-bubble',
      { dir: one.direction ?? 'ltr', style: { width: `${width}px` } },
      blocks.flatMap((name, index) => {
        const style = one.styles?.[name] ?? {};
        const line = style.separator && index > 0;
        return [
          line && h('div.flex-line', { style: { 'background-color': style.separatorColor } }),
          h(
            `div.flex-block.${name}`,
            { style: { 'background-color': style.backgroundColor } },
            block(one[name], name, showing),
          ),
        ];
      }),
    ),
    one.action,
    showing,
  );
}

/** The body takes the room that is left when bubbles of a carousel are made equally high. @param {Json} one @param {string} name @param {Showing} showing */
function block(one, name, showing) {
  const element = component(one, 'vertical', showing);
  if (name === 'body') element.style.flex = '1 0 auto';
  return element;
}

/** @param {Json} one @param {Layout} parent @param {Showing} showing @returns {HTMLElement} */
function component(one, parent, showing) {
  const element = draw(one, parent, showing);
  element.style.flex = flexOf(parent, one);
  place(element, one);
  return element;
}

/** @param {Json} one @param {Layout} parent @param {Showing} showing @returns {HTMLElement} */
function draw(one, parent, showing) {
  switch (one.type) {
    case 'box':
      return box(one, showing);
    case 'text':
      return text(one, parent, showing);
    case 'button':
      return button(one, showing);
    case 'image':
      return image(one, parent, showing);
    case 'icon':
      return picture(one.url, '', 'span.flex-icon', {
        'font-size': fontSize(one.size),
        'aspect-ratio': aspectRatio(one.aspectRatio),
      });
    case 'separator':
      return h(`div.flex-line.${parent === 'vertical' ? 'flat' : 'upright'}`, {
        style: { 'background-color': one.color },
      });
    case 'filler':
      return h('div.flex-filler');
    case 'video':
      return video(one, showing);
    default:
      return h('div');
  }
}

/** Where a component stands: margins are set by its box, offsets and position here. @param {HTMLElement} element @param {Json} one */
function place(element, one) {
  const { style } = element;
  if (one.position === 'absolute') style.position = 'absolute';
  for (const [name, property] of OFFSETS) {
    const offset = space(one[name]);
    if (offset !== undefined) style.setProperty(property, offset);
  }
}

const OFFSETS = /** @type {const} */ ([
  ['offsetTop', 'top'],
  ['offsetBottom', 'bottom'],
  ['offsetStart', 'inset-inline-start'],
  ['offsetEnd', 'inset-inline-end'],
]);

/** @param {Json} one @param {Showing} showing */
function box(one, showing) {
  const element = h('div.flex-box', {
    'data-layout': one.layout,
    style: {
      'background-color': one.backgroundColor,
      background: gradient(one.background),
      'border-color': one.borderColor,
      'border-width': borderWidth(one.borderWidth),
      'border-radius': space(one.cornerRadius),
      width: one.width,
      height: one.height,
      'max-width': one.maxWidth,
      'max-height': one.maxHeight,
      'justify-content': one.justifyContent,
      'align-items': one.alignItems,
      padding: space(one.paddingAll),
      'padding-top': space(one.paddingTop),
      'padding-bottom': space(one.paddingBottom),
      'padding-inline-start': space(one.paddingStart),
      'padding-inline-end': space(one.paddingEnd),
    },
  });
  const side = one.layout === 'vertical' ? 'margin-top' : 'margin-inline-start';
  one.contents.forEach((/** @type {Json} */ child, /** @type {number} */ index) => {
    const drawn = component(child, one.layout, showing);
    const first = index === 0 || child.position === 'absolute';
    const gap = space(child.margin) ?? (first ? undefined : space(one.spacing));
    if (gap !== undefined) drawn.style.setProperty(side, gap);
    element.append(drawn);
  });
  return pressable(element, one.action, showing);
}

/** @param {Json} one @param {Layout} parent @param {Showing} showing */
function text(one, parent, showing) {
  const spans = Array.isArray(one.contents) && one.contents.length > 0;
  const element = h(
    'div.flex-text',
    {
      'data-wrap': one.wrap ? 'yes' : 'no',
      'data-gravity': parent === 'vertical' ? undefined : one.gravity,
      style: {
        ...letters(one),
        'font-size': fontSize(one.size),
        'text-align': one.align,
        'line-height': one.lineSpacing ? `calc(1.4em + ${space(one.lineSpacing)})` : undefined,
        '-webkit-line-clamp': one.maxLines || undefined,
      },
    },
    spans
      ? one.contents.map((/** @type {Json} */ span) =>
          h('span', { style: { ...letters(span), 'font-size': span.size && fontSize(span.size) } }, span.text ?? ''),
        )
      : one.text,
  );
  if (one.maxLines) element.classList.add('clamped');
  return pressable(element, one.action, showing);
}

/** @param {Json} one */
function letters(one) {
  return {
    color: one.color,
    'font-weight': one.weight === 'bold' ? '700' : undefined,
    'font-style': one.style === 'italic' ? 'italic' : undefined,
    'text-decoration': one.decoration === 'none' ? undefined : one.decoration,
  };
}

/** @param {Json} one @param {Showing} showing */
function button(one, showing) {
  const style = one.style ?? 'link';
  const colour = style === 'link' ? 'color' : 'background-color';
  return h(
    `button.flex-button.${style}`,
    {
      type: 'button',
      'data-height': one.height ?? 'md',
      style: { [colour]: one.color, 'border-color': style === 'link' ? undefined : one.color },
      onclick: () => showing.press(one.action),
    },
    one.action.label,
  );
}

/** @param {Json} one @param {Layout} parent @param {Showing} showing */
function image(one, parent, showing) {
  const label = one.action?.label ?? '';
  const frame = picture(one.url, label, 'div.flex-image', {
    width: '100%',
    'max-width': imageWidth(one.size),
    'aspect-ratio': aspectRatio(one.aspectRatio),
    'background-color': one.backgroundColor,
    'object-fit': one.aspectMode === 'cover' ? 'cover' : 'contain',
  });
  const cell = h(
    'div.flex-cell',
    { 'data-align': one.align ?? 'center', 'data-gravity': parent === 'vertical' ? undefined : one.gravity },
    frame,
  );
  return pressable(cell, one.action, showing);
}

/** @param {Json} one @param {Showing} showing */
function video(one, showing) {
  const poster = picture(one.previewUrl, '', 'div.flex-image', {
    'aspect-ratio': aspectRatio(one.aspectRatio),
    'object-fit': 'cover',
  });
  const play = () => {
    const film = h('video.flex-film', { src: one.url, controls: true, autoplay: true });
    film.addEventListener('error', () => film.replaceWith(component(one.altContent, 'vertical', showing)));
    holder.replaceChildren(film);
  };
  const holder = h(
    'div.flex-video',
    {},
    poster,
    h('button.play', { type: 'button', onclick: play }, unseen(showing.words.text('content.video'))),
  );
  return holder;
}

/**
 * Makes a component a button when it carries an action; its words are its name.
 * @param {HTMLElement} element @param {Json | undefined} action @param {Showing} showing
 */
function pressable(element, action, showing) {
  if (!action) return element;
  element.classList.add('pressable');
  element.setAttribute('role', 'button');
  element.tabIndex = 0;
  const own = element.textContent?.trim() || element.querySelector('img')?.alt;
  if (!own)
    element.setAttribute(
      'aria-label',
      action.label ?? action.displayText ?? action.text ?? showing.words.text('window.page'),
    );
  const press = (/** @type {Event} */ event) => {
    // A button inside a pressable box acts for itself.
    const inner = /** @type {Element} */ (event.target).closest('button, [role="button"]');
    if (inner !== null && inner !== element) return;
    event.preventDefault();
    showing.press(action);
  };
  element.addEventListener('click', press);
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') press(event);
  });
  return element;
}
