import { jstDate, type OnDate } from '../base/jst.ts';
import { Problem } from '../base/problem.ts';
import { type AccountContent, type Content, type ReadContent, readContent } from '../features/content/index.ts';

const noFolder = {
  code: 'cli.no-content',
  status: 404,
  title: 'There is no folder {folder} to read content from; name it with MIMAMORI_CONTENT.',
} as const;
const unsound = {
  code: 'cli.content-unsound',
  status: 409,
  title: 'The content in {folder} has {count}; `mimamori check-content` lists what is to be mended.',
} as const;
const noSuchAccount = {
  code: 'cli.no-such-account',
  status: 404,
  title: "There is no account '{slug}' in {folder}/accounts; `mimamori account list` names those there are.",
} as const;

/** Everything below a content folder with all findings, sound or not. @throws Problem if there is no such folder */
export async function contentAt(folder: string, on: OnDate = jstDate(new Date())): Promise<ReadContent> {
  try {
    return await readContent(folder, on);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new Problem(noFolder, { folder });
    throw error;
  }
}

/** Content that may be used. @throws Problem that says how to see its faults */
export async function soundContent(folder: string): Promise<Content> {
  const { content, findings } = await contentAt(folder);
  if (content) return content;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  throw new Problem(unsound, { folder, count: errors === 1 ? 'a fault' : `${errors} faults` });
}

export function accountIn(content: Content, slug: string, folder: string): AccountContent {
  const account = content.accounts.get(slug);
  if (!account) throw new Problem(noSuchAccount, { slug, folder });
  return account;
}
