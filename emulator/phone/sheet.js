import { h } from './dom.js';
import { icon } from './icons.js';

/**
 * A sheet over the phone's screen: a dialog that holds focus, closes by Escape, and gives focus back.
 * @typedef {{ element: HTMLElement, close: () => void }} Sheet
 * @param {HTMLElement} screen the phone's screen
 * @param {{ title: string, closeLabel: string, onClose?: () => void, kind?: string }} options
 * @param {(close: () => void) => (Node | string | null | false)[]} build
 * @returns {Sheet}
 */
export function openSheet(screen, options, build) {
  const before = document.activeElement;
  const beneath = [...screen.children].filter((child) => child instanceof HTMLElement && !child.inert);
  const close = () => {
    veil.remove();
    for (const child of beneath) if (child instanceof HTMLElement) child.inert = false;
    options.onClose?.();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
  const title = h('h2', { tabindex: -1 }, options.title);
  const dialog = h(
    `div.sheet${options.kind ? `.${options.kind}` : ''}`,
    { role: 'dialog', 'aria-modal': true, 'aria-label': options.title },
    h(
      'div.bar',
      {},
      title,
      h('button.tap', { type: 'button', 'aria-label': options.closeLabel, onclick: () => close() }, icon('close')),
    ),
    ...build(() => close()),
  );
  const veil = h('div.veil', {}, dialog);
  veil.addEventListener('click', (event) => {
    if (event.target === veil) close();
  });
  veil.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  for (const child of beneath) if (child instanceof HTMLElement) child.inert = true;
  screen.append(veil);
  title.focus();
  return { element: dialog, close };
}
