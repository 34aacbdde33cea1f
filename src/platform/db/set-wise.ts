import { type RawBuilder, sql } from 'kysely';

/** Rows for `json_to_recordset`: one parameter, whatever their number. Dates as ISO text; `bytea` through `byteaText`. */
export const jsonRows = (rows: readonly unknown[]): RawBuilder<unknown> => sql`${JSON.stringify(rows)}::json`;

/** A `bytea` as PostgreSQL reads it from text. */
export const byteaText = (bytes: Uint8Array | null): string | null =>
  bytes && `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
