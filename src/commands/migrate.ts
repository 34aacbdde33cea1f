import { join } from 'node:path';
import { migrate } from '../platform/db/migrate.ts';
import { onTheDatabase } from './on-the-database.ts';
import { counted, print } from './print.ts';

/** Applies what the database has not had; needs no content. */
export async function migrateCommand(): Promise<void> {
  await onTheDatabase(async ({ owner }) => {
    const applied = await migrate(owner, join(import.meta.dirname, '..', '..', 'migrations'));
    if (applied.length === 0) print('The database is up to date.');
    else print(`Applied ${counted(applied.length, 'migration')}: ${applied.join(', ')}.`);
  });
}
