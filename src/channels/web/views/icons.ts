import { type Html, html, raw } from './html.ts';

/** Line drawings on a grid of 24; they always stand beside words, so screen readers skip them. */
const drawings = {
  phone:
    '<path d="M7 3.5 9.5 8 7.6 9.8a12.5 12.5 0 0 0 6.6 6.6L16 14.5l4.5 2.5v2.2a1.8 1.8 0 0 1-2 1.8A15.6 15.6 0 0 1 3 5.5a1.8 1.8 0 0 1 1.8-2z"/>',
  clock: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.2l3.4 2"/>',
  moon: '<path d="M19.8 14.6A8.3 8.3 0 1 1 9.4 4.2a6.8 6.8 0 0 0 10.4 10.4z"/>',
  fax: '<path d="M7.5 8V3.5h9V8M7.5 17H4.2A1.2 1.2 0 0 1 3 15.8v-5.6A2.2 2.2 0 0 1 5.2 8h13.6A2.2 2.2 0 0 1 21 10.2v5.6a1.2 1.2 0 0 1-1.2 1.2h-3.3"/><path d="M7.5 13.5h9v7h-9z"/>',
  info: '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.8M12 7.5v.01"/>',
  warning: '<path d="M12 3.8 21.5 20h-19z"/><path d="M12 10v4.8M12 17.4v.01"/>',
  urgent: '<path d="M8.2 3h7.6L21 8.2v7.6L15.8 21H8.2L3 15.8V8.2z"/><path d="M12 7.4v5.6M12 16.4v.01"/>',
  house: '<path d="m3 11.6 9-7.6 9 7.6"/><path d="M6 9.6V20h12V9.6M10 20v-5.6h4V20"/>',
  check: '<circle cx="12" cy="12" r="9"/><path d="m7.8 12.4 2.9 2.9 5.7-6.2"/>',
  bell: '<path d="M6.2 16.8V11a5.8 5.8 0 0 1 11.6 0v5.8l1.5 1.9H4.7z"/><path d="M10.2 21.3h3.6"/>',
  again:
    '<path d="M19.8 10.6A8 8 0 0 0 6 6.4L3.6 9"/><path d="M4.2 13.4A8 8 0 0 0 18 17.6l2.4-2.6M3.6 4.2V9h4.8M20.4 19.8V15h-4.8"/>',
  offline:
    '<path d="m3.5 3.5 17 17M2.5 9.2a14 14 0 0 1 4.7-3M21.5 9.2A14 14 0 0 0 11 5.4M5.8 12.9a9.4 9.4 0 0 1 4-2.2M18.2 12.9a9.4 9.4 0 0 0-2.3-1.6M9.1 16.5a4.6 4.6 0 0 1 5.8 0M12 20v.01"/>',
  person: '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>',
  child: '<circle cx="12" cy="6.5" r="3"/><path d="M12 9.5v6M8 12.5h8M12 15.5l-3 5M12 15.5l3 5"/>',
  globe: '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"/>',
} as const;

export type IconName = keyof typeof drawings;

export const icon = (name: IconName): Html =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${raw(drawings[name])}</svg>`;
