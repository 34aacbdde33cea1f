import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** The repository as facts are stated about it: tracked files, and new ones that are not ignored. */
export const projectFiles: readonly string[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard'],
  { encoding: 'utf8', maxBuffer: 1 << 26 },
)
  .split('\n')
  .filter(Boolean)
  .sort();

export const read = (path: string): string => readFileSync(path, 'utf8');

export interface Import {
  readonly from: string;
  /** A path from the root of the project, or a package's name. */
  readonly to: string;
  readonly isPackage: boolean;
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g;

/** What a source imports, also for its types alone. */
export function importsOf(path: string, text = read(path)): Import[] {
  return [...text.matchAll(importPattern)].map((match) => {
    const to = (match[1] ?? match[2])!;
    const isPackage = !to.startsWith('.');
    return { from: path, to: isPackage ? to : normalize(join(dirname(path), to)), isPackage };
  });
}
