import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { Problem } from '../../../base/problem.ts';
import { findBinaries, reachableByOthers, runAs, sharedHome } from './binaries.ts';

const run = promisify(execFile);

/** The major version whose binaries the package carries; a data directory of another major is refused. */
const major = '18';

export interface EmbeddedPostgres {
  /** Folder of the Unix socket, which is the server's only door. */
  readonly socketDir: string;
  readonly dataDir: string;
  /** True when the server was already running and belongs to another process: `stop` then leaves it alone. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** Only test servers switch this off: a power cut would lose what was acknowledged. */
  readonly fsync?: boolean;
  readonly maxConnections?: number;
}

const otherMajor = {
  code: 'database.other-major',
  status: 500,
  title:
    'The data in {dataDir} was written by PostgreSQL {found}, this program carries {major}: run `mimamori backup` with the version of the program that carries {found}, move the folder aside, and `mimamori restore` here (docs/how-to/upgrade-postgresql.md).',
} as const;
const doesNotStart = {
  code: 'database.does-not-start',
  status: 500,
  title: 'PostgreSQL did not start on {dataDir}. The last lines of {log}: {tail}',
} as const;
const socketTaken = {
  code: 'database.socket-folder-taken',
  status: 500,
  title: 'The folder {socketDir} for the database socket belongs to someone else: remove it, or set TMPDIR.',
} as const;

const superuser = 'postgres';
const socketPort = 5432;

/** How node-postgres reaches the embedded server as one of its roles. */
export const socketConnection = (socketDir: string, user: string, database: string): pg.ClientConfig => ({
  host: socketDir,
  port: socketPort,
  user,
  database,
});

/**
 * Starts the PostgreSQL that comes with the package, or adopts the one that already serves this directory.
 * Never deletes a lock file: PostgreSQL clears its own stale ones.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDir = await usableDataDir(options.dataDir);
  const socketDir = await prepareSocketDir(dataDir);
  if (await serves(socketDir, dataDir)) return { socketDir, dataDir, adopted: true, stop: async () => {} };
  const native = await findBinaries();
  if (!existsSync(join(dataDir, 'PG_VERSION'))) await initialise(native, dataDir);
  const found = (await readFile(join(dataDir, 'PG_VERSION'), 'utf8')).trim();
  if (found !== major) throw new Problem(otherMajor, { dataDir, found, major });
  return launch(native, dataDir, socketDir, options);
}

/** As root under a closed folder, data goes where `nobody` can reach it. */
async function usableDataDir(wanted: string): Promise<string> {
  const dataDir = resolve(wanted);
  if (!runAs() || (await reachableByOthers(dirname(dataDir)))) return dataDir;
  return join(sharedHome, createHash('sha256').update(dataDir).digest('hex').slice(0, 12), 'postgresql');
}

/** A socket path may have 107 bytes at most, so it lies in a short folder named after the data directory. */
async function prepareSocketDir(dataDir: string): Promise<string> {
  const socketDir = join(tmpdir(), `mimamori-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`);
  await mkdir(socketDir, { recursive: true, mode: 0o700 });
  const identity = runAs();
  const { uid } = await lstat(socketDir);
  const mine = process.getuid?.();
  if (mine !== undefined && uid !== mine && uid !== identity?.uid) throw new Problem(socketTaken, { socketDir });
  await chmod(socketDir, 0o700);
  if (identity) await chown(socketDir, identity.uid, identity.gid);
  return socketDir;
}

async function initialise(native: string, dataDir: string): Promise<void> {
  // A killed initdb leaves half a directory: it is made beside and moved in place when whole.
  const making = `${dataDir}.new-${randomBytes(4).toString('hex')}`;
  const identity = runAs();
  await mkdir(dirname(dataDir), { recursive: true, mode: 0o755 });
  await mkdir(making, { mode: 0o700 });
  if (identity) await chown(making, identity.uid, identity.gid);
  try {
    await run(
      join(native, 'bin', 'initdb'),
      [
        ...['-D', making, '-U', superuser, '--auth=trust', '--encoding=UTF8'],
        // Sorted by code point for ever: no index breaks with a library update (docs/adr/0004).
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      ],
      { cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }, ...identity },
    );
    await rename(making, dataDir);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
}

async function launch(
  native: string,
  dataDir: string,
  socketDir: string,
  options: EmbeddedOptions,
): Promise<EmbeddedPostgres> {
  const logPath = join(dataDir, 'server.log');
  const deadline = Date.now() + 30_000;
  for (;;) {
    const child = await spawnServer(native, dataDir, socketDir, logPath, options);
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
      if (await serves(socketDir, dataDir)) {
        return { socketDir, dataDir, adopted: false, stop: () => stopServer(child, ended) };
      }
      await sleep(20);
    }
    // Another process may have been faster, or the children of a killed server are still going: look again, then retry.
    if (await serves(socketDir, dataDir)) return { socketDir, dataDir, adopted: true, stop: async () => {} };
    const tail = (await readFile(logPath, 'utf8').catch(() => '')).trim().split('\n').slice(-3).join(' | ');
    const passing = /pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(tail);
    if (!passing || Date.now() > deadline) throw new Problem(doesNotStart, { dataDir, log: logPath, tail });
    await sleep(100);
  }
}

async function spawnServer(
  native: string,
  dataDir: string,
  socketDir: string,
  logPath: string,
  options: EmbeddedOptions,
): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    port: String(socketPort),
    max_connections: String(options.maxConnections ?? 60),
    shared_buffers: '256MB',
    max_wal_size: '4GB',
    wal_buffers: '16MB',
    // Plans of large batch statements would be compiled again and again.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.fsync === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  const postgres = [
    join(native, 'bin', 'postgres'),
    ...['-D', dataDir],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const log = await open(logPath, 'a', 0o600);
  const identity = runAs();
  const [command, ...args] = diesWithUs(postgres, identity);
  const child = spawn(command!, args, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  });
  child.once('exit', () => void log.close());
  child.unref();
  return child;
}

/**
 * When Node is killed outright, PostgreSQL would live on. Linux can send it SIGINT (fast shutdown) then; `setpriv` asks for
 * that and drops root at the same time. The signal follows the thread that spawned, which is Node's main thread.
 */
function diesWithUs(command: string[], identity: { uid: number; gid: number } | undefined): string[] {
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
  if (setpriv) {
    const drop = identity ? [`--reuid=${identity.uid}`, `--regid=${identity.gid}`, '--clear-groups'] : [];
    return [setpriv, ...drop, '--pdeathsig=INT', ...command];
  }
  return command;
}

async function stopServer(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  child.kill('SIGINT');
  await ended;
}

/** Does a server answer on this socket, and is it the one of this data directory? */
async function serves(socketDir: string, dataDir: string): Promise<boolean> {
  if (!existsSync(join(socketDir, `.s.PGSQL.${socketPort}`))) return false;
  const client = new pg.Client(socketConnection(socketDir, superuser, 'postgres'));
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === dataDir;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
