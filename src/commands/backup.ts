import { existsSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Problem } from '../base/problem.ts';
import type { Config } from '../platform/config/config.ts';
import { writeBackup } from '../platform/db/backup/write-backup.ts';
import { onTheDatabase, progressLines } from './on-the-database.ts';
import { counted, print } from './print.ts';
import { programVersion } from './program-version.ts';

const cannotWrite = {
  code: 'cli.backup-not-written',
  status: 500,
  title: 'The backup cannot be written to {path} ({reason}).',
} as const;

/** Writes everything that the database holds into one file, which takes its name only when it is whole. */
export async function backupCommand({ to }: { readonly to?: string }): Promise<void> {
  const at = new Date();
  const path = resolve(to ?? `mimamori-${at.toISOString().slice(0, 19).replaceAll(':', '')}Z.backup`);
  if (existsSync(path)) throw new Problem(cannotWrite, { path, reason: 'there is such a file already' });
  await onTheDatabase(async ({ owner }, config, stopping) => {
    const begun = `${path}.part`;
    try {
      const file = await open(begun, 'wx', 0o600).catch(refuse(path));
      try {
        const { tables } = await writeBackup(owner, async (bytes) => void (await file.writev([bytes])), {
          program: programVersion(),
          at,
          progress: progressLines('backing up', stopping),
        });
        await file.sync();
        await file.close();
        await rename(begun, path);
        const rows = tables.reduce((sum, table) => sum + table.rows, 0);
        const { size } = await stat(path);
        print(
          `Backed up ${counted(tables.length, 'table')} with ${counted(rows, 'row')} to ${path} (${(size / 1_000_000).toFixed(1)} MB).`,
        );
      } finally {
        await file.close().catch(() => {});
      }
    } catch (error) {
      await rm(begun, { force: true });
      throw error;
    }
    process.stderr.write(`${alsoKeep(config)}\n`);
  });
}

const refuse = (path: string) => (error: NodeJS.ErrnoException) => {
  throw new Problem(cannotWrite, { path, reason: error.code ?? error.name });
};

/** What a backup of the database does not hold, and without which it is of no use. */
export const alsoKeep = (config: Config): string => {
  const key = config.MIMAMORI_MASTER_KEY ? 'MIMAMORI_MASTER_KEY' : resolve(join(config.MIMAMORI_DATA, 'master.key'));
  return [
    'Not in the backup, and to be kept apart from it:',
    `  the master key (${key}): without it nothing that is sealed can be read`,
    `  the content (${resolve(config.MIMAMORI_CONTENT)})`,
    `  the LINE channels (${config.MIMAMORI_LINE_CHANNELS ?? 'MIMAMORI_LINE_CHANNELS, if there is one'}) and the other settings`,
  ].join('\n');
};
