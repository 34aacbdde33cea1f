/**
 * Own drawings for the few stickers this phone sends; a sticker from elsewhere shows as a plain one.
 * The ids only look like those of a messenger's set.
 */
const FACES = {
  hello: '<path d="M16 26a9 9 0 0 0 16 0"/><path d="M17 18v.01M31 18v.01"/><path d="M40 12c3-3 5-3 6-1s-2 5-5 6"/>',
  thanks: '<path d="M15 17c1.5-2 4.5-2 6 0M27 17c1.5-2 4.5-2 6 0"/><path d="M17 26a8 8 0 0 0 14 0"/>',
  ok: '<path d="M17 18v.01M31 18v.01"/><path d="m16 26 5 5 10-10"/>',
  sad: '<path d="M17 19v.01M31 19v.01"/><path d="M17 32a8 8 0 0 1 14 0"/><path d="M13 24c-2 3-2 5 0 5s2-2 0-5z"/>',
};

/** @typedef {keyof typeof FACES} StickerName */

/** @type {Record<StickerName, { packageId: string, stickerId: string }>} */
export const STICKERS = {
  hello: { packageId: '900001', stickerId: '90000101' },
  thanks: { packageId: '900001', stickerId: '90000102' },
  ok: { packageId: '900001', stickerId: '90000103' },
  sad: { packageId: '900001', stickerId: '90000104' },
};

/** @param {string} stickerId @returns {StickerName | undefined} */
export function stickerName(stickerId) {
  const found = Object.entries(STICKERS).find(([, ids]) => ids.stickerId === stickerId);
  return /** @type {StickerName | undefined} */ (found?.[0]);
}

/** @param {StickerName} name */
export function stickerFace(name) {
  const holder = document.createElement('template');
  const face = FACES[name];
  holder.innerHTML = `<svg class="face" viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="20"/>${face}</svg>`;
  return /** @type {Element} */ (holder.content.firstElementChild);
}
