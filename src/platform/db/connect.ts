import { join } from 'node:path';
import type pg from 'pg';
import type { Config } from '../config/config.ts';
import { socketConnection, startEmbeddedPostgres } from './embedded/server.ts';
import { type ExternalOptions, externalConnection } from './external.ts';
import { appRole, ownerRole, prepareDatabase, prepareRoles } from './roles.ts';

/** How to reach the database as the owner (migrations) and as the application, and how to let go of it. */
export interface DatabaseServer {
  readonly owner: pg.ClientConfig;
  readonly app: pg.ClientConfig;
  /** 'embedded' or 'external': for start-up messages. */
  readonly kind: 'embedded' | 'external';
  /** The environment with which another process reaches the same database. */
  readonly env: Readonly<Record<'DATABASE_URL' | 'DATABASE_OWNER_URL', string>>;
  stop(): Promise<void>;
}

const databaseName = 'mimamori';

export interface DatabaseSettings extends ExternalOptions {
  /** DATABASE_URL: connects as the application role. Absent: the embedded server under `dataDir`. */
  readonly url?: string | undefined;
  /** DATABASE_OWNER_URL: connects as the owner role, for migrations. */
  readonly ownerUrl?: string | undefined;
  readonly dataDir: string;
}

/** What the environment says of the database. */
export const databaseSettings = (config: Config): DatabaseSettings => ({
  url: config.DATABASE_URL,
  ownerUrl: config.DATABASE_OWNER_URL,
  dataDir: config.MIMAMORI_DATA,
  caFile: config.DATABASE_CA_FILE,
  connectSeconds: config.DATABASE_CONNECT_SECONDS,
});

/** The server that the settings name; the embedded one is started, and prepared on its first start. */
export async function connectDatabase(settings: DatabaseSettings): Promise<DatabaseServer> {
  if (settings.url) {
    const app = externalConnection(settings.url, 'DATABASE_URL', settings);
    return {
      kind: 'external',
      env: { DATABASE_URL: settings.url, DATABASE_OWNER_URL: settings.ownerUrl ?? settings.url },
      app,
      owner: settings.ownerUrl ? externalConnection(settings.ownerUrl, 'DATABASE_OWNER_URL', settings) : app,
      stop: async () => {},
    };
  }
  const server = await startEmbeddedPostgres({ dataDir: join(settings.dataDir, 'postgresql') });
  const superuser = socketConnection(server.socketDir, 'postgres', 'postgres');
  await prepareRoles(superuser);
  await prepareDatabase(superuser, databaseName);
  const owner = socketConnection(server.socketDir, ownerRole, databaseName);
  const app = socketConnection(server.socketDir, appRole, databaseName);
  return {
    kind: 'embedded',
    owner,
    app,
    env: { DATABASE_URL: urlOf(app), DATABASE_OWNER_URL: urlOf(owner) },
    stop: server.stop,
  };
}

/** A connection as one line of the environment. */
const urlOf = ({ user, database, host, port }: pg.ClientConfig): string =>
  `postgres://${user}@/${database}?host=${encodeURIComponent(String(host))}&port=${port}`;
