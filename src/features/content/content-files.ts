import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { parseDocument } from 'yaml';
import type { Finding } from '../../base/finding.ts';

/** The files below a content folder, by path with forward slashes: 'accounts/miyagi/account.yaml'. */
export type ContentFiles = ReadonlyMap<string, string>;

export async function readContentFiles(folder: string): Promise<ContentFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(
    paths.sort().map(async (path) => {
      const name = relative(folder, path).split(sep).join('/');
      return [name, (await readFile(path)).toString('utf8')] as const;
    }),
  );
  return new Map(files);
}

/** Files that match, with the parts that the pattern captures. */
export const filesLike = (
  files: ContentFiles,
  pattern: RegExp,
): { readonly path: string; readonly text: string; readonly parts: readonly string[] }[] =>
  [...files].flatMap(([path, text]) => {
    const match = pattern.exec(path);
    return match ? [{ path, text, parts: match.slice(1) }] : [];
  });

/** Parses YAML or JSON; a syntax fault becomes a finding with its line. */
export function parseFile(path: string, text: string, findings: Finding[]): unknown {
  const document = parseDocument(text, { prettyErrors: true });
  for (const error of document.errors) {
    const line = error.linePos?.[0].line;
    findings.push({
      severity: 'error',
      code: 'content.syntax',
      where: line ? `${path}: line ${line}` : path,
      message: `The file cannot be read: ${error.message.split('\n')[0]}`,
    });
  }
  return document.errors.length > 0 ? undefined : document.toJS();
}
