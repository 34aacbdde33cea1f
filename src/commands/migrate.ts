import { join } from 'node:path';
import { distribute, refuseWithoutCitus } from '../platform/db/distribute.ts';
import { migrate } from '../platform/db/migrate.ts';
import { onTheDatabase } from './on-the-database.ts';
import { counted, print } from './print.ts';

/** Applies what the database has not had; needs no content. With `distribute`, gives each table its place on a cluster. */
export async function migrateCommand(options: { readonly distribute?: boolean } = {}): Promise<void> {
  await onTheDatabase(async ({ owner }) => {
    if (options.distribute) await refuseWithoutCitus(owner);
    const applied = await migrate(owner, join(import.meta.dirname, '..', '..', 'migrations'));
    if (applied.length === 0) print('The database is up to date.');
    else print(`Applied ${counted(applied.length, 'migration')}: ${applied.join(', ')}.`);
    if (!options.distribute) return;
    const moved = await distribute(owner, (table, how) => print(`${table}: ${how}`));
    print(moved === 0 ? 'Every table has its place already.' : `${counted(moved, 'table')} given a place.`);
  });
}
