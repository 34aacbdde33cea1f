import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { socketConnection, startEmbeddedPostgres } from '../../src/platform/db/embedded/server.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { ownerRole, prepareDatabase, prepareRoles } from '../../src/platform/db/roles.ts';

declare module 'vitest' {
  interface ProvidedContext {
    socketDir: string;
  }
}

export const templateName = 'mimamori_template';

/** Vitest global set-up: one real PostgreSQL for the run (without fsync: it lives as long as the run), one migrated template. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'mimamori-test-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'pg'), fsync: false, maxConnections: 200 });
  const superuser = socketConnection(server.socketDir, 'postgres', 'postgres');
  await prepareRoles(superuser);
  await prepareDatabase(superuser, templateName);
  await migrate(socketConnection(server.socketDir, ownerRole, templateName), 'migrations');
  project.provide('socketDir', server.socketDir);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
    await rm(server.socketDir, { recursive: true, force: true });
  };
}
