import { createHash } from 'node:crypto';
import { type Language, languages } from '../../base/language.ts';
import { rubyBare } from '../../base/ruby.ts';
import type { Words } from '../../base/words.ts';
import type { Account, MenuTile } from '../../engines/accounts/index.ts';

/**
 * What a rich menu shows and where: tiles in the account's order and, where the menu lists `language`, a strip below them with
 * a tab for each language but the menu's own, in its own words. The picture and the tappable areas are both made from this.
 */
export interface MenuDesign {
  readonly language: Language;
  readonly tiles: readonly Placed<{ readonly tile: Exclude<MenuTile, 'language'> }>[];
  readonly tabs: readonly Placed<{ readonly language: Language }>[];
}

/** `label` is written with readings (ruby.ts). */
export type Placed<T> = T & { readonly label: string; readonly bounds: Bounds };

/** Pixels of the picture. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** LINE's size of a large menu, in pixels. */
export const menuSize = { width: 2500, height: 1686 } as const;
/** On a phone 360 px wide a tab is 27 px high: above the 24 px that WCAG 2.2 asks of a target. */
const stripHeight = 190;

type MenuAccount = Pick<Account, 'menu' | 'languages'>;

export function menuDesign(words: Words, { menu, languages: spoken }: MenuAccount, language: Language): MenuDesign {
  const say = words(language);
  const others = menu.includes('language') ? languages.filter((one) => one !== language && spoken.includes(one)) : [];
  const tiles = menu.filter((tile) => tile !== 'language');
  const strip = others.length > 0 ? stripHeight : 0;
  const places = grid(tiles.length, menuSize.height - strip);
  const tabs = row(others.length, { y: menuSize.height - strip, height: strip });
  return {
    language,
    tiles: tiles.map((tile, at) => ({
      tile,
      label: say(`chat.menu_${tile.replaceAll('-', '_')}`),
      bounds: places[at]!,
    })),
    tabs: others.map((one, at) => ({
      language: one,
      label: words(one)('chat.language_name'),
      bounds: tabs[at]!,
    })),
  };
}

/** The file below `content/menus` that shows this design: another word or another order is another file. */
export const pictureName = (design: MenuDesign): string =>
  `${design.language}.${shortHash(JSON.stringify([menuSize, design.tiles, design.tabs]))}.png`;

export const shortHash = (...parts: readonly (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 12);
};

/** How a tile is called where a picture's text cannot be read: without readings, which would be spoken twice. */
export const spokenLabel = (label: string): string => rubyBare(label);

/** Up to three in one row, four as two by two, else three in a row; a last row that is not full is spread out. */
function grid(count: number, height: number): Bounds[] {
  const columns = count === 4 ? 2 : Math.min(count, 3);
  const rows = Math.ceil(count / columns);
  return Array.from({ length: rows }, (_, at) => {
    const y = Math.round((at * height) / rows);
    const below = Math.round(((at + 1) * height) / rows);
    return row(Math.min(columns, count - at * columns), { y, height: below - y });
  }).flat();
}

function row(count: number, { y, height }: Pick<Bounds, 'y' | 'height'>): Bounds[] {
  const edge = (at: number) => Math.round((at * menuSize.width) / count);
  return Array.from({ length: count }, (_, at) => ({ x: edge(at), y, width: edge(at + 1) - edge(at), height }));
}
