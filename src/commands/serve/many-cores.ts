import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import { AggregatorRegistry, type Registry } from 'prom-client';
import { openApp } from '../../app.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Log } from '../../platform/log/log.ts';
import { serveApp } from '../../server.ts';
import { untilStopped } from '../until-stopped.ts';

const metricsAsked = 'mimamori.metrics';
const metricsTold = 'mimamori.metrics-told';
const longestPauseMs = 30_000;
/** A process that lived longer than this did not die of how it was started. */
const steadyMs = 60_000;

/**
 * The first process keeps the database, the schedules and the outbox; the others share the port. One that dies is started again,
 * after a pause that grows while they keep dying.
 */
export async function serveOnManyCores(config: Config, log: Log, processes: number): Promise<void> {
  const app = await openApp(config, log);
  try {
    // Its own health is asked at a port of its own choice; residents and staff come to the others.
    const work = await serveApp({ ...app, config: { ...config, MIMAMORI_PORT: 0 } }, { doors: false });
    let stopping = false;
    let pauseMs = 100;
    const ready: Promise<void>[] = [];
    const start = (): void => {
      const startedAt = Date.now();
      const worker = cluster.fork(app.databaseEnv);
      ready.push(new Promise((resolve) => worker.once('message', () => resolve())));
      worker.on('message', (message: { type?: string } | string) => {
        if (typeof message === 'object' && message.type === metricsAsked) void tellMetrics(worker);
      });
      worker.once('exit', async (code, signal) => {
        if (stopping) return;
        log.error({ code, signal, pid: worker.process.pid }, 'a process ended; another is started');
        pauseMs = Date.now() - startedAt > steadyMs ? 100 : Math.min(pauseMs * 2, longestPauseMs);
        await sleep(pauseMs);
        if (!stopping) start();
      });
    };
    for (let n = 0; n < processes; n += 1) start();
    await Promise.all(ready);
    log.info({ processes, accounts: app.kits().size, database: app.databaseKind }, 'all processes ready');
    await untilStopped();
    stopping = true;
    await Promise.all(Object.values(cluster.workers ?? {}).map((worker) => worker && stop(worker)));
    await work.close();
  } finally {
    await app.close();
  }
}

function stop(worker: Worker): Promise<void> {
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.process.kill('SIGTERM');
  return ended;
}

const registry = cluster.isPrimary ? new AggregatorRegistry() : undefined;

async function tellMetrics(worker: Worker): Promise<void> {
  const text = await registry!.clusterMetrics().catch(() => '');
  if (worker.isConnected()) worker.send({ type: metricsTold, text });
}

/** Asked at any of the processes that share the port, `/metrics` tells of them all. */
export function shareMetrics(own: Registry): () => Promise<string> {
  // Listens for the first process's question, and answers it with this process's figures.
  new AggregatorRegistry();
  AggregatorRegistry.setRegistries([own]);
  return () =>
    new Promise((resolve) => {
      const heard = (message: { type?: string; text?: string }): void => {
        if (message.type !== metricsTold) return;
        process.off('message', heard);
        resolve(message.text ?? '');
      };
      process.on('message', heard);
      process.send?.({ type: metricsAsked });
    });
}
