import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Finding } from '../base/finding.ts';
import type { Localized } from '../base/language.ts';
import type { Prefecture } from '../base/places.ts';
import { Problem } from '../base/problem.ts';
import { type AccountTemplate, newAccountFiles } from '../engines/accounts/index.ts';
import { prefectures } from '../engines/places/index.ts';
import { readContentFiles } from '../features/content/index.ts';
import { commandConfig } from './command-config.ts';
import { contentAt } from './content-at.ts';
import { counted, print } from './print.ts';
import { dateOption } from './time-options.ts';

const badSlug = {
  code: 'cli.bad-slug',
  status: 400,
  title: "'{slug}' cannot name an account; use small letters, digits and hyphens, as in yamanashi.",
} as const;
const whichPrefecture = {
  code: 'cli.which-prefecture',
  status: 400,
  title:
    "'{given}' is not a prefecture; write --prefecture with its two digits or its romaji name, such as 19 or yamanashi.",
} as const;
const exists = {
  code: 'cli.account-exists',
  status: 409,
  title: '{path} is there already; nothing was changed. Edit it, or choose another name.',
} as const;
const served = {
  code: 'cli.prefecture-has-account',
  status: 409,
  title: '{prefecture} has an account already, {slug}; edit {path} instead of making a second one.',
} as const;
const noTemplate = {
  code: 'cli.no-account-template',
  status: 404,
  title: 'There is no template for accounts in {path}; take _base/template from a fresh copy of the content.',
} as const;

export interface CreateOptions {
  readonly prefecture?: string;
  readonly name?: string;
  readonly nameEasy?: string;
  readonly nameEn?: string;
  readonly seal?: string;
  readonly openedOn?: string;
  readonly newsUrl?: string;
}

/** Makes the files of a new account from the template, and lists what a person has yet to fill in. */
export async function createAccount(slug: string, options: CreateOptions): Promise<void> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) throw new Problem(badSlug, { slug });
  const given = options.prefecture ?? slug;
  const prefecture = prefectures.find(({ code, slug: romaji }) => code === given || romaji === given.toLowerCase());
  if (!prefecture) throw new Problem(whichPrefecture, { given });
  if (options.openedOn !== undefined) dateOption('--opened-on', options.openedOn);

  const folder = commandConfig().MIMAMORI_CONTENT;
  const accounts = join(folder, 'accounts');
  const target = join(accounts, slug);
  if (existsSync(target)) throw new Problem(exists, { path: target });
  await refuseSecond(folder, prefecture);
  const files = newAccountFiles(
    { slug, prefecture, name: nameOf(options), ...known(options) },
    await templateIn(join(accounts, '_base', 'template')),
  );
  await writeTogether(target, files);

  print(
    `Made ${Object.keys(files)
      .map((file) => join(accounts, file))
      .join(', ')}.`,
  );
  const { findings } = await contentAt(folder);
  tellMissing(findings.filter(({ where }) => where.startsWith(`accounts/${slug}/`)));
}

const nameOf = ({ name, nameEasy, nameEn }: CreateOptions): Partial<Localized> => ({
  ...(name === undefined ? {} : { ja: name }),
  ...(nameEasy === undefined ? {} : { easy: nameEasy }),
  ...(nameEn === undefined ? {} : { en: nameEn }),
});

const known = ({ seal, openedOn, newsUrl }: CreateOptions) => ({
  ...(seal === undefined ? {} : { seal }),
  ...(openedOn === undefined ? {} : { openedOn }),
  ...(newsUrl === undefined ? {} : { newsUrl }),
});

/** Looked for in the files themselves: an account that is not filled in yet counts too. */
async function refuseSecond(folder: string, prefecture: Prefecture): Promise<void> {
  const files = await readContentFiles(join(folder, 'accounts')).catch(() => new Map<string, string>());
  for (const [path, text] of files) {
    if (!/^[^_/][^/]*\/account\.yaml$/.test(path)) continue;
    if (/^prefectureCode:\s*['"]?(\d{2})/m.exec(text)?.[1] !== prefecture.code) continue;
    const slug = dirname(path);
    throw new Problem(served, { prefecture: prefecture.nameEn, slug, path: join(folder, 'accounts', path) });
  }
}

async function templateIn(path: string): Promise<AccountTemplate> {
  try {
    const names = await readdir(path);
    const entries = names.map(async (name) => [name, await readFile(join(path, name), 'utf8')] as const);
    return Object.fromEntries(await Promise.all(entries));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Problem(noTemplate, { path });
  }
}

/** All files or none: they are written beside, where content does not look, and moved in place together. */
async function writeTogether(target: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const making = await mkdtemp(join(dirname(target), '_new-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await writeFile(join(making, basename(path)), text, { flag: 'wx' });
    }
    await rename(making, target);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
}

function tellMissing(findings: readonly Finding[]): void {
  print(`${counted(findings.length, 'thing')} to fill in:`);
  for (const { where, message } of findings) print(`  ${where}: ${message}`);
  print('`mimamori check-content` tells what is still missing. How to go on: docs/how-to/open-an-account.md.');
}
