import cluster from 'node:cluster';
import { openApp } from '../app.ts';
import type { Config } from '../platform/config/config.ts';
import type { Log } from '../platform/log/log.ts';
import { type ServeOptions, serveApp } from '../server.ts';
import { serveOnManyCores, shareMetrics } from './serve/many-cores.ts';
import { untilStopped } from './until-stopped.ts';

/**
 * `mimamori serve`: doors, schedules and delivery in one process, until it is told to stop. With several processes they share the
 * port, and the first one keeps the database, the schedules and the outbox.
 */
export async function serveCommand(config: Config, log: Log, { processes }: { processes: number }): Promise<void> {
  if (cluster.isWorker) return serveOne(config, log, { jobs: false, delivers: true, shareMetrics });
  if (processes > 1) return serveOnManyCores(config, log, processes);
  return serveOne(config, log, {});
}

/** `mimamori work`: schedules and the outbox, with no door but /healthz, /readyz and /metrics. */
export const workCommand = (config: Config, log: Log): Promise<void> => serveOne(config, log, { doors: false });

async function serveOne(config: Config, log: Log, options: ServeOptions): Promise<void> {
  const app = await openApp(config, log);
  try {
    const served = await serveApp(app, options);
    log.info({ url: served.url, accounts: app.kits().size, database: app.databaseKind }, 'ready');
    if (cluster.isWorker) process.send?.('ready');
    await untilStopped();
    await served.close();
  } finally {
    await app.close();
  }
  // The channel to the first process would keep this one alive.
  if (cluster.isWorker) process.disconnect();
}
