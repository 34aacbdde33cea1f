import { join, resolve } from 'node:path';
import { checkBackup } from '../platform/db/backup/read-backup.ts';
import { restoreBackup } from '../platform/db/backup/restore-backup.ts';
import { verifyAllChains } from '../platform/db/backup/verify-restored.ts';
import { exitCodes } from './exit-codes.ts';
import { onTheDatabase, progressLines } from './on-the-database.ts';
import { counted, print } from './print.ts';

/** Puts a backup into an empty database, and looks whether all of it is there and as it was. */
export async function restoreCommand(file: string): Promise<void> {
  const backup = await checkBackup(resolve(file));
  const { tables, takenAt, program } = backup.manifest;
  await onTheDatabase(async ({ owner }, _config, stopping) => {
    const folder = join(import.meta.dirname, '..', '..', 'migrations');
    const { accounts, migrated } = await restoreBackup(owner, folder, backup, progressLines('restoring', stopping));
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    print(
      `Restored ${counted(tables.length, 'table')} with ${counted(rows, 'row')} as of ${takenAt} (program ${program}); all read again and equal.`,
    );
    if (migrated.length > 0) print(`Then applied ${counted(migrated.length, 'migration')}: ${migrated.join(', ')}.`);
    const verified = await verifyAllChains(owner, accounts);
    const entries = verified.reduce((sum, { report }) => sum + report.entries, 0);
    const broken = verified.filter(({ report }) => report.brokenAt !== null);
    if (broken.length === 0) {
      print(
        `The audit log of ${counted(accounts.length, 'account')} is as it was written: ${counted(entries, 'entry', 'entries')}.`,
      );
    } else {
      process.stderr.write(
        `mimamori: the audit log of ${broken.map(({ slug }) => slug).join(', ')} had been tampered with before this backup was made; \`mimamori audit verify\` names the entry.\n`,
      );
      process.exitCode = exitCodes.auditBroken;
    }
    process.stderr.write(
      'Sealed columns open with the master key that was in use when the backup was made: put it in place before you start.\n',
    );
  });
}
