import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from '../../src/platform/db/roles.ts';
import { freePort } from './line-world.ts';

/** Debian's packages `postgresql-15`, the oldest that we support, and `pgbouncer`. */
const postgres15 = '/usr/lib/postgresql/15/bin';
const pgbouncer = '/usr/sbin/pgbouncer';

/**
 * Whether both are here. Where they are not, tests with them are left out and say so; `.ci/run` installs them where it can and
 * then demands them (TEST_OTHER_SERVERS=required).
 */
export function otherServersAreHere(): boolean {
  const missing = [join(postgres15, 'postgres'), pgbouncer, '/usr/bin/openssl'].filter((path) => !existsSync(path));
  if (missing.length === 0) return true;
  const sentence = `not here: ${missing.join(', ')} (apt-get install postgresql-15 pgbouncer openssl)`;
  if (process.env.TEST_OTHER_SERVERS === 'required') throw new Error(sentence);
  console.warn(`LEFT OUT: tests with PostgreSQL 15 and PgBouncer; ${sentence}`);
  return false;
}

export interface OtherServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Neither of them runs as root. */
const asNobody = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];

async function folderFor(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `mimamori-${name}-`));
  await chmod(folder, 0o755);
  if (asNobody.length > 0) await chown(folder, 65534, 65534);
  return folder;
}

function start(command: readonly string[]): { child: ChildProcess; said: () => string } {
  const [program, ...args] = [...asNobody, ...command];
  const child = spawn(program!, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  });
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  return { child, said: () => said };
}

async function ready(child: ChildProcess, said: () => string, works: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const failed = await works().then(
      () => undefined,
      (error: Error) => error,
    );
    if (!failed) return;
    if (tries > 200 || child.exitCode !== null) throw new Error(`does not start (${failed.message}): ${said()}`);
    await sleep(100);
  }
}

const stopping = (child: ChildProcess, folder: string) => async (): Promise<void> => {
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGINT');
  if (child.exitCode === null) await ended;
  await rm(folder, { recursive: true, force: true });
};

export interface Postgres15 extends OtherServer {
  /** PEM file of the authority that signed the server's certificate, which names 'localhost'. */
  readonly caFile: string;
  /** An authority that signed nothing. */
  readonly strangerFile: string;
  url(user: string, database: string, more?: string): string;
}

/** PostgreSQL 15 with TLS, reached as anybody without a password; over TCP only with TLS. */
export async function startPostgres15(): Promise<Postgres15> {
  const folder = await folderFor('pg15');
  const port = await freePort();
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  if (asNobody.length > 0) await chown(data, 65534, 65534);
  const [program, ...args] = [
    ...asNobody,
    ...[
      join(postgres15, 'initdb'),
      '-D',
      data,
      '-U',
      'postgres',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
    ],
  ];
  execFileSync(program!, args, { cwd: '/', stdio: 'pipe', env: { PATH: process.env.PATH } });
  const { caFile, strangerFile } = await certificates(folder, data);
  const settings = {
    ...{ port, listen_addresses: 'localhost', unix_socket_directories: folder },
    ...{ ssl: 'on', fsync: 'off', max_connections: 200 },
  };
  await writeFile(join(data, 'pg_hba.conf'), 'local all all trust\nhostssl all all all trust\n');
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { child, said } = start([join(postgres15, 'postgres'), '-D', data, ...options]);
  const socket = { host: folder, port, user: 'postgres', database: 'postgres' };
  await ready(child, said, () => withClient(socket, async () => {}));
  return {
    port,
    caFile,
    strangerFile,
    url: (user, database, query = `host=${encodeURIComponent(folder)}`) =>
      `postgresql://${user}@localhost:${port}/${database}?${query}`,
    stop: stopping(child, folder),
  };
}

async function certificates(folder: string, data: string): Promise<{ caFile: string; strangerFile: string }> {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const authority = (name: string): string => {
    const [key, pem] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
    const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', pem, '-days', '2', '-subj', `/CN=${name}`];
    openssl('req', '-x509', ...made);
    return pem;
  };
  const [caFile, strangerFile] = [authority('authority'), authority('stranger')];
  const [key, request, pem] = [join(data, 'server.key'), join(folder, 'server.csr'), join(data, 'server.crt')];
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', request, '-subj', '/CN=localhost');
  const names = join(folder, 'names.cnf');
  await writeFile(names, 'subjectAltName=DNS:localhost\n');
  const signer = ['-CA', caFile, '-CAkey', caFile.replace('.pem', '.key'), '-CAcreateserial'];
  openssl('x509', '-req', '-in', request, ...signer, '-days', '2', '-extfile', names, '-out', pem);
  await chmod(key, 0o600);
  if (asNobody.length > 0) for (const file of [key, pem]) await chown(file, 65534, 65534);
  return { caFile, strangerFile };
}

/** PgBouncer in transaction mode, with two connections to a server for all that come. */
export async function startPgBouncer(server: { host: string; port: number }, database: string): Promise<OtherServer> {
  const folder = await folderFor('pgbouncer');
  const port = await freePort();
  const ini = join(folder, 'pgbouncer.ini');
  await writeFile(
    ini,
    `[databases]
${database} = host=${server.host} port=${server.port} dbname=${database}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${join(folder, 'users.txt')}
pool_mode = transaction
default_pool_size = 2
max_client_conn = 500
logfile =
`,
  );
  await writeFile(join(folder, 'users.txt'), '"mimamori_app" "only-for-tests"\n"mimamori_owner" "only-for-tests"\n');
  const { child, said } = start([pgbouncer, ini]);
  const there = { host: '127.0.0.1', port, user: 'mimamori_app', database };
  await ready(child, said, () => withClient(there, (client) => client.query('select 1')));
  return { port, stop: stopping(child, folder) };
}
