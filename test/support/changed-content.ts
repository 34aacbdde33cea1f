import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A copy of the shipped content with some files changed; remove it after use. */
export async function changedContent(
  changes: Readonly<Record<string, (text: string) => string>>,
): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'mimamori-content-'));
  await cp('content', folder, { recursive: true });
  for (const [path, change] of Object.entries(changes)) {
    const file = join(folder, path);
    const before = await readFile(file, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`the change to ${path} changes nothing`);
    await writeFile(file, after);
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
