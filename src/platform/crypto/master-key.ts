import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newKey } from './seal.ts';

/**
 * The key that wraps every account's key: from the configuration, else from a file that is made on the first start and that
 * only its owner can read. It is never in the database, so a copy of the database alone opens nothing.
 */
export async function masterKey(configured: string | undefined, dataDir: string): Promise<Buffer> {
  if (configured) return Buffer.from(configured, 'hex');
  const path = join(dataDir, 'master.key');
  await mkdir(dataDir, { recursive: true });
  try {
    await writeFile(path, `${newKey().toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  await chmod(path, 0o600);
  return Buffer.from((await readFile(path, 'utf8')).trim(), 'hex');
}
