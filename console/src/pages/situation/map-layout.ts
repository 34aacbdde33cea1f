/**
 * Japan as 47 tiles of one size (a small prefecture counts as much as a large one); only Hokkaido is larger, because Japan is
 * not recognised without it. Columns and rows are in tiles from the north-west; Kyushu and Shikoku stand off by under half
 * a tile so that the straits show, Okinawa is set in a corner bracket. One neighbourhood is not true: Toyama and Gunma.
 */
type Cell = readonly [code: string, column: number, row: number, shortEn: string];

const cells: readonly Cell[] = [
  ['02', 12, 2, 'Aomori'],
  ['03', 12, 3, 'Iwate'],
  ['04', 12, 4, 'Miyagi'],
  ['05', 11, 3, 'Akita'],
  ['06', 11, 4, 'Yamgt.'],
  ['07', 11, 5, 'Fukus.'],
  ['08', 12, 7, 'Ibaraki'],
  ['09', 11, 6, 'Tochigi'],
  ['10', 10, 6, 'Gunma'],
  ['11', 11, 7, 'Sait.'],
  ['12', 12, 8, 'Chiba'],
  ['13', 11, 8, 'Tokyo'],
  ['14', 10, 8, 'Kana.'],
  ['15', 10, 5, 'Niigata'],
  ['16', 9, 6, 'Toya.'],
  ['17', 8, 6, 'Ishik.'],
  ['18', 7, 7, 'Fukui'],
  ['19', 10, 7, 'Yamna.'],
  ['20', 9, 7, 'Nagano'],
  ['21', 8, 7, 'Gifu'],
  ['22', 9, 8, 'Shizu.'],
  ['23', 8, 8, 'Aichi'],
  ['24', 8, 9, 'Mie'],
  ['25', 7, 8, 'Shiga'],
  ['26', 6, 8, 'Kyoto'],
  ['27', 6, 9, 'Osaka'],
  ['28', 5, 8, 'Hyogo'],
  ['29', 7, 9, 'Nara'],
  ['30', 7, 10, 'Waka.'],
  ['31', 4, 8, 'Tottori'],
  ['32', 3, 8, 'Shim.'],
  ['33', 4, 9, 'Okay.'],
  ['34', 3, 9, 'Hiros.'],
  ['35', 2, 9, 'Yamag.'],
  ['36', 4, 11.42, 'Tokus.'],
  ['37', 4, 10.42, 'Kagawa'],
  ['38', 3, 10.42, 'Ehime'],
  ['39', 3, 11.42, 'Kochi'],
  ['40', 0.55, 10.42, 'Fukuo.'],
  ['41', -0.45, 10.42, 'Saga'],
  ['42', -0.45, 11.42, 'Nagas.'],
  ['43', 0.55, 11.42, 'Kuma.'],
  ['44', 1.55, 10.42, 'Oita'],
  ['45', 1.55, 11.42, 'Miyaz.'],
  ['46', 0.55, 12.42, 'Kago.'],
  ['47', -0.45, 13.75, 'Okin.'],
];

export interface Tile {
  readonly code: string;
  readonly shortEn: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const step = 39.5;
const side = 37;

export const mapSize = { width: 597, height: 597 } as const;

export const tiles: readonly Tile[] = [
  { code: '01', shortEn: 'Hokkaido', x: 513.9, y: 8.5, width: 76.5, height: 69.1 },
  ...cells.map(([code, column, row, shortEn]) => ({
    code,
    shortEn,
    x: 30 + step * column,
    y: 8.5 + step * row,
    width: side,
    height: side,
  })),
];

/** 「宮城県」 → 「宮城」, as tiles and readers write it; 「北海道」 stays whole. */
export const shortName = (name: string): string => name.replace(/[都府県]$/, '');
