import { expect, it } from 'vitest';
import { mapSize, shortName, type Tile, tiles } from './map-layout.ts';

const tile = (code: string): Tile => tiles.find((item) => item.code === code)!;

it('every prefecture has one tile', () => {
  const codes = tiles.map((item) => item.code).toSorted();
  expect(codes).toEqual(Array.from({ length: 47 }, (_, i) => String(i + 1).padStart(2, '0')));
});

it('no tile covers another or leaves the picture', () => {
  for (const a of tiles) {
    expect(a.x).toBeGreaterThanOrEqual(0);
    expect(a.x + a.width).toBeLessThanOrEqual(mapSize.width);
    expect(a.y + a.height).toBeLessThanOrEqual(mapSize.height);
    for (const b of tiles) {
      if (a === b) continue;
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      expect(apart, `${a.code} and ${b.code}`).toBe(true);
    }
  }
});

it('only Hokkaido is larger', () => {
  const area = (item: Tile) => item.width * item.height;
  const others = new Set(tiles.filter((item) => item.code !== '01').map(area));
  expect(others.size).toBe(1);
  expect(area(tile('01'))).toBeGreaterThan(3.5 * [...others][0]!);
});

it('readers find neighbours where they expect them', () => {
  const besides = (a: string, b: string) => {
    const dx = Math.abs(tile(a).x - tile(b).x);
    const dy = Math.abs(tile(a).y - tile(b).y);
    return dx + dy < 40;
  };
  // Saitama–Tokyo–Kanagawa–Chiba, Osaka–Nara across the bay from Hyogo, Miyagi–Iwate, Fukuoka–Saga–Kumamoto.
  for (const [a, b] of [
    ['11', '13'],
    ['13', '14'],
    ['13', '12'],
    ['26', '27'],
    ['28', '26'],
    ['04', '03'],
    ['40', '41'],
    ['40', '43'],
  ] as const)
    expect(besides(a, b), `${a} and ${b}`).toBe(true);
  expect(besides('40', '35')).toBe(false);
});

it('names lose their ending on a tile, except Hokkaido’s', () => {
  expect(['宮城県', '東京都', '京都府', '北海道'].map(shortName)).toEqual(['宮城', '東京', '京都', '北海道']);
});
