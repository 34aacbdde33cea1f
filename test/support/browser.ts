import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

const installed = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].filter((path): path is string => path !== undefined && path !== '');

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A real browser: an installed Chromium, else the one that comes in the npm package @sparticuz/chromium, with the libraries that
 * a bare Debian lacks and a Japanese font. Close it after use.
 */
export async function openBrowser(): Promise<Browser> {
  const found = installed.find((path) => existsSync(path));
  const fonts = await fontConfig();
  const env = { ...process.env, ...(fonts ? { FONTCONFIG_FILE: fonts } : {}) } as Record<string, string>;
  if (found) return chromium.launch({ executablePath: found, args: quiet, env });
  const packed = (await import('@sparticuz/chromium')).default;
  const executablePath = await packed.executablePath();
  const libraries = await unpackLibraries();
  return chromium.launch({
    executablePath,
    args: [...quiet, '--headless=shell'],
    env: { ...env, LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') },
  });
}

/** NSS and its kin from the package's archive for Amazon Linux: a plain tar, packed with Brotli. */
async function unpackLibraries(): Promise<string> {
  const archive = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', '..', 'bin');
  const candidates = [join(archive, 'al2023.tar.br'), join('node_modules/@sparticuz/chromium/bin', 'al2023.tar.br')];
  const path = candidates.find((one) => existsSync(one))!;
  const target = join(tmpdir(), 'mimamori-chromium-libraries');
  if (!existsSync(join(target, 'lib'))) await untar(brotliDecompressSync(await readFile(path)), target);
  return join(target, 'lib');
}

/** Regular files of a ustar archive; links and folders are made by the way. */
async function untar(archive: Buffer, target: string): Promise<void> {
  for (let at = 0; at + 512 <= archive.length; ) {
    const header = archive.subarray(at, at + 512);
    const name = header.subarray(0, 100).toString().replace(/\0.*$/s, '');
    if (name === '') break;
    const size = Number.parseInt(header.subarray(124, 136).toString(), 8) || 0;
    const isFile = header[156] === 0x30 || header[156] === 0;
    if (isFile) {
      const path = join(target, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, archive.subarray(at + 512, at + 512 + size), { mode: 0o755 });
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

/**
 * Where the machine has no Japanese font, Noto Sans JP from npm in its two usual weights. The package holds over two thousand
 * files; the browser would read them all.
 */
async function fontConfig(): Promise<string | undefined> {
  const installedFonts = existsSync('/usr/share/fonts') ? await readdir('/usr/share/fonts', { recursive: true }) : [];
  if (installedFonts.some((name) => /cjk|NotoSansJP|ipa(ex)?g|takao|vlgothic/i.test(name))) return undefined;
  const files = join(process.cwd(), 'node_modules', '@fontsource', 'noto-sans-jp', 'files');
  const fonts = join(tmpdir(), 'mimamori-fonts');
  await mkdir(fonts, { recursive: true });
  for (const name of await readdir(files)) {
    if (/-(400|700)-normal\.woff2$/.test(name)) await copyFile(join(files, name), join(fonts, name));
  }
  const path = join(fonts, 'fonts.conf');
  await writeFile(
    path,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>/usr/share/fonts</dir><dir>${fonts}</dir><cachedir>${join(fonts, 'cache')}</cachedir></fontconfig>`,
  );
  return path;
}
