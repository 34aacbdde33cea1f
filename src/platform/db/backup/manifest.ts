import { z } from 'zod';

/** What a backup says of itself. A newer form gets a new number; this program reads only those that it knows. */
export const backupForm = 1;

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

export const manifestSchema = z.object({
  form: z.literal(backupForm),
  program: z.string(),
  postgresql: z.string(),
  takenAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string().regex(/^\d{4}_[a-z0-9_]+\.sql$/), hash: hex64 })),
  /** In an order in which they can be filled: what is referred to comes first. */
  tables: z.array(
    z.object({
      name,
      columns: z.array(name),
      rows: z.number().int().min(0),
      /** Of the text that PostgreSQL gave, before it was compressed. */
      bytes: z.number().int().min(0),
      sha256: hex64,
      /** Of the rows in any order: see row-tally.ts. */
      digest: hex64,
    }),
  ),
  /** Partitions there were, with their bounds as PostgreSQL writes them. */
  partitions: z.array(z.object({ table: name, name, bounds: z.string().regex(/^(FOR VALUES [^;]+|DEFAULT)$/) })),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type BackedUpTable = Manifest['tables'][number];

export const manifestName = 'manifest.json';
export const checksumName = 'checksum.txt';
/** A table is cut into pieces, so that the archive can be written in one go: `tables/response.copy.zst.000001`. */
export const pieceName = (table: string, piece: number): string =>
  `tables/${table}.copy.zst.${String(piece).padStart(6, '0')}`;
export const tableOfPiece = (entry: string): string | undefined =>
  /^tables\/([a-z0-9_]+)\.copy\.zst\.\d{6}$/.exec(entry)?.[1];

/** What someone reads who finds the file years later. */
export const readme = `A backup of Mimamori: the rows of every table, as PostgreSQL's COPY writes them, compressed with Zstandard.

Put it back:    mimamori restore FILE   (into an empty database; see docs/how-to/back-up-and-restore.md)
Without Mimamori:
  tar xf FILE
  cat tables/resident.copy.zst.* | zstd -d > resident.copy
  psql -c "\\copy mimamori.resident (COLUMNS) from resident.copy"   columns and order of the tables: manifest.json
checksum.txt:   SHA-256 of every byte of this archive before its own header.

Sealed columns open only with the master key that was in use when this was made. It is not in here.
`;
