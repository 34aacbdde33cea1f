import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Problem } from '../../../base/problem.ts';
import { checksumName, type Manifest, manifestName, manifestSchema, tableOfPiece } from './manifest.ts';
import { endOfTar, paddingOf, readAt, readTarEntries, type TarEntry } from './tar-file.ts';

const unreadable = {
  code: 'backup.unreadable',
  status: 400,
  title: 'The backup {path} cannot be opened ({reason}).',
} as const;
const damaged = {
  code: 'backup.damaged',
  status: 400,
  title: 'The backup {path} is not as it was written: {reason}. Nothing was written; use another backup.',
} as const;

/** A backup that is whole: every byte of it was read and compared with its checksum. */
export interface CheckedBackup {
  readonly path: string;
  readonly manifest: Manifest;
  readonly pieces: ReadonlyMap<string, readonly TarEntry[]>;
}

/** @throws Problem unless the file is exactly what `writeBackup` wrote */
export async function checkBackup(path: string): Promise<CheckedBackup> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new Problem(unreadable, { path, reason: error.code ?? error.name });
  });
  try {
    const entries = await readTarEntries(file);
    const named = (name: string): TarEntry => {
      const entry = entries.find((one) => one.name === name);
      if (!entry) throw new RangeError(`it has no ${name}`);
      return entry;
    };
    const checksum = named(checksumName);
    const said = Buffer.from(`${await hashUpTo(path, checksum.headerAt)}\n`);
    const end = Buffer.concat([said, paddingOf(said.length), endOfTar]);
    const found = await readAt(file, checksum.contentAt, end.length);
    if (checksum !== entries.at(-1) || !found.equals(end)) throw new RangeError('its checksum does not fit');
    const list = named(manifestName);
    const json: unknown = JSON.parse((await readAt(file, list.contentAt, list.bytes)).toString('utf8'));
    const manifest = manifestSchema.safeParse(json);
    if (!manifest.success) throw new RangeError('its manifest is of another form');
    return { path, manifest: manifest.data, pieces: Map.groupBy(entries, ({ name }) => tableOfPiece(name) ?? '') };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem(damaged, { path, reason: error.message });
  } finally {
    await file.close();
  }
}

async function hashUpTo(path: string, end: number): Promise<string> {
  const hash = createHash('sha256');
  if (end > 0) for await (const chunk of createReadStream(path, { end: end - 1 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** A table's rows as they lie in the file: Zstandard over the text of PostgreSQL's COPY. */
export async function* compressedText({ path, pieces }: CheckedBackup, table: string): AsyncGenerator<Buffer> {
  for (const { contentAt, bytes } of pieces.get(table) ?? [])
    yield* createReadStream(path, { start: contentAt, end: contentAt + bytes - 1 });
}
