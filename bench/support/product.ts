import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type App, openApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/platform/config/config.ts';
import { connectDatabase, type DatabaseServer } from '../../src/platform/db/connect.ts';
import { createLog } from '../../src/platform/log/log.ts';
import { cpuMs } from './cpu.ts';

/** The product under measurement: an embedded PostgreSQL of its own, and servers as processes of their own. */
export interface Product {
  readonly folder: string;
  readonly database: DatabaseServer;
  readonly env: Readonly<Record<string, string>>;
  /** The program opened within this process, for preparing and for counting afterwards. */
  openApp(): Promise<App>;
  /** Starts `mimamori serve`; resolves when it is ready. */
  serve(more?: Readonly<Record<string, string>>, args?: readonly string[]): Promise<Server>;
  /** Process id of the postmaster, which changes when it is started again. */
  postmaster(): Promise<number>;
  end(): Promise<void>;
}

export interface Server {
  readonly port: number;
  readonly pid: number;
  readonly child: ChildProcess;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const root = join(import.meta.dirname, '..', '..');

export async function startProduct(): Promise<Product> {
  const folder = await mkdtemp(join(process.env.BENCH_FOLDER ?? tmpdir(), 'mimamori-bench-'));
  await chmodForPostgres(folder);
  const database = await connectDatabase({ dataDir: folder });
  const env = {
    MIMAMORI_DATA: folder,
    MIMAMORI_MASTER_KEY: randomBytes(32).toString('hex'),
    ...database.env,
    LOG_LEVEL: 'info',
  };
  const servers: Server[] = [];
  return {
    folder,
    database,
    env,
    openApp: () => openApp(configOf(env), createLog({ level: 'error' })),
    serve: async (more = {}, args = ['serve']) => {
      const server = await serve({ ...env, ...more }, args, folder);
      servers.push(server);
      return server;
    },
    postmaster: async () =>
      Number((await readFile(join(folder, 'postgresql', 'postmaster.pid'), 'utf8')).split('\n', 1)[0]),
    end: async () => {
      for (const server of servers) await server.stop(process.env.BENCH_PROFILE ? 'SIGTERM' : 'SIGKILL');
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const configOf = (env: Readonly<Record<string, string>>): Config => readConfig({ ...env, LOG_LEVEL: 'error' });

/** `nobody`, under whom PostgreSQL runs when we are root, has to reach it. */
async function chmodForPostgres(folder: string): Promise<void> {
  const { chmod } = await import('node:fs/promises');
  await chmod(folder, 0o755);
}

async function serve(env: Readonly<Record<string, string>>, args: readonly string[], folder: string): Promise<Server> {
  const port = await freePort();
  const log = openSync(join(folder, `server-${port}.log`), 'a');
  // `BENCH_PROFILE=folder` leaves a processor profile of every server there.
  const profile = process.env.BENCH_PROFILE;
  const node = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  const child = spawn(process.execPath, [...node, join(root, 'src', 'main.ts'), ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env, MIMAMORI_PORT: String(port) },
    // A log that is written is part of the cost.
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let tries = 0; ; tries += 1) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (ready?.status === 200) break;
    if (child.exitCode !== null || tries > 600)
      throw new Error(`the server did not start; see ${folder}/server-${port}.log`);
    await sleep(50);
  }
  return {
    port,
    pid: child.pid!,
    child,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
  };
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** How often this disk can make a small write durable in a second. */
export function fsyncPerSecond(folder: string, seconds = 1): number {
  const path = join(folder, 'fsync-probe');
  const file = openSync(path, 'w');
  const page = Buffer.alloc(8192, 1);
  const until = performance.now() + seconds * 1000;
  let count = 0;
  while (performance.now() < until) {
    writeSync(file, page, 0, page.length, 0);
    fsyncSync(file);
    count += 1;
  }
  closeSync(file);
  rmSync(path);
  return Math.round(count / seconds);
}

/** Processor time of the servers and of PostgreSQL with all its children. */
export const productCpuMs = async (product: Product, servers: readonly Server[]): Promise<number> =>
  cpuMs([...servers.map((server) => server.pid), await product.postmaster()]);
