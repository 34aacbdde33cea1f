import { type DestinationStream, type Logger, pino } from 'pino';
import { isProblem } from '../../base/problem.ts';

export type Log = Logger;

export interface LogOptions {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  /** Where lines go; standard output unless told. */
  readonly destination?: DestinationStream;
}

/**
 * One JSON line per event, with ISO times. Nothing about a person gets in by accident: requests are logged as method and
 * path template (`http/server.ts`), errors without the values they speak of (`loggedError`), and there is no other serialiser.
 */
export function createLog(options: LogOptions): Log {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: loggedError, req: () => undefined, res: () => undefined },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly stack?: readonly string[];
  readonly cause?: LoggedError;
}

/**
 * An error as the log may know it. PostgreSQL and JSON.parse quote what they could not read, which may be a person's
 * answer: what stands in double quotes is cut out, and a database error's `detail` and parameters are not taken over.
 */
export function loggedError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an Error' };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  return {
    type: error.name,
    message: isProblem(error) ? error.message : error.message.replace(/"(?:[^"\\]|\\.)*"/g, '"…"').slice(0, 500),
    ...(typeof code === 'string' && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(typeof table === 'string' && { table }),
    // The frames alone: the first lines repeat the message.
    ...(!isProblem(error) && { stack: framesOf(error) }),
    ...(error.cause instanceof Error && { cause: loggedError(error.cause) }),
  };
}

const framesOf = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
