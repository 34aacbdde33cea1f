import type { Config } from '../platform/config/config.ts';
import type { Progress } from '../platform/db/backup/write-backup.ts';
import { connectDatabase, type DatabaseServer, databaseSettings } from '../platform/db/connect.ts';
import { commandConfig } from './command-config.ts';
import { interruptible, orInterrupted } from './interruptible.ts';

/** Runs work that needs the database and nothing else: no content, no keys. */
export const onTheDatabase = <T>(
  work: (server: DatabaseServer, config: Config, stopping: AbortSignal) => Promise<T>,
): Promise<T> =>
  interruptible(async (stopping) => {
    const config = commandConfig();
    const server = await connectDatabase(databaseSettings(config));
    try {
      stopping.throwIfAborted();
      return await orInterrupted(work(server, config, stopping), stopping);
    } finally {
      await server.stop();
    }
  });

/** Lines on standard error, at most one in two seconds: short work says nothing. Ends the work when it is to stop. */
export function progressLines(verb: string, stopping: AbortSignal): Progress {
  let last = Date.now();
  return (table, rows, bytes) => {
    stopping.throwIfAborted();
    if (Date.now() - last < 2000) return;
    last = Date.now();
    process.stderr.write(
      `${verb} ${table}: ${rows.toLocaleString('en')} rows, ${(bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 0 })} MB\n`,
    );
  };
}
