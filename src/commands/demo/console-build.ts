import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

/** The console is built once, on the first start: a checkout holds its source alone. */
export async function buildConsoleIfMissing(): Promise<void> {
  if (existsSync(join(root, 'console', 'dist', 'index.html'))) return;
  console.log('Building the console …');
  const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'console', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  const code = await new Promise<number | null>((done) => vite.once('exit', done));
  if (code !== 0) throw new Error(`vite build ended with ${code}`);
}
