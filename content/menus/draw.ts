/**
 * Draws the pictures of the chat's menus: `node content/menus/draw.ts`, by hand, when their words or looks change. Each account's
 * menu in each language becomes `<language>.<hash of what it shows>.png`; accounts with the same menu share it. Needs a Chromium
 * (CHROMIUM=/path/to/it, default /usr/bin/chromium).
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { formatFinding } from '../../src/base/finding.ts';
import { jstDate } from '../../src/base/jst.ts';
import { rubyParts } from '../../src/base/ruby.ts';
import { type MenuDesign, menuDesign, menuSize, pictureName } from '../../src/channels/line/menu-design.ts';
import { readContent } from '../../src/features/content/index.ts';
import { smallPng } from './small-png.ts';

/** Line drawings on a grid of 24. */
const icons: Readonly<Record<MenuDesign['tiles'][number]['tile'] | 'globe', string>> = {
  report:
    '<path d="M10 14V5a2.5 2.5 0 0 1 5 0v9a4.5 4.5 0 1 1-5 0z"/><path d="M12.5 9v8"/><path d="M18.5 6H21M18.5 10H21"/>',
  guidance: '<path d="M6 3h9l4 4v14H6zM14.5 3v4.5H19"/><path d="m9 14.5 2.2 2.2 4.3-4.7"/>',
  faq: '<path d="M4 4h16v13H10l-5 4v-4H4z"/><path d="M9.7 8.6a2.3 2.3 0 1 1 3.3 2c-.7.4-1 .8-1 1.5M12 14.3v.01"/>',
  news: '<path d="M4 4h13v16H6a2 2 0 0 1-2-2zM17 9h3v9a2 2 0 0 1-2 2M7.5 8h6M7.5 12h6M7.5 16h4"/>',
  doctor:
    '<path d="M5 3v6a5 5 0 0 0 10 0V3M3.5 3H7M13 3h3.5M10 14v2a5 5 0 0 0 10 0v-3"/><circle cx="20" cy="11" r="2"/>',
  'my-data': '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>',
  globe: '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"/>',
};

const folder = import.meta.dirname;

/** One `u` is one CSS pixel on a phone 360 wide. */
const style = (font: string) => `
@font-face { font-family: menu; font-weight: 700; src: url(data:font/woff2;base64,${font}) }
:root { --u: calc(${menuSize.width}px / 360) }
* { box-sizing: border-box; margin: 0 }
body { width: ${menuSize.width}px; height: ${menuSize.height}px; background: #fff; color: #1a1a1a; font: 700 calc(17 * var(--u)) / 1.3 menu }
.area { position: absolute; display: flex; align-items: center; justify-content: center; border: 0 solid #ccc }
.tile { flex-direction: column; justify-content: flex-start; padding: calc(13 * var(--u)) calc(4 * var(--u)) calc(8 * var(--u)); text-align: center; text-wrap: balance; word-break: auto-phrase }
.tile .label { flex: 1; display: flex; align-items: center }
.tile:first-child { background: #00428c; color: #fff }
.tab { gap: calc(7 * var(--u)); background: #f2f2f2; color: #00428c; font-size: calc(16 * var(--u)) }
.later { border-left-width: calc(1 * var(--u)) }
.lower { border-top-width: calc(1 * var(--u)) }
svg { width: calc(34 * var(--u)); height: calc(34 * var(--u)); flex: none; fill: none; stroke: #00428c; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round }
.tile:first-child svg { stroke: #fff }
.tab svg { width: calc(19 * var(--u)); height: calc(19 * var(--u)); stroke-width: 2 }
ruby { ruby-align: center }
rt { font-size: calc(8.5 * var(--u)); line-height: 1 }
:lang(ja-x-easy) .tile { font-size: calc(16.5 * var(--u)); line-height: 1.2; word-break: keep-all; padding: calc(13 * var(--u)) calc(6 * var(--u)) calc(7 * var(--u)) }
:lang(ja-x-easy) .tile:first-child { padding: calc(6 * var(--u)) calc(8 * var(--u)) calc(3 * var(--u)); line-height: 1.15 }
:lang(ja-x-easy) .tile svg { width: calc(28 * var(--u)); height: calc(28 * var(--u)) }
:lang(ja-x-easy) ruby { line-height: calc(25 * var(--u)) }
:lang(en) .tile { word-break: normal }
`;

function page(design: MenuDesign, css: string): string {
  const lang = design.language === 'easy' ? 'ja-x-easy' : design.language;
  const area = (kind: string, { x, y, width, height }: MenuDesign['tiles'][number]['bounds'], inside: string) =>
    `<div class="area ${kind}${x > 0 ? ' later' : ''}${y > 0 ? ' lower' : ''}" style="left:${x}px;top:${y}px;width:${width}px;height:${height}px">${inside}</div>`;
  const tiles = design.tiles.map(({ tile, label, bounds }) =>
    area('tile', bounds, `${icon(tile)}<span class="label"><span>${withReadings(label)}</span></span>`),
  );
  const tabs = design.tabs.map(({ label, bounds }) =>
    area('tab', bounds, `${icon('globe')}<span>${asRead(label)}</span>`),
  );
  return `<!doctype html><html lang="${lang}"><meta charset="utf-8"><style>${css}</style><body>${tiles.join('')}${tabs.join('')}`;
}

const icon = (name: keyof typeof icons): string => `<svg viewBox="0 0 24 24">${icons[name]}</svg>`;
const withReadings = (label: string): string =>
  rubyParts(label)
    .map(({ text, reading }) =>
      reading ? `<ruby>${htmlText(text)}<rt>${htmlText(reading)}</rt></ruby>` : htmlText(text),
    )
    .join('');
/** A tab is looked for by someone who may read kana alone. */
const asRead = (label: string): string =>
  rubyParts(label)
    .map(({ text, reading }) => htmlText(reading ?? text))
    .join('');
const htmlText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

async function designs(): Promise<Map<string, MenuDesign>> {
  const { content, findings } = await readContent(join(folder, '..'), jstDate(new Date()));
  if (!content) throw new Error(findings.map(formatFinding).join('\n'));
  const found = new Map<string, MenuDesign>();
  for (const { account } of content.accounts.values()) {
    for (const language of account.languages) {
      const design = menuDesign(content.words, account, language);
      found.set(pictureName(design), design);
    }
  }
  return found;
}

const font = createRequire(import.meta.url).resolve(
  '@fontsource/noto-sans-jp/files/noto-sans-jp-japanese-700-normal.woff2',
);
const css = style((await readFile(font)).toString('base64'));
const wanted = await designs();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
const tab = await browser.newPage({ viewport: menuSize });
for (const [name, design] of wanted) {
  await tab.setContent(page(design, css));
  await tab.evaluate('document.fonts.ready');
  const png = smallPng(await tab.screenshot());
  await writeFile(join(folder, name), png);
  console.log(`${name}: ${Math.round(png.length / 1024)} KiB`);
}
await browser.close();
for (const name of await readdir(folder)) {
  if (name.endsWith('.png') && !wanted.has(name)) await rm(join(folder, name));
}
