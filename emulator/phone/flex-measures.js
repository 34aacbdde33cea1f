/**
 * Flex Message's words for sizes, in px, from LINE's page on Flex Message layout.
 * Everything is text in, CSS out, and touches no page.
 */

const SPACES = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const FONTS = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, '3xl': 35, '4xl': 48, '5xl': 74 };
const IMAGES = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, '3xl': 180, '4xl': 200, '5xl': 220 };
const BORDERS = { none: 0, light: 0.5, normal: 1, medium: 2, 'semi-bold': 3, bold: 4 };
export const BUBBLE_WIDTHS = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 262, mega: 300, giga: 500 };

/** @param {Record<string, number>} table @param {string | undefined} word */
function measure(table, word) {
  if (word === undefined) return undefined;
  const known = table[word];
  return known === undefined ? word : `${known}px`;
}

/** Margins, spacings, paddings, offsets. @param {string | undefined} word */
export const space = (word) => measure(SPACES, word);
/** @param {string | undefined} word */
export const fontSize = (word) => measure(FONTS, word ?? 'md');
/** @param {string | undefined} word */
export const imageWidth = (word) => (word === 'full' ? '100%' : measure(IMAGES, word ?? 'md'));
/** @param {string | undefined} word */
export const borderWidth = (word) => measure(BORDERS, word);

/** "20:13" as a CSS aspect ratio. @param {string | undefined} ratio @param {string} otherwise */
export const aspectRatio = (ratio, otherwise = '1:1') => (ratio ?? otherwise).replace(':', ' / ');

/** @param {import('./types.js').Json | undefined} background */
export function gradient(background) {
  if (background?.type !== 'linearGradient') return undefined;
  const { angle, startColor, centerColor, centerPosition, endColor } = background;
  const centre = centerColor ? `, ${centerColor} ${centerPosition ?? '50%'}` : '';
  return `linear-gradient(${angle}, ${startColor}${centre}, ${endColor})`;
}

/**
 * How a component shares the room of its box. In a horizontal or baseline box components share equally unless told;
 * in a vertical one they are as high as their contents.
 * @param {'horizontal' | 'vertical' | 'baseline' | undefined} parent layout
 * @param {import('./types.js').Json} component
 */
export function flexOf(parent, component) {
  const across = parent !== 'vertical';
  if (across && component.width !== undefined) return '0 0 auto';
  if (!across && component.height !== undefined && component.flex === undefined) return '0 0 auto';
  const given = component.flex ?? (component.type === 'filler' ? 1 : across && component.type !== 'icon' ? 1 : 0);
  if (component.type === 'separator') return '0 0 auto';
  return given === 0 ? '0 0 auto' : across ? `${given} ${given} 0px` : `${given} ${given} auto`;
}
