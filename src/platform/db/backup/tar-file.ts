import type { FileHandle } from 'node:fs/promises';

/**
 * The little of tar (POSIX.1-1988, "ustar") that a backup needs: plain files one after the other, each behind a block that
 * names it. Any `tar` opens what is written here, so a backup can be read without this program.
 */
export interface TarEntry {
  readonly name: string;
  readonly bytes: number;
  /** Where its header begins, and where its content. */
  readonly headerAt: number;
  readonly contentAt: number;
}

const block = 512;
/** Two blocks of nothing end an archive. */
export const endOfTar = Buffer.alloc(2 * block);

export const paddingOf = (bytes: number): Buffer => Buffer.alloc((block - (bytes % block)) % block);

/** @param at whole seconds of it are kept */
export function tarHeader(name: string, bytes: number, at: Date): Buffer {
  const header = Buffer.alloc(block);
  const octal = (value: number, from: number, digits: number) =>
    header.write(value.toString(8).padStart(digits, '0'), from, 'ascii');
  header.write(name, 0, 100, 'ascii');
  octal(0o600, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(bytes, 124, 11);
  octal(Math.floor(at.getTime() / 1000), 136, 11);
  header.write('0', 156, 'ascii');
  header.write('ustar\0' + '00', 257, 'ascii');
  octal(checksumOf(header), 148, 6);
  header.write('\0 ', 154, 'ascii');
  return header;
}

/** The sum of the header's bytes, with blanks where the sum itself stands. */
const checksumOf = (header: Buffer): number =>
  header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);

/**
 * The files of an archive, without their content.
 * @throws RangeError that says what is wrong, when this is no archive, or not a whole one
 */
export async function readTarEntries(file: FileHandle): Promise<TarEntry[]> {
  const { size } = await file.stat();
  const entries: TarEntry[] = [];
  let at = 0;
  for (;;) {
    const header = await readAt(file, at, block);
    if (header.every((byte) => byte === 0)) break;
    if (field(header, 257, 5) !== 'ustar') throw new RangeError('it is no archive of ours');
    if (Number.parseInt(field(header, 148, 6), 8) !== checksumOf(header)) throw new RangeError('a header was altered');
    const bytes = Number.parseInt(field(header, 124, 11), 8);
    entries.push({ name: field(header, 0, 100), bytes, headerAt: at, contentAt: at + block });
    at += block + bytes + paddingOf(bytes).length;
  }
  if (at + endOfTar.length !== size) throw new RangeError('its end is missing, or something was added');
  return entries;
}

const field = (header: Buffer, from: number, bytes: number): string =>
  header.toString('ascii', from, from + bytes).replace(/\0.*$/s, '');

export async function readAt(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, at);
  if (bytesRead < bytes) throw new RangeError('its end is missing');
  return buffer;
}
