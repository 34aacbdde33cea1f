import { openApp } from '../app.ts';
import type { Config } from '../platform/config/config.ts';
import type { Log } from '../platform/log/log.ts';
import { serveApp } from '../server.ts';
import { untilStopped } from './until-stopped.ts';

/** `mimamori serve`: everything in one process, until it is told to stop. */
export async function serveCommand(config: Config, log: Log): Promise<void> {
  const app = await openApp(config, log);
  try {
    const served = await serveApp(app);
    log.info({ url: served.url, accounts: app.kits().size, database: app.databaseKind }, 'ready');
    await untilStopped();
    await served.close();
  } finally {
    await app.close();
  }
}
