import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

/** The console is built where it is missing or older than its source: a checkout holds the source alone. */
export async function buildConsoleIfOld(): Promise<void> {
  const built = await changedAt(join(root, 'console', 'dist', 'index.html'));
  if (built !== undefined && built >= (await newestSource())) return;
  console.log('Building the console …');
  const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'console', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  const code = await new Promise<number | null>((done) => vite.once('exit', done));
  if (code !== 0) throw new Error(`vite build ended with ${code}`);
}

const changedAt = async (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );

async function newestSource(): Promise<number> {
  const folders = [join(root, 'console', 'src'), join(root, 'src', 'base')];
  const names = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })));
  const files = names.flat().filter((entry) => entry.isFile());
  const times = await Promise.all(files.map((entry) => changedAt(join(entry.parentPath, entry.name))));
  return Math.max(0, ...times.map((time) => time ?? 0));
}
