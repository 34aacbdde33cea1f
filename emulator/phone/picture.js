import { h } from './dom.js';

/**
 * A picture in a frame that stays when the picture cannot be loaded; its words then stand in its place.
 * @param {string} url @param {string} alt words for it, empty if it only adorns
 * @param {string} selector of the frame @param {Record<string, string | undefined>} style of the frame
 */
export function picture(url, alt, selector, style = {}) {
  const { 'object-fit': fit, ...frameStyle } = style;
  const image = /** @type {HTMLImageElement} */ (
    h('img', { src: url, alt, loading: 'lazy', style: { 'object-fit': fit } })
  );
  const frame = h(`${selector}.picture`, { style: frameStyle }, image);
  image.addEventListener('error', () => {
    frame.classList.add('missing');
    frame.replaceChildren(alt);
  });
  return frame;
}
