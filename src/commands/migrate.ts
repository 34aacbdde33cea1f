import { join } from 'node:path';
import { connectDatabase } from '../platform/db/connect.ts';
import { migrate } from '../platform/db/migrate.ts';
import { commandConfig } from './command-config.ts';
import { counted, print } from './print.ts';

/** Applies what the database has not had; needs no content. */
export async function migrateCommand(): Promise<void> {
  const config = commandConfig();
  const server = await connectDatabase({
    url: config.DATABASE_URL,
    ownerUrl: config.DATABASE_OWNER_URL,
    dataDir: config.MIMAMORI_DATA,
  });
  try {
    const applied = await migrate(server.owner, join(import.meta.dirname, '..', '..', 'migrations'));
    if (applied.length === 0) print('The database is up to date.');
    else print(`Applied ${counted(applied.length, 'migration')}: ${applied.join(', ')}.`);
  } finally {
    await server.stop();
  }
}
