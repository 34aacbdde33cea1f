import { Kysely, PostgresDialect, type RawBuilder, sql, type Transaction } from 'kysely';
import pg from 'pg';

/**
 * Every table with its columns. Each `store.ts` adds the tables that it owns:
 * `declare module '../../platform/db/database.ts' { interface Database { response: ResponseTable } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging, see above
export interface Database {}

export type Db = Kysely<Database>;
/** A transaction, already bound to an account where the table asks for one. */
export type Tx = Transaction<Database>;

const int8 = 20;
const date = 1082;

/** Counts come as numbers (they stay far below 2^53), dates as 'YYYY-MM-DD' (a JST calendar date, not an instant). */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === int8) return Number;
    if (oid === date) return (text: string) => text;
    return pg.types.getTypeParser(oid, format as 'text');
  }) as typeof pg.types.getTypeParser,
};

export interface PoolOptions {
  readonly connection: pg.ClientConfig;
  readonly maxConnections: number;
  /** How long a connection stays open that nobody uses; 10 seconds unless told. */
  readonly idleSeconds?: number;
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  readonly onIdleError: (error: Error) => void;
}

/** A pool of connections as one role. Close it with `db.destroy()`. */
export function openDatabase(options: PoolOptions): Db {
  const { connection, maxConnections, idleSeconds = 10 } = options;
  const pool = new pg.Pool({ ...connection, max: maxConnections, idleTimeoutMillis: idleSeconds * 1000, types });
  pool.on('error', options.onIdleError);
  // A connection may break between two queries of a transaction. The next query fails then; unheard, the error would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

/** A value for a jsonb column. (node-postgres would send an array as a PostgreSQL array.) */
export const jsonb = <T>(value: T): RawBuilder<T> => sql<T>`${JSON.stringify(value)}::jsonb`;
