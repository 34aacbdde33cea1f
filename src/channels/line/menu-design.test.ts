import { readdir, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { jstDate } from '../../base/jst.ts';
import { type Content, readContent } from '../../features/content/index.ts';
import { type MenuDesign, menuDesign, menuSize, pictureName, spokenLabel } from './menu-design.ts';
import { graphemes } from './message-limits.ts';

let content: Content;
beforeAll(async () => {
  content = (await readContent('content', jstDate(new Date()))).content!;
});
const designOf = (change: object = {}, language: MenuDesign['language'] = 'ja') =>
  menuDesign(content.words, { ...content.accounts.get('miyagi')!.account, ...change }, language);
const designs = () =>
  [...content.accounts.values()].flatMap(({ account }) =>
    account.languages.map((language) => menuDesign(content.words, account, language)),
  );

describe('the shipped menus', () => {
  test('each has its picture, and no picture is left over: after a change of words, draw them anew', async () => {
    const drawn = (await readdir('content/menus')).filter((file) => file.endsWith('.png'));
    expect(drawn.sort()).toEqual([...new Set(designs().map(pictureName))].sort());
  });
  test('pictures are PNG of the size that the menu states, and small', async () => {
    for (const name of new Set(designs().map(pictureName))) {
      const png = await readFile(`content/menus/${name}`);
      expect(png.toString('latin1', 1, 4)).toBe('PNG');
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([menuSize.width, menuSize.height]);
      expect(png.length).toBeLessThan(150_000);
    }
  });
  test('labels can be read out, without readings and within LINE’s 20 characters', () => {
    for (const { tiles, tabs } of designs()) {
      for (const { label } of [...tiles, ...tabs]) {
        expect(graphemes(spokenLabel(label))).toBeLessThanOrEqual(20);
        expect(spokenLabel(label)).not.toMatch(/[{|}]/);
      }
    }
  });
});

test('tiles keep the account’s order; the strip names the other languages, each in its own words', () => {
  const { tiles, tabs } = designOf({ menu: ['my-data', 'language', 'report'] }, 'en');
  expect(tiles.map(({ tile }) => tile)).toEqual(['my-data', 'report']);
  expect(tabs.map(({ label }) => spokenLabel(label))).toEqual(['日本語', 'やさしい日本語']);
});
test('an account with one language, or without that tile, has no strip', () => {
  expect(designOf({ languages: ['ja'] }).tabs).toEqual([]);
  expect(designOf({ menu: ['report', 'my-data'] }).tabs).toEqual([]);
});
test('another word, order or language is another picture', () => {
  const names = [
    designOf(),
    designOf({}, 'en'),
    designOf({ languages: ['ja', 'en'] }),
    designOf({ menu: ['report', 'my-data'] }),
    designOf({ menu: ['my-data', 'report'] }),
  ].map(pictureName);
  expect(new Set(names).size).toBe(names.length);
  expect(pictureName(designOf())).toBe(pictureName(designOf()));
});

test.for([1, 2, 3, 4, 5, 6])('%i tiles and the strip cover the picture: every pixel belongs to one area', (count) => {
  const menu = (['report', 'guidance', 'faq', 'news', 'doctor', 'my-data'] as const).slice(0, count);
  const { tiles, tabs } = designOf({ menu: [...menu, 'language'] });
  const areas = [...tiles, ...tabs].map(({ bounds }) => bounds);
  expect(areas).toHaveLength(count + 2);
  const covered = areas.reduce((sum, { width, height }) => sum + width * height, 0);
  expect(covered).toBe(menuSize.width * menuSize.height);
  for (const [at, a] of areas.entries()) {
    expect(Math.min(a.x, a.y)).toBeGreaterThanOrEqual(0);
    expect(a.x + a.width).toBeLessThanOrEqual(menuSize.width);
    expect(a.y + a.height).toBeLessThanOrEqual(menuSize.height);
    for (const b of areas.slice(at + 1)) {
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      expect(apart).toBe(true);
    }
  }
});
test('on a phone 360 wide every area is at least 24 high, as WCAG 2.2 asks', () => {
  for (const { bounds } of [...designOf().tiles, ...designOf().tabs]) {
    expect((Math.min(bounds.height, bounds.width) * 360) / menuSize.width).toBeGreaterThanOrEqual(24);
  }
});
