import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { allAccounts } from '../features/accounts/index.ts';
import type { Config } from '../platform/config/config.ts';
import { connectDatabase } from '../platform/db/connect.ts';
import { openDatabase } from '../platform/db/database.ts';

/** Since when an account's LINE channel is stopped, and who stopped it. */
export interface LineStop {
  readonly at: Date;
  readonly by: string;
}

/**
 * Accounts whose LINE channel is stopped, by slug: the database knows it, the content does not. Undefined where there is no
 * database yet, or where it does not answer; nothing is made or changed.
 */
export async function lineStops(config: Config): Promise<ReadonlyMap<string, LineStop> | undefined> {
  if (!config.DATABASE_URL && !existsSync(join(config.MIMAMORI_DATA, 'postgresql'))) return undefined;
  try {
    const server = await connectDatabase({ url: config.DATABASE_URL, dataDir: config.MIMAMORI_DATA });
    const db = openDatabase({ connection: server.app, maxConnections: 1, onIdleError: () => {} });
    try {
      const stopped = (await allAccounts(db)).flatMap(({ slug, lineStoppedAt: at, lineStoppedBy: by }) =>
        at ? [[slug, { at, by: by ?? 'unknown' }] as const] : [],
      );
      return new Map(stopped);
    } finally {
      await db.destroy();
      await server.stop();
    }
  } catch {
    // The content is what was asked for; it is shown whether or not the database answers.
    return undefined;
  }
}
