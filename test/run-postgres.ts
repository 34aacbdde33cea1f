import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * `DATABASE_URL=postgresql://postgres@127.0.0.1:5432/postgres npm run test:postgres`: what tests with a database, on a server of
 * yours instead of the embedded one. It has to be version 15 or newer, with `max_connections` of 200 and the encoding UTF8, and be
 * there for nothing else: the address is a superuser's, roles and databases are made and dropped. Arguments go to vitest.
 */
const { DATABASE_URL: url, ...env } = process.env;
if (!url) {
  process.stderr.write('test:postgres needs DATABASE_URL: the address of a superuser of a PostgreSQL for tests.\n');
  process.exit(2);
}
const projects = ['features', 'facts', 'journeys'].flatMap((name) => ['--project', name]);
const { status } = spawnSync(
  process.execPath,
  [join(import.meta.dirname, 'run.ts'), ...projects, ...process.argv.slice(2)],
  // Under another name: the program under test is told its database by each test.
  { stdio: 'inherit', env: { ...env, TEST_DATABASE_URL: url } },
);
process.exitCode = status ?? 1;
