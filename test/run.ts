import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Everything that `npm test` runs: the console is built (journeys open it), then every vitest project. Arguments go to vitest:
 * `npm test -- src/engines`. The last line is `N passed, N failed`, with `, N skipped` when something could not run.
 */
async function run(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [join('node_modules', command), ...args], { stdio: 'inherit' });
  return new Promise((done) => child.once('exit', (code) => done(code ?? 1)));
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: ReadonlyArray<{ status: string; assertionResults: readonly unknown[] }>;
}

const folder = await mkdtemp(join(tmpdir(), 'mimamori-report-'));
const reportFile = join(folder, 'report.json');
try {
  const built = await run('vite/bin/vite.js', ['build', 'console', '--logLevel', 'warn']);
  const code = await run('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${reportFile}`,
    ...process.argv.slice(2),
  ]);
  const report = JSON.parse(await readFile(reportFile, 'utf8')) as Report;
  // A file that could not even be loaded has no failed test in it, but it has failed.
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = report.numFailedTests + broken.length + (built === 0 ? 0 : 1);
  const skipped = report.numPendingTests + report.numTodoTests;
  console.log(`${report.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  // In CI a missing prerequisite is a failure, so nothing may be skipped there.
  const strict = process.env.CI !== undefined && process.env.CI !== '' && skipped > 0;
  process.exitCode = code !== 0 || failed > 0 || strict ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}
