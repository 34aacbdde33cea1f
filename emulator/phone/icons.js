/** Own line icons, 24 by 24. */
const PATHS = {
  back: '<path d="m15 5-7 7 7 7"/>',
  more: '<path d="M12 5.5v.01M12 12v.01M12 18.5v.01"/>',
  close: '<path d="m6 6 12 12M18 6 6 18"/>',
  send: '<path d="M4 12 20 4l-5 16-3.5-6.5z"/>',
  menu: '<path d="M4 5h6v6H4zM14 5h6v6h-6zM4 15h6v5H4zM14 15h6v5h-6z"/>',
  keyboard: '<path d="M3 6h18v12H3zM7 10v.01M12 10v.01M17 10v.01M8 14.5h8"/>',
  down: '<path d="m5 9 7 7 7-7"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  search: '<circle cx="11" cy="11" r="7"/><path d="m16.5 16.5 4.5 4.5"/>',
  people: '<circle cx="9" cy="8" r="4"/><path d="M2 21a7 7 0 0 1 14 0M16 4.5a4 4 0 0 1 0 7M22 21a7 7 0 0 0-4-6.3"/>',
  talk: '<path d="M4 4h16v12H10l-5 4v-4H4z"/>',
  settings:
    '<circle cx="10" cy="8" r="4"/><path d="M3 21v-1a7 7 0 0 1 9-6.7"/><circle cx="17.5" cy="17.5" r="2"/><path d="M17.5 13.5v1.5M17.5 20v1.5M13.5 17.5H15M20 17.5h1.5"/>',
  place: '<path d="M12 21s7-6.3 7-11.5A7 7 0 0 0 5 9.5C5 14.7 12 21 12 21z"/><circle cx="12" cy="9.5" r="2.5"/>',
  picture: '<path d="M3 5h18v14H3z"/><circle cx="8.5" cy="10" r="1.5"/><path d="m4 18 5.5-5 3.5 3 3.5-4 4 5"/>',
  smile: '<circle cx="12" cy="12" r="9"/><path d="M8.5 14a4 4 0 0 0 7 0M9 9.5v.01M15 9.5v.01"/>',
  play: '<circle cx="12" cy="12" r="9"/><path d="m10 8.5 5.5 3.5-5.5 3.5z"/>',
  sound: '<path d="M5 9.5v5h3.5L13 18.5v-13L8.5 9.5zM16.5 9a4.5 4.5 0 0 1 0 6"/>',
  file: '<path d="M6 3h9l4 4v14H6zM14.5 3v4.5H19"/>',
  camera: '<path d="M3 7h4l2-3h6l2 3h4v13H3z"/><circle cx="12" cy="13" r="4"/>',
  phone: '<path d="M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2z"/>',
  out: '<path d="M14 4h6v6M20 4l-9 9M18 14v6H4V6h6"/>',
};

/** @typedef {keyof typeof PATHS} IconName */

/** A decorative icon: the words beside it, or the button's label, say what it means. @param {IconName} name */
export function icon(name) {
  const holder = document.createElement('template');
  holder.innerHTML = `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`;
  return /** @type {Element} */ (holder.content.firstElementChild);
}
