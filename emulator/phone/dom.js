/**
 * Building elements.
 * @typedef {Node | string | null | undefined | false} Child
 * @typedef {Record<string, unknown>} Props
 */

/**
 * `h('button.tap', { type: 'button', onclick }, 'words')`: an element with classes, properties or attributes, children.
 * Names beginning with "on" are listeners; `true` sets an empty attribute (aria: "true"); null, undefined and false set none.
 * @param {string} selector tag and classes
 * @param {Props} [props]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(selector, props = {}, ...children) {
  const [tag = 'div', ...classes] = selector.split('.');
  const element = document.createElement(tag);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [name, value] of Object.entries(props)) set(element, name, value);
  element.append(...children.flat().filter(present));
  return element;
}

/** @param {Child} child @returns {child is Node | string} */
const present = (child) => child !== null && child !== undefined && child !== false;

/** @param {HTMLElement} element @param {string} name @param {unknown} value */
function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith('on') && typeof value === 'function') {
    element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
  } else if (name === 'style' && typeof value === 'object') {
    for (const [property, text] of Object.entries(value)) {
      if (text !== undefined && text !== null) element.style.setProperty(property, String(text));
    }
  } else {
    element.setAttribute(name, value === true && !name.startsWith('aria-') ? '' : String(value));
  }
}

/** @param {Element} parent @param {...Child} children */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.filter(present));
}

/** Words for screen readers only. @param {string} text */
export function unseen(text) {
  return h('span.visually-hidden', {}, text);
}

/**
 * Rebuilds a part of the page only when what it shows has changed, and keeps focus within it by `data-key`.
 * @template T
 * @param {(data: T) => Child[]} build
 * @param {HTMLElement} [element] the part; one that takes no room of its own if absent
 */
export function section(build, element = h('div.section')) {
  let shown = '';
  return {
    element,
    /** @param {T} data */
    update(data) {
      const wanted = JSON.stringify(data) ?? '';
      if (wanted === shown) return false;
      shown = wanted;
      const active = document.activeElement;
      const key = active instanceof HTMLElement && element.contains(active) ? active.dataset.key : undefined;
      fill(element, ...build(data));
      if (key !== undefined) focusKey(element, key);
      return true;
    },
  };
}

/** @param {Element} within @param {string} key */
function focusKey(within, key) {
  focusOn(within, `[data-key="${CSS.escape(key)}"]`);
}

/** Focuses the first element that fits, if there is one. @param {ParentNode} within @param {string} selector */
export function focusOn(within, selector) {
  const found = within.querySelector(selector);
  if (found instanceof HTMLElement) found.focus();
}
