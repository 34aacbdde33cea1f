import { h, section } from './dom.js';
import { picture } from './picture.js';

/**
 * The rich menu: the account's picture, with its areas as real buttons whose names come from their actions.
 * @typedef {import('./types.js').Menu} Menu
 * @typedef {import('./types.js').Showing} Showing
 */

/** @param {() => Showing} showing */
export function richMenuView(showing) {
  return section((/** @type {{ menu: Menu | null, open: boolean }} */ { menu, open }) =>
    menu && open ? [drawn(menu, showing())] : [],
  );
}

/** @param {Menu} menu @param {Showing} showing */
function drawn(menu, showing) {
  const { width, height } = menu.size;
  const percent = (/** @type {number} */ part, /** @type {number} */ whole) => `${(part / whole) * 100}%`;
  return h(
    'div.menu',
    { role: 'group', 'aria-label': menu.chatBarText, style: { 'aspect-ratio': `${width} / ${height}` } },
    picture(menu.image, '', 'div.menu-picture'),
    menu.areas.map(({ bounds, action }, index) =>
      h('button', {
        type: 'button',
        'data-key': `area-${index}`,
        'aria-label': areaLabel(action, index),
        style: {
          left: percent(bounds.x, width),
          top: percent(bounds.y, height),
          width: percent(bounds.width, width),
          height: percent(bounds.height, height),
        },
        onclick: () => showing.press(action),
      }),
    ),
  );
}

/** @param {import('./types.js').Json} action @param {number} index */
function areaLabel(action, index) {
  return action.label || action.displayText || action.text || action.uri || action.richMenuAliasId || String(index + 1);
}
